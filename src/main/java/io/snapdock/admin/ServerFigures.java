package io.snapdock.admin;

/**
 * How the server is doing, in figures.
 *
 * @param openDocks that take photos
 * @param docks all that are kept, ended ones too
 * @param phones that have their page open
 * @param streams that are open, of all kinds
 * @param uploads on their way
 * @param photos that are kept
 * @param photoBytes of them
 * @param freeBytes on the disk of the data folder, the reserve among them
 * @param messagesWaiting for a host application to take them
 * @param messagesGivenUp after a day
 */
public record ServerFigures(
        long openDocks,
        long docks,
        int phones,
        int streams,
        long uploads,
        long photos,
        long photoBytes,
        long freeBytes,
        long messagesWaiting,
        long messagesGivenUp) {}
