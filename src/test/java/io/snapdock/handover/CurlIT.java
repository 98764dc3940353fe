package io.snapdock.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.Pictures;
import io.snapdock.support.ServerIT;
import io.snapdock.support.SharedSettings;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** "With curl, as a host" in docs/api.md: its lines are run by a shell, as a reader does, and its answers are those that come. */
@Tag("http")
class CurlIT extends ServerIT {
    private static final Pattern SECTION = Pattern.compile("(?s)\n## With curl, as a host\n(.*?)\n## ");

    /** A block of lines, and what it answers, if that is shown. */
    private static final Pattern STEP = Pattern.compile("(?s)```sh\n(.*?)```\n+(?:```(?:json)?\n(.*?)```)?");

    /** What is left out of an answer. */
    private static final String MORE = "…";

    /** Of another value each time; all others are as the document has them. */
    private static final Set<String> VARYING = Set.of(
            "id",
            "phoneId",
            "token",
            "joinUrl",
            "url",
            "addresses",
            "createdAt",
            "expiresAt",
            "receivedAt",
            "now",
            "bytes",
            "sha256");

    private record Step(String lines, String answer) {}

    @TempDir
    Path folder;

    @Test
    void theHandOverIsAsTheDocumentHasIt() throws Exception {
        // The tests of a server run side by side, so the name is this one's own.
        var ref = "curl-" + UUID.randomUUID();
        var steps = steps(Files.readString(Path.of("docs/api.md"))
                .replace("http://localhost:8080", "http://" + BASE.getAuthority())
                .replace("damage-4711", ref));
        assertThat(steps).hasSize(8);
        Files.write(folder.resolve("hail.jpg"), Pictures.jpeg(320, 240));
        var mark = UUID.randomUUID().toString();
        var script = steps.stream()
                .map(step -> step.lines() + "echo '" + mark + "'\n")
                .collect(Collectors.joining());
        var answers = run("set -euo pipefail\n" + script).split(mark, -1);
        assertThat(answers).as("all steps were run").hasSize(steps.size() + 1);
        for (int number = 0; number < steps.size(); number++) {
            var step = steps.get(number);
            var answer = answers[number].strip();
            if (step.answer().startsWith("{")) {
                compare(step.lines(), json(step.answer()), json(answer));
            } else {
                assertThat(answer).as(step.lines()).isEqualTo(step.answer());
            }
        }
    }

    private static List<Step> steps(String document) {
        Matcher section = SECTION.matcher(document);
        assertThat(section.find()).isTrue();
        List<Step> steps = new ArrayList<>();
        for (var found : STEP.matcher(section.group(1)).results().toList()) {
            var answer = found.group(2);
            steps.add(new Step(found.group(1), answer == null ? "" : answer.strip()));
        }
        return steps;
    }

    private String run(String script) throws Exception {
        var builder = new ProcessBuilder("bash", "-c", script)
                .directory(folder.toFile())
                .redirectError(folder.resolve("errors").toFile());
        builder.environment().put("SNAPDOCK_API_KEY", SharedSettings.get("snapdock.api-key"));
        var shell = builder.start();
        var output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(() -> output + errors()).isZero();
        return output;
    }

    private String errors() {
        try {
            return Files.readString(folder.resolve("errors"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static JsonObject json(String text) {
        // A member of this name says that there are others.
        var whole = text.replaceAll("(?<=[{,])" + MORE + "(?=[,}])", "\"" + MORE + "\":0");
        try (var reader = Json.createReader(new StringReader(whole))) {
            return reader.readObject();
        }
    }

    private static void compare(String where, JsonObject shown, JsonObject got) {
        Set<String> names =
                shown.keySet().stream().filter(name -> !name.equals(MORE)).collect(Collectors.toUnmodifiableSet());
        if (shown.containsKey(MORE)) {
            assertThat(got.keySet()).as(where).containsAll(names);
        } else {
            assertThat(got.keySet()).as(where).isEqualTo(names);
        }
        for (var name : names) {
            compare(where + name, name, shown.get(name), got.get(name));
        }
    }

    private static void compare(String where, String name, JsonValue shown, JsonValue got) {
        assertThat(got.getValueType()).as(where).isEqualTo(shown.getValueType());
        if (VARYING.contains(name)) {
            return;
        }
        if (shown instanceof JsonObject object) {
            compare(where, object, got.asJsonObject());
        } else if (shown instanceof JsonArray array && !array.isEmpty() && array.get(0) instanceof JsonObject) {
            assertThat(got.asJsonArray()).as(where).hasSameSizeAs(array);
            for (int place = 0; place < array.size(); place++) {
                compare(where, array.getJsonObject(place), got.asJsonArray().getJsonObject(place));
            }
        } else {
            assertThat(got).as(where).isEqualTo(shown);
        }
    }
}
