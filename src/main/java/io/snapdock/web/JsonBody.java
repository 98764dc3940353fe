package io.snapdock.web;

import io.snapdock.problem.HttpProblem;
import io.snapdock.problem.ProblemException;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A small JSON body, read strictly: JSON-B would drop unknown members and turn a text into a number, and the sender would
 * believe that it was understood.
 */
public final class JsonBody {

    /** The largest body is the order of a full dock: 10,000 ids of 16 characters with quotes and commas. */
    public static final int MAX_BYTES = 256 * 1024;

    /** No call takes more than an array in an object. */
    private static final int MAX_DEPTH = 8;

    private static final int MAX_DURATION_CHARS = 50;

    private final JsonObject object;

    private JsonBody(JsonObject object) {
        this.object = object;
    }

    /**
     * Reads an object whose members are all among the known ones. No bytes at all count as an empty object.
     *
     * @throws ProblemException {@code json-malformed}, {@code json-unknown-member}, {@code json-too-large}
     */
    public static JsonBody object(InputStream body, Set<String> known) {
        byte[] bytes = limited(body);
        if (bytes.length == 0) {
            return new JsonBody(JsonValue.EMPTY_JSON_OBJECT);
        }
        return whole("The body", parsed(bytes), known);
    }

    /**
     * Reads an array of objects whose members are all among the known ones.
     *
     * @param most so many, and one at least
     */
    public static List<JsonBody> objects(InputStream body, Set<String> known, int most) {
        if (!(parsed(limited(body)) instanceof JsonArray array)) {
            throw new ProblemException(HttpProblem.JSON_MALFORMED, "The body must be a JSON array.");
        }
        if (array.isEmpty() || array.size() > most) {
            throw outOfBounds("The body", "an array of 1 to " + most + " objects");
        }
        return array.stream().map(value -> whole("Each element", value, known)).toList();
    }

    private static JsonBody whole(String what, JsonValue value, Set<String> known) {
        if (!(value instanceof JsonObject object)) {
            throw new ProblemException(HttpProblem.JSON_MALFORMED, what + " must be a JSON object.");
        }
        expectKnown(what, object, known);
        return new JsonBody(object);
    }

    private static void expectKnown(String what, JsonObject object, Set<String> known) {
        if (!known.containsAll(object.keySet())) {
            // The unknown name itself is not repeated: it may be anything, of any length.
            throw new ProblemException(
                    HttpProblem.JSON_UNKNOWN_MEMBER,
                    what + " has a member that is not known. Known are: "
                            + String.join(", ", known.stream().sorted().toList()) + ".");
        }
    }

    /** For calls that take an object with nothing in it, or no bytes at all. */
    public static void expectEmpty(InputStream body) {
        Object unused = object(body, Set.of());
    }

    /** Reads an array of strings. */
    public static List<String> strings(InputStream body) {
        if (!(parsed(limited(body)) instanceof JsonArray array)) {
            throw new ProblemException(HttpProblem.JSON_MALFORMED, "The body must be a JSON array.");
        }
        return strings("The body", array);
    }

    public Optional<String> text(String name, int maxChars) {
        return member(name).map(value -> {
            if (!(value instanceof JsonString text)) {
                throw wrongType(name, "a string");
            }
            // Code points: an emoji is one character for a person, and two for Java.
            if (text.getString().codePointCount(0, text.getString().length()) > maxChars) {
                throw outOfBounds(name, "at most " + maxChars + " characters long");
            }
            return text.getString();
        });
    }

    /** Whether the body has this member at all, null or not. */
    public boolean names(String name) {
        return object.containsKey(name);
    }

    /** An object in the object; its members are all among the known ones. */
    public Optional<JsonBody> object(String name, Set<String> known) {
        return member(name).map(value -> object(name, value, known));
    }

    /** An array of such objects. */
    public Optional<List<JsonBody>> objects(String name, Set<String> known) {
        return member(name).map(value -> {
            if (!(value instanceof JsonArray array)) {
                throw wrongType(name, "an array of objects");
            }
            return array.stream().map(item -> object(name, item, known)).toList();
        });
    }

    private static JsonBody object(String name, JsonValue value, Set<String> known) {
        if (!(value instanceof JsonObject object)) {
            throw wrongType(name, "an object");
        }
        expectKnown(name, object, known);
        return new JsonBody(object);
    }

    /** A duration of ISO 8601, such as {@code P3D} or {@code PT30M}. */
    public Optional<Duration> duration(String name, Duration shortest, Duration longest) {
        return text(name, MAX_DURATION_CHARS).map(text -> {
            String wanted = "an ISO 8601 duration from " + shortest + " to " + longest;
            Duration value;
            try {
                value = Duration.parse(text);
            } catch (DateTimeParseException e) {
                throw new ProblemException(HttpProblem.JSON_OUT_OF_BOUNDS, name + " must be " + wanted + ".", e);
            }
            if (value.compareTo(shortest) < 0 || value.compareTo(longest) > 0) {
                throw outOfBounds(name, wanted);
            }
            return value;
        });
    }

    public OptionalLong integer(String name, long lowest, long highest) {
        Optional<JsonValue> member = member(name);
        if (member.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!(member.get() instanceof JsonNumber number)) {
            throw wrongType(name, "a whole number");
        }
        // By its text first: 1e999999999 is a valid JSON number, and expanding it would take all memory.
        String text = number.toString();
        if (!text.matches("-?[0-9]{1,18}")) {
            throw text.matches("-?[0-9]+")
                    ? outOfBounds(name, "from " + lowest + " to " + highest)
                    : wrongType(name, "a whole number");
        }
        long value = Long.parseLong(text);
        if (value < lowest || value > highest) {
            throw outOfBounds(name, "from " + lowest + " to " + highest);
        }
        return OptionalLong.of(value);
    }

    public Optional<List<String>> texts(String name) {
        return member(name).map(value -> {
            if (!(value instanceof JsonArray array)) {
                throw wrongType(name, "an array of strings");
            }
            return strings(name, array);
        });
    }

    /** The problem of a member that has the right type and a value that the call does not take. */
    public static ProblemException outOfBounds(String name, String wanted) {
        return new ProblemException(HttpProblem.JSON_OUT_OF_BOUNDS, name + " must be " + wanted + ".");
    }

    private static ProblemException wrongType(String name, String wanted) {
        return new ProblemException(HttpProblem.JSON_WRONG_TYPE, name + " must be " + wanted + ".");
    }

    private Optional<JsonValue> member(String name) {
        return Optional.ofNullable(object.get(name)).filter(value -> value != JsonValue.NULL);
    }

    private static List<String> strings(String name, JsonArray array) {
        List<String> texts = new ArrayList<>(array.size());
        for (JsonValue value : array) {
            if (!(value instanceof JsonString text)) {
                throw wrongType(name, "an array of strings");
            }
            texts.add(text.getString());
        }
        return texts;
    }

    private static JsonValue parsed(byte[] bytes) {
        String text = utf8(bytes);
        expectPlain(text);
        try (JsonParser parser = Json.createParser(new StringReader(text))) {
            parser.next();
            JsonValue value = parser.getValue();
            if (parser.hasNext()) {
                throw new ProblemException(HttpProblem.JSON_MALFORMED, "The body has something behind the JSON.");
            }
            return value;
        } catch (ProblemException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new ProblemException(HttpProblem.JSON_MALFORMED, HttpProblem.JSON_MALFORMED.title(), e);
        }
    }

    /** RFC 8259, section 8.1: JSON between systems is UTF-8. A decoder that mends wrong bytes would store something that nobody has sent. */
    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ProblemException(HttpProblem.JSON_MALFORMED, "The body is not UTF-8.", e);
        }
    }

    /**
     * Refuses members that are there twice, of which parsers take one or the other (RFC 8259, section 4), and what is nested more deeply than any call
     * needs.
     */
    private static void expectPlain(String text) {
        Deque<Set<String>> open = new ArrayDeque<>();
        try (JsonParser parser = Json.createParser(new StringReader(text))) {
            while (parser.hasNext()) {
                switch (parser.next()) {
                    case START_OBJECT, START_ARRAY -> {
                        if (open.size() == MAX_DEPTH) {
                            throw new ProblemException(
                                    HttpProblem.JSON_MALFORMED, "The body is nested more than " + MAX_DEPTH + " deep.");
                        }
                        open.push(new HashSet<>());
                    }
                    case END_OBJECT, END_ARRAY -> open.pop();
                    case KEY_NAME -> {
                        if (!open.element().add(parser.getString())) {
                            throw new ProblemException(HttpProblem.JSON_MALFORMED, "The body has a member twice.");
                        }
                    }
                    default -> {}
                }
            }
        } catch (ProblemException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new ProblemException(HttpProblem.JSON_MALFORMED, HttpProblem.JSON_MALFORMED.title(), e);
        }
    }

    private static byte[] limited(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new ProblemException(HttpProblem.JSON_TOO_LARGE);
            }
            return bytes;
        } catch (IOException e) {
            throw ProblemException.connectionLost(HttpProblem.JSON_MALFORMED, e);
        }
    }
}
