/** What others are told of uploads, as CDI events, and an upload as they see it. */
package io.snapdock.upload.event;
