/** What a person picked together: how many, in which order, and which places are kept for it. */
package io.snapdock.upload.pick;
