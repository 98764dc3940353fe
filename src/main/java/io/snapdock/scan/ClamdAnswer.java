package io.snapdock.scan;

import java.io.IOException;
import java.util.Optional;

/**
 * What clamd said of a stream: {@code stream: OK}, {@code stream: <signature> FOUND}, anything else is an error.
 *
 * @param signature the name of what was found; empty when the stream is clean
 */
record ClamdAnswer(Optional<String> signature) {

    private static final String START = "stream: ";
    private static final String FOUND = " FOUND";

    /** @throws IOException when clamd could not tell */
    static ClamdAnswer read(String line) throws IOException {
        if (line.equals(START + "OK")) {
            return new ClamdAnswer(Optional.empty());
        }
        if (line.startsWith(START) && line.endsWith(FOUND) && line.length() > START.length() + FOUND.length()) {
            return new ClamdAnswer(Optional.of(line.substring(START.length(), line.length() - FOUND.length())));
        }
        throw new IOException("clamd answered \"" + line + "\"");
    }
}
