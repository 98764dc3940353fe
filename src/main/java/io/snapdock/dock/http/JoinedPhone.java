package io.snapdock.dock.http;

import io.snapdock.dock.DockView;

/** The answer to a phone that joined: the one time that its key is told. */
public record JoinedPhone(String phoneId, String phoneKey, DockView dock) {

    @Override
    public String toString() {
        return "JoinedPhone[" + phoneId + "]";
    }
}
