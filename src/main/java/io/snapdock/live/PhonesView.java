package io.snapdock.live;

import io.snapdock.photo.PhotoView;
import io.snapdock.web.JsonWriter;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Set;

/**
 * What phones are told of photos that are not theirs: that they are there, under which name, how large, and where they lie. Neither what they are of, nor when
 * they were taken, nor their checksum, by which a phone could find out whether the dock has a picture that it knows. All phones read one stream, so events say no more to the
 * sender either; its own snapshot does. A member that is new to {@link PhotoView} stays with the owner until it is named here.
 */
final class PhonesView {

    private static final Set<String> SHOWN = Set.of(
            "id",
            "name",
            "bytes",
            "receivedAt",
            "phoneId",
            "clientId",
            "uploadId",
            "thumbnail",
            "preview",
            "place",
            "pick",
            "index",
            "picked",
            "version");

    private PhonesView() {}

    /** The JSON of a photo, or of an event about one. */
    static String ofPhoto(Record photo) {
        return shown(parsed(photo)).toString();
    }

    /** The JSON of a snapshot for one phone. */
    static String ofSnapshot(Snapshot snapshot, String phoneId) {
        JsonObject whole = parsed(snapshot);
        JsonArrayBuilder photos = Json.createArrayBuilder();
        for (JsonValue value :
                whole.getOrDefault("photos", JsonValue.EMPTY_JSON_ARRAY).asJsonArray()) {
            JsonObject photo = value.asJsonObject();
            photos.add(phoneId.equals(photo.getString("phoneId", "")) ? photo : shown(photo));
        }
        JsonArray list = photos.build();
        return Json.createObjectBuilder(whole)
                .remove("ref")
                .add("photos", list)
                .build()
                .toString();
    }

    private static JsonObject parsed(Record value) {
        try (JsonReader reader = Json.createReader(new StringReader(JsonWriter.write(value)))) {
            return reader.readObject();
        }
    }

    private static JsonObject shown(JsonObject photo) {
        JsonObjectBuilder some = Json.createObjectBuilder();
        photo.forEach((name, value) -> {
            if (SHOWN.contains(name)) {
                some.add(name, value);
            }
        });
        return some.build();
    }
}
