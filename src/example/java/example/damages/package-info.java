/**
 * The host application that people copy: an insurer's damage reports, whose photos come from a phone and end in the application's own table, inside its own transaction.
 *
 * <p>All that has to do with Snapdock lies between {@code // Snapdock} and {@code // the application's own again}; a test counts those lines. The rest is a form as it is without it.
 */
package example.damages;
