/** The file formats: which one a file is, whether it is whole, how large its picture is. One class, or a few, for each format. */
package io.snapdock.picture.format;
