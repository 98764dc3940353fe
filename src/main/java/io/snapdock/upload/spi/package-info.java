/** The seam to the next feature: what comes out of an upload, and who makes a photo of it. Uploads know nothing of photos. */
package io.snapdock.upload.spi;
