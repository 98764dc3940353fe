package io.snapdock.upload;

import io.snapdock.dock.Access;
import io.snapdock.dock.Ids;
import io.snapdock.dock.Limits;
import io.snapdock.picture.DamagedPictureException;
import io.snapdock.picture.Dimensions;
import io.snapdock.picture.PictureCheck;
import io.snapdock.problem.HttpProblem;
import io.snapdock.problem.ProblemException;
import io.snapdock.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Takes a picture in from a request body: reads it to disk, checks it on the way, tells the dock how far it is, and hands it
 * on when it is whole. Whatever goes wrong, nothing of it stays.
 */
@ApplicationScoped
public class Intake {

    @Inject
    private PhotoFiles files;

    @Inject
    private UploadsInProgress inProgress;

    @Inject
    private Settings.Photos settings;

    @Inject
    private Event<UploadStarted> started;

    @Inject
    private Event<UploadProgressed> progressed;

    @Inject
    private Event<UploadFailed> failed;

    /**
     * Reads one picture.
     *
     * @param body the picture's bytes and nothing else; read on this thread, closed by the caller
     * @param finish makes a photo of it; afterwards the temporary file is gone, whether it was moved or not
     * @throws ProblemException one of {@link UploadProblem}, or what {@code finish} throws
     */
    public <T> T receive(
            Access.Member sender, PhotoOffer offer, InputStream body, Function<ReceivedPicture, T> finish) {
        String dockId = sender.dock().id();
        Limits limits = sender.dock().limits(settings.maxPixels());
        refuseBySize(offer, limits);
        var upload = new UploadView(
                Ids.next(),
                FileName.clean(offer.name()),
                offer.bytes().isPresent() ? offer.bytes().getAsLong() : null,
                0,
                offer.waiting(),
                sender.phoneId().orElse(null),
                offer.clientId().orElse(null));
        Path file = files.incoming(upload.id());
        inProgress.put(dockId, upload);
        started.fire(new UploadStarted(dockId, upload));
        try {
            var write = new PictureWriter(limits, received -> report(dockId, upload.withReceived(received)));
            PictureWriter.Written written = write.from(body, offer.bytes(), file);
            T result = finish.apply(checked(upload, written, file, sender, offer));
            inProgress.remove(dockId, upload.id());
            return result;
        } catch (ProblemException e) {
            fail(dockId, upload, e);
            throw e;
        } catch (RuntimeException e) {
            fail(dockId, upload, new ProblemException(HttpProblem.INTERNAL, HttpProblem.INTERNAL.title(), e));
            throw e;
        } finally {
            delete(file);
        }
    }

    private ReceivedPicture checked(
            UploadView upload, PictureWriter.Written written, Path file, Access.Member sender, PhotoOffer offer) {
        try {
            Dimensions dimensions = PictureCheck.check(written.type(), file);
            if (dimensions.pixels() > settings.maxPixels()) {
                throw new ProblemException(
                        UploadProblem.PHOTO_TOO_MANY_PIXELS,
                        "The picture has " + dimensions.width() + " × " + dimensions.height()
                                + " pixels, more than the " + settings.maxPixels()
                                + " that this server takes. Send a smaller one.");
            }
            return new ReceivedPicture(
                    upload.id(),
                    file,
                    FileName.clean(offer.name(), written.type()),
                    written.type(),
                    dimensions,
                    written.bytes(),
                    written.sha256(),
                    sender.phoneId(),
                    offer.clientId());
        } catch (DamagedPictureException e) {
            throw new ProblemException(UploadProblem.PHOTO_DAMAGED, UploadProblem.PHOTO_DAMAGED.title(), e);
        } catch (IOException e) {
            throw new IllegalStateException("A received file cannot be read", e);
        }
    }

    private static void refuseBySize(PhotoOffer offer, Limits limits) {
        if (offer.bytes().isPresent() && offer.bytes().getAsLong() > limits.maxBytesPerPhoto()) {
            throw PictureWriter.tooLarge(limits);
        }
    }

    private void report(String dockId, UploadView upload) {
        inProgress.put(dockId, upload);
        progressed.fire(new UploadProgressed(dockId, upload));
    }

    private void fail(String dockId, UploadView upload, ProblemException problem) {
        inProgress.remove(dockId, upload.id());
        failed.fire(new UploadFailed(dockId, upload.id(), problem.kind().code(), problem.detail()));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The next start removes what is left in this folder.
            System.getLogger(Intake.class.getName())
                    .log(System.Logger.Level.WARNING, "A temporary file stays behind", e);
        }
    }
}
