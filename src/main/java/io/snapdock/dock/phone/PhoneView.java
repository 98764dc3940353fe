package io.snapdock.dock.phone;

import java.time.Instant;

/**
 * A phone as the API shows it.
 *
 * @param name null when the phone gave none
 * @param connected whether its page is open at the moment
 */
public record PhoneView(String id, String name, Instant joinedAt, boolean connected) {

    public static PhoneView of(Phone phone, boolean connected) {
        return new PhoneView(phone.id(), phone.name().orElse(null), phone.joinedAt(), connected);
    }
}
