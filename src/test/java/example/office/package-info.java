/** A host application of the tests without JAX-RS, whose pages are for those only who have logged in. */
package example.office;
