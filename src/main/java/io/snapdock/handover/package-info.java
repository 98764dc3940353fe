/**
 * What a host application's backend does with a dock: opens and finds it by its own reference, and takes its photos over. For who sends an API key.
 *
 * <p>Guarantees: one reference names one dock, however many ask at once.
 */
package io.snapdock.handover;
