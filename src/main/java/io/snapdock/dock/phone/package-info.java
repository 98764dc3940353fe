/** The phones that joined a dock: their rows, what others see of them, and the events of their coming and going. */
package io.snapdock.dock.phone;
