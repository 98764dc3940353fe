package io.snapdock.support;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds in a server's log what must not be there: errors, and stack traces of any level. */
public final class ServerLog {
    private static final Pattern COLOUR = Pattern.compile("\u001B\\[[0-9;]*m");

    private static final Pattern BAD = Pattern.compile(
            // Payara "[SEVERE]", WildFly " ERROR ", GlassFish "|SEVERE|", Liberty "[ERROR   ]"; a stack trace's first
            // frame or a cause, whoever printed it; Weld's
            // warnings
            // of two requests that were mixed up, when one completed the other
            "WELD-000(225|335|714|715)|[|\\[](SEVERE|FATAL|ERROR) *[|\\]]|\\s(ERROR|FATAL)\\s|^\\s+at [\\w.$/]+\\(.*\\)$|^Caused by: |^Exception in thread");

    /** Lines that are there whatever is deployed. Each with its reason; keep it short. */
    private static final List<Pattern> TOLERATED = List.of(
            // WildFly's Arquillian adapter makes all folders of a fresh server but the one for deployments
            Pattern.compile("WFLYDS0042: Boot-time scan failed due to inaccessible deployment directory"),
            // Liberty refuses addresses with %2F or control characters itself
            Pattern.compile("SRVE0315E: .* CWWWC0005I: The request URI has invalid or improperly encoded characters"));

    private static final Pattern TRACE =
            Pattern.compile("^\\s+at |^Caused by: |^\\s+\\.\\.\\. \\d+ more|^\\s+Suppressed: ");

    private ServerLog() {}

    /** The lines that a person would call an error. Empty for a clean log. A tolerated line's own stack trace is tolerated with it. */
    public static List<String> errors(String log) {
        var errors = new ArrayList<String>();
        boolean tolerating = false;
        for (String line : COLOUR.matcher(log).replaceAll("").lines().toList()) {
            tolerating = TOLERATED.stream()
                            .anyMatch(tolerated -> tolerated.matcher(line).find())
                    || (tolerating && TRACE.matcher(line).find());
            if (!tolerating && BAD.matcher(line).find()) {
                errors.add(line);
            }
        }
        return errors;
    }
}
