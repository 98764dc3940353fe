/** A host application of the tests with much that a jar in its WAR could disturb: JAX-RS twice, its own mappers and filters, entities, CDI beans, Faces. */
package example.shop;
