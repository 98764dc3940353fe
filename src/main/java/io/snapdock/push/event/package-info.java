/**
 * The words of a stream: an event, its id, where a reader begins; and their bytes, by the WHATWG HTML standard, 9.2. No value can forge a field, and none can take a
 * name that browsers keep for themselves.
 */
package io.snapdock.push.event;
