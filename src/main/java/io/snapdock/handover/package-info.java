/**
 * What a host application's backend does with a dock: opens and finds it by its own reference, seals it when its form was submitted, claims its photos, releases them.
 * For who sends an API key.
 *
 * <p>Guarantees: one reference names one dock, however many ask at once. A photo whose sender got its answer is in what the seal tells; whatever is not in it
 * was refused, and its sender keeps it. Every step can be repeated after a crash on either side. Not done here: copying the photos, which hosts read by the usual doors.
 */
package io.snapdock.handover;
