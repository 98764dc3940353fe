/**
 * The question before a photo is taken: host applications and the virus scanner may say no.
 *
 * <p>Guarantees: nobody is told of a photo before all have answered; a check that fails or takes too long counts as no answer, and the photo is not
 * taken. Not done here: what becomes of a photo that may pass (package photo).
 */
package io.snapdock.gate;
