/** Snapdock in the WARs of host applications: several of them in one server. */
package io.snapdock.inside;
