/** What keeps Snapdock and a host apart that are in one WAR. */
package io.snapdock.own;
