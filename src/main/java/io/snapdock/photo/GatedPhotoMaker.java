package io.snapdock.photo;

import io.snapdock.dock.Dock;
import io.snapdock.dock.DockTurns;
import io.snapdock.gate.Gate;
import io.snapdock.gate.PhotoCheck;
import io.snapdock.upload.Workers;
import io.snapdock.upload.spi.PhotoMaker;
import io.snapdock.upload.spi.ReceivedPicture;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;

/** Makes photos of received pictures: asks the gate, then stores. */
@ApplicationScoped
public class GatedPhotoMaker implements PhotoMaker {

    @Inject
    private Photos photos;

    @Inject
    private Gate gate;

    @Inject
    private Workers workers;

    @Inject
    private DockTurns turns;

    @Override
    public long expectRoom(Dock dock, long bytes) {
        return photos.expectRoom(dock, bytes);
    }

    @Override
    public CompletionStage<Made> make(Dock dock, ReceivedPicture picture) {
        return gate.pass(
                arrived(dock, picture),
                workers::execute,
                () -> turns.take(picture.dockId(), () -> photos.add(picture)));
    }

    private static PhotoCheck.Arrival arrived(Dock dock, ReceivedPicture picture) {
        return new PhotoCheck.Arrival(
                false,
                dock.id(),
                dock.memberId(),
                dock.identifier(),
                picture.uploadId(),
                picture.name(),
                picture.type().mediaType(),
                picture.bytes(),
                picture.dimensions().width(),
                picture.dimensions().height(),
                picture.sha256(),
                picture.file());
    }
}
