package io.snapdock.host;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A photo of a sealed dock. */
public final class SealedPhoto {

    private final HostApi api;
    private final JsonObject json;

    private SealedPhoto(HostApi api, JsonObject json) {
        this.api = api;
        this.json = json;
    }

    /** @param answer with {@code photos} */
    static List<SealedPhoto> all(HostApi api, JsonObject answer) {
        return answer.getJsonArray("photos").getValuesAs(JsonObject.class).stream()
                .map(photo -> new SealedPhoto(api, photo))
                .toList();
    }

    public String id() {
        return json.getString("id");
    }

    /** As its sender named it: not to be trusted as a path. */
    public String name() {
        return json.getString("name");
    }

    /** Its media type, by its bytes. */
    public String type() {
        return json.getString("type");
    }

    public long bytes() {
        return json.getJsonNumber("bytes").longValueExact();
    }

    /** Of its bytes, in lower-case hexadecimal digits. */
    public String sha256() {
        return json.getString("sha256");
    }

    /**
     * Copies its bytes.
     *
     * @param out stays open
     * @throws IOException when {@code out} fails, when Snapdock breaks off, and when the bytes are not those of {@link #sha256}. The copy is not to be used then
     */
    public void copyTo(OutputStream out) throws IOException {
        MessageDigest digest = sha256Digest();
        try (InputStream in = new DigestInputStream(api.open(json), digest)) {
            in.transferTo(out);
        }
        String got = HexFormat.of().formatHex(digest.digest());
        if (!got.equals(sha256())) {
            throw new IOException("The copy of the photo " + id() + " is not what Snapdock has");
        }
    }

    /**
     * Copies its bytes into a file, which is there whole or not at all.
     *
     * @param file one that is there is replaced
     */
    public void copyTo(Path file) throws IOException {
        Path part = Files.createTempFile(file.toAbsolutePath().getParent(), ".snapdock-", ".part");
        try {
            try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                copyTo(Channels.newOutputStream(channel));
                // It is on the disk before it has its name: whoever claims it lets Snapdock's copy go.
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Each Java has SHA-256 (MessageDigest's Javadoc)", e);
        }
    }
}
