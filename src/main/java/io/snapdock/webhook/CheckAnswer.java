package io.snapdock.webhook;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.util.Optional;

/**
 * What a host has said about a photo. Only {@code 422} with a reason is a no: other errors come from what stands in front of a host application as well, and their words are for nobody with
 * a phone.
 *
 * @param refusal the host's sentence; empty when it takes the photo
 * @param code the host's own name for the reason, for the log
 */
record CheckAnswer(Optional<String> refusal, Optional<String> code) {

    private static final int UNPROCESSABLE = 422;
    private static final int SUCCESS = 2;
    private static final int MOST_CODE_CHARS = 64;

    /**
     * @param body the beginning of it
     * @throws UnansweredException when this is neither a yes nor a no
     */
    static CheckAnswer of(int status, byte[] body) {
        if (status / 100 == SUCCESS) {
            return new CheckAnswer(Optional.empty(), Optional.empty());
        }
        Optional<JsonObject> reason = status == UNPROCESSABLE ? object(body) : Optional.empty();
        Optional<String> detail = reason.flatMap(json -> text(json, "detail")).filter(text -> !isBlank(text));
        if (detail.isEmpty()) {
            throw new UnansweredException(
                    status == UNPROCESSABLE
                            ? "it answered 422 without a reason in \"detail\""
                            : "it answered " + status);
        }
        return new CheckAnswer(
                detail,
                reason.flatMap(json -> text(json, "code"))
                        .map(code -> code.replaceAll("[^!-~]", "?"))
                        .map(code -> code.substring(0, Math.min(code.length(), MOST_CODE_CHARS))));
    }

    /** As {@link io.snapdock.gate.PhotoCheck#refuse} sees it. */
    private static boolean isBlank(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").isBlank();
    }

    private static Optional<String> text(JsonObject json, String name) {
        return json.get(name) instanceof JsonString text ? Optional.of(text.getString()) : Optional.empty();
    }

    private static Optional<JsonObject> object(byte[] body) {
        try (var reader = Json.createReader(new ByteArrayInputStream(body))) {
            JsonValue value = reader.readValue();
            return value instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        } catch (RuntimeException e) {
            // Not JSON. What is nested too deep has no exception of its own.
            return Optional.empty();
        }
    }

    /** Nobody knows what the host wants. */
    static final class UnansweredException extends RuntimeException {

        private static final long serialVersionUID = 1;

        /** @param why after "the host crm was asked, but" */
        UnansweredException(String why) {
            super(why);
        }
    }
}
