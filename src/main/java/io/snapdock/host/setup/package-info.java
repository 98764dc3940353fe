/** How a host application is told where Snapdock is. */
package io.snapdock.host.setup;
