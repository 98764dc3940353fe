/** Host applications: who they are, by their keys or by a role of the container. */
package io.snapdock.dock.host;
