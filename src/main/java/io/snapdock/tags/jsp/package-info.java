/** The tag {@code snap:dock} for Jakarta Server Pages. Nothing else of the jar needs those. */
package io.snapdock.tags.jsp;
