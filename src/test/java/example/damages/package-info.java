/** A host application beside Snapdock: damage reports whose photos end in a table of its own, inside its own transaction. The example of docs/host-apps.md, run by {@code HostJarIT}. */
package example.damages;
