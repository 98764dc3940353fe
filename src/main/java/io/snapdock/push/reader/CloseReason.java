package io.snapdock.push.reader;

/** Why a stream has ended. */
public enum CloseReason {
    /** The client has gone: found out by a write that failed, at the second heartbeat at the latest. */
    GONE,
    /** The connection took nothing for ten seconds while something waited for it. */
    STALLED,
    /** The log had passed the reader, and the setting says to close such streams. */
    BEHIND,
    /** Its snapshot could not be made: what it reads has ended, or the database is away. Its client may come back. */
    FAILED,
    /** The topic's last event was sent, or its owner ended the stream. */
    ENDED,
    /** It was open for the longest time that is allowed. */
    AGED,
    /** The application stops. */
    SHUTDOWN
}
