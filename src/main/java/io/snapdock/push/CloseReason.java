package io.snapdock.push;

/** Why a stream has ended. */
public enum CloseReason {
    /** The client has gone: found out by a write that failed, after two heartbeats at the latest. */
    GONE,
    /** The connection took nothing for ten seconds while something waited for it. */
    STALLED,
    /** The log had passed the reader, and the setting says to close such streams. */
    BEHIND,
    /** The topic's last event was sent, or its owner ended the stream. */
    ENDED,
    /** It was open for the longest time that is allowed. */
    AGED,
    /** The application stops. */
    SHUTDOWN
}
