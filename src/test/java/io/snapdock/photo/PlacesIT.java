package io.snapdock.photo;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.support.DockClient;
import io.snapdock.support.ExifTool;
import io.snapdock.support.Pictures;
import io.snapdock.support.ServerIT;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over HTTP, under the policy that holds when nobody says another: what browsers show is taken, and no place is served. */
class PlacesIT extends ServerIT {

    private static final String PLACE = "(?is).*(gps|latitude|munich|marienplatz|shotlocation|48 deg).*";

    private final DockClient client = new DockClient(BASE);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"flir.jpg", "exif-in-capitals.jpg", "shot-location.jpg", "samsung-note.jpg", "motion-photo.jpg"})
    void noPlaceIsServed(String name) throws Exception {
        var dock = client.open();
        var photo = dock.photo(Pictures.resource(name), "?name=" + name);

        var served = dock.owner("GET", "/photos/" + photo.getString("id"))
                .send()
                .expect(200)
                .body();

        assertThat(words(served)).noneMatch(line -> line.matches(PLACE));
        assertThat(new String(served, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("Munich", "MotionPhoto", "ftypisom");
    }

    @ParameterizedTest
    @ValueSource(strings = {"miaf.avif", "no-trailer.gif", "stray-bytes.jpg", "ultra-hdr.jpg", "plain.heic"})
    void whatBrowsersShowIsTaken(String name) {
        var dock = client.open();

        var photo = dock.photo(Pictures.resource(name), "?name=" + name);

        assertThat(photo.getInt("width")).isPositive();
    }

    @Test
    void aPreviewShowsNoPlace() throws Exception {
        var dock = client.open();
        var location = dock.client()
                .call("POST", "api/uploads")
                .key(dock.ownerKey())
                .header("Tus-Resumable", "1.0.0")
                .header("Upload-Length", "1000")
                .header(
                        "Upload-Metadata",
                        "dock " + Base64.getEncoder().encodeToString(dock.id().getBytes(StandardCharsets.UTF_8)))
                .send()
                .expect(201)
                .header("Location");
        var path = "/uploads/" + location.substring(location.lastIndexOf('/') + 1) + "/preview";
        var preview = Pictures.resource("preview-with-place.jpg");

        dock.call("PUT", path)
                .key(dock.ownerKey())
                .body("image/jpeg", preview)
                .send()
                .expect(204);
        var served = dock.owner("GET", path).send().expect(200).body();

        assertThat(words(preview)).as("sent").anyMatch(line -> line.matches(PLACE));
        assertThat(words(served)).as("served").noneMatch(line -> line.matches(PLACE));
        assertThat(served).hasSameSizeAs(preview);
    }

    private List<String> words(byte[] picture) throws Exception {
        return ExifTool.read(Files.write(folder.resolve("picture"), picture));
    }
}
