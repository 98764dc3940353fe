/** The tag {@code snap:dock} for Jakarta Faces. Nothing else of the jar needs Faces. */
package io.snapdock.tags.faces;
