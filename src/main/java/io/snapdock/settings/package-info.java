/**
 * Configuration, read once into records and checked at start, and the two places that it names: the data folder and the
 * database.
 *
 * <p>A bad value stops the deployment with the setting's name in the message. Nothing here is read again later.
 */
package io.snapdock.settings;
