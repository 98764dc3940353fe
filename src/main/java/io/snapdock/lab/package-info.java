/**
 * The stream lab: a page under {@code /lab} on which operators and developers watch a stream, break it and find out what their proxy does to it.
 * It shows the topics of this very server and has no engine of its own. Where {@code snapdock.lab} is off, which is the default, it is not there.
 */
package io.snapdock.lab;
