package io.snapdock.upload;

import io.snapdock.store.IncomingFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** An upload outside of a server: of a thousand bytes, in a folder of the test's. */
final class UploadFixtures {
    private UploadFixtures() {}

    /** @param folder asked when it is needed: JUnit gives a test its folder after its fields are made */
    static IncomingFiles filesIn(Supplier<Path> folder) {
        return new IncomingFiles() {
            @Override
            public Path part(String uploadId) {
                return folder.get().resolve(uploadId + ".part");
            }

            @Override
            public Path unverified(String uploadId) {
                return folder.get().resolve(uploadId + ".unverified");
            }
        };
    }

    static Upload upload() {
        var offer = new Offer(
                "a.jpg", Optional.empty(), 0, Optional.empty(), OptionalLong.of(1_000), Optional.empty(), true);
        return new Upload(
                "upload", "dock", Optional.empty(), offer, new Places.Taken(0, OptionalInt.empty()), Instant.EPOCH);
    }
}
