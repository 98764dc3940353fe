package io.snapdock.upload;

import io.snapdock.upload.spi.PhotoMaker;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Where an upload stands, for its sender.
 *
 * @param offset the bytes that are here for good
 * @param made the photo that it became, once it has
 */
public record Standing(long offset, Optional<PhotoMaker.Made> made) {

    static CompletionStage<Standing> unfinished(long offset) {
        return CompletableFuture.completedFuture(new Standing(offset, Optional.empty()));
    }

    /** Once the photo is made; fails as that does. */
    static CompletionStage<Standing> when(CompletionStage<PhotoMaker.Made> photo, long offset) {
        return photo.thenApply(made -> new Standing(offset, Optional.of(made)));
    }
}
