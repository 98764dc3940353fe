/**
 * Test photos, for hosts that try their application without a phone. They are real ones, by the way of all others. Only where {@code snapdock.sandbox} is set.
 */
package io.snapdock.sandbox;
