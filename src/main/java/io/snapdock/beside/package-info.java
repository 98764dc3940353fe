/** What only {@code snapdock.war} has, which is deployed beside the applications that use it. */
package io.snapdock.beside;
