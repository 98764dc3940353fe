package io.snapdock.photo;

import io.snapdock.dock.Dock;
import io.snapdock.dock.DockTurns;
import io.snapdock.upload.PhotoMaker;
import io.snapdock.upload.ReceivedPicture;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Makes photos of received pictures: asks the gate, then stores. */
@ApplicationScoped
public class Darkroom implements PhotoMaker {

    @Inject
    private Photos photos;

    @Inject
    private DockTurns turns;

    @Override
    public void expectRoom(Dock dock, int arriving, long bytes) {
        photos.expectRoom(dock, arriving, bytes);
    }

    @Override
    public CompletionStage<Made> make(ReceivedPicture picture) {
        return CompletableFuture.completedFuture(turns.take(picture.dockId(), () -> photos.add(picture)));
    }
}
