/** The JAX-RS applications: which resources and providers there are. */
package io.snapdock.rest;
