/** A host application of the tests as they were written long ago, with filters that know nothing of asynchronous requests. */
package example.classic;
