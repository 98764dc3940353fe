/**
 * What an administrator sees and does: all docks with what they take, ending one, and the figures that matter, once and as a stream. It reads rows of other features and changes none of them
 * but by their own calls. It tells no key, no link, no photo and no photo's name. What host applications were told is in {@code webhook}.
 */
package io.snapdock.admin;
