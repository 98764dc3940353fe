/** A host application of the tests as they were written before Jakarta EE 6's annotations: JAX-RS by {@code web.xml} alone, and filters that know nothing of asynchronous requests. */
package example.classic;
