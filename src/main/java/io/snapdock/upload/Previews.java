package io.snapdock.upload;

import io.snapdock.dock.Dock;
import io.snapdock.dock.DockTurns;
import io.snapdock.dock.http.Access;
import io.snapdock.gate.Gate;
import io.snapdock.gate.PhotoCheck;
import io.snapdock.picture.FileName;
import io.snapdock.picture.PictureCheck;
import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.bytes.Dimensions;
import io.snapdock.picture.bytes.UnremovableMetadataException;
import io.snapdock.picture.format.PictureType;
import io.snapdock.picture.strip.Metadata;
import io.snapdock.problem.ProblemException;
import io.snapdock.store.PhotoFiles;
import io.snapdock.store.Sha;
import io.snapdock.transfer.Answers;
import io.snapdock.transfer.Body;
import io.snapdock.transfer.Buffers;
import io.snapdock.transfer.Ending;
import io.snapdock.transfer.FileSource;
import io.snapdock.transfer.Transfers;
import io.snapdock.upload.event.PreviewReady;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Phones' own small pictures of what they send: there at once, while the original takes its time. */
@ApplicationScoped
public class Previews {

    static final int MAX_BYTES = 64 * 1024;

    private static final int MAX_SIDE_PIXELS = 1_024;

    private static final Set<PictureType> TYPES = Set.of(PictureType.JPEG, PictureType.PNG, PictureType.WEBP);

    @Inject
    private PhotoFiles files;

    @Inject
    private BodyLimits bodyLimits;

    @Inject
    private Buffers buffers;

    @Inject
    private Transfers transfers;

    @Inject
    private Workers workers;

    @Inject
    private UploadRows rows;

    @Inject
    private DockTurns turns;

    @Inject
    private Gate gate;

    @Inject
    private Event<PreviewReady> ready;

    /**
     * Reads a preview from a request and tells the dock.
     *
     * @param answer resumed with 204, or with one of {@code preview-invalid}, {@code photo-refused}, {@code photo-check-failed},
     *     {@code too-many-uploads}, {@code upload-gone}
     * @throws ProblemException before anything is read
     */
    public void receive(Access.Member sender, Upload upload, HttpServletRequest request, AsyncResponse answer)
            throws IOException {
        if (upload.state() == UploadState.ENDED) {
            throw new ProblemException(UploadProblem.UPLOAD_GONE);
        }
        if (Body.lengthOf(request).orElse(0) > MAX_BYTES) {
            throw new ProblemException(UploadProblem.PREVIEW_INVALID);
        }
        Runnable leave = bodyLimits.enter(sender, request);
        var picture = new ByteArrayOutputStream();
        Body[] body = new Body[1];
        try {
            body[0] = new Body(request, (bytes, count) -> add(picture, bytes, count), buffers, ending -> {
                bodyLimits.ended(body[0]);
                leave.run();
                Executor executor = ending.how() == Ending.How.COMPLETE
                        ? workers::execute
                        : work -> transfers.answerWhenCalled(body[0], work);
                Answers.giveLater(answer, executor, () -> conclude(upload, sender, picture, ending));
            });
        } catch (Throwable e) {
            leave.run();
            throw e;
        }
        bodyLimits.watch(body[0]);
        try {
            body[0].start();
        } catch (Throwable e) {
            body[0].end(Ending.BROKEN);
        }
    }

    private static void add(ByteArrayOutputStream picture, byte[] bytes, int count) {
        if (picture.size() + count > MAX_BYTES) {
            throw new ProblemException(UploadProblem.PREVIEW_INVALID);
        }
        picture.write(bytes, 0, count);
    }

    private CompletionStage<Response> conclude(
            Upload upload, Access.Member sender, ByteArrayOutputStream picture, Ending ending) {
        try {
            switch (ending.how()) {
                case COMPLETE -> {
                    return keep(upload, sender, picture.toByteArray());
                }
                case REFUSED -> throw ending.problem().orElseThrow();
                case STALLED -> throw new ProblemException(UploadProblem.UPLOAD_STALLED);
                default ->
                    throw ProblemException.connectionLost(
                            UploadProblem.UPLOAD_INCOMPLETE, new IOException("The connection broke"));
            }
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * A preview is the sender's own making, and shown before its photo: what the dock does not keep of photos, it does not show of previews, and what the
     * gate refuses nobody sees.
     */
    private CompletionStage<Response> keep(Upload upload, Access.Member sender, byte[] picture) throws IOException {
        Dock dock = sender.dock();
        PictureType type = PictureType.of(picture)
                .filter(TYPES::contains)
                .orElseThrow(() -> new ProblemException(UploadProblem.PREVIEW_INVALID));
        Dimensions dimensions;
        byte[] harmless;
        try {
            dimensions = PictureCheck.check(type, picture).dimensions();
            if (Math.max(dimensions.width(), dimensions.height()) > MAX_SIDE_PIXELS) {
                throw new ProblemException(UploadProblem.PREVIEW_INVALID);
            }
            harmless = Metadata.strip(type, picture, dock.metadata());
        } catch (DamagedPictureException | UnremovableMetadataException e) {
            throw new ProblemException(UploadProblem.PREVIEW_INVALID, UploadProblem.PREVIEW_INVALID.title(), e);
        }
        Runnable leave = bodyLimits.enterGate(sender);
        try {
            Path draft = files.draftPreview(upload.id(), harmless);
            PhotoCheck.Arrival arrival = arrivalOf(upload, dock, type, dimensions, harmless, draft);
            return gate.pass(arrival, workers::execute, () -> turns.take(dock.id(), () -> show(upload, draft)))
                    .whenComplete((shown, thrown) -> {
                        files.dropDraft(draft);
                        leave.run();
                    });
        } catch (Throwable e) {
            leave.run();
            throw e;
        }
    }

    private static PhotoCheck.Arrival arrivalOf(
            Upload upload, Dock dock, PictureType type, Dimensions dimensions, byte[] picture, Path file) {
        return new PhotoCheck.Arrival(
                true,
                dock.id(),
                dock.memberId(),
                dock.identifier(),
                upload.id(),
                FileName.clean(upload.name(), type),
                type.mediaType(),
                picture.length,
                dimensions.width(),
                dimensions.height(),
                Sha.of(picture),
                file);
    }

    /** In the dock's turn: the gate may have taken its time, and nothing may be left of an upload that has ended meanwhile without a photo. */
    private Response show(Upload upload, Path draft) {
        if (!rows.isArrivingOrPhoto(upload.id())) {
            throw new ProblemException(UploadProblem.UPLOAD_GONE);
        }
        files.keepPreview(draft, upload.dockId(), upload.id());
        ready.fire(new PreviewReady(upload.dockId(), upload.id()));
        return Response.noContent().build();
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(PictureType.HEAD_BYTES);
        }
    }

    /**
     * An answer for {@link io.snapdock.transfer.Downloads}.
     *
     * @param caching for whom and how long caches may keep it
     * @throws ProblemException {@code preview-missing}
     */
    public Response answer(String dockId, String id, String caching) throws IOException {
        Path file = files.preview(dockId, id);
        if (Files.notExists(file)) {
            throw new ProblemException(UploadProblem.PREVIEW_MISSING);
        }
        String mediaType =
                PictureType.of(head(file)).map(PictureType::mediaType).orElse("application/octet-stream");
        long size = Files.size(file);
        return Response.ok(new FileSource(file, 0, size), mediaType)
                .header(HttpHeaders.CONTENT_LENGTH, size)
                .header(HttpHeaders.CACHE_CONTROL, caching)
                .header(HttpHeaders.VARY, "Authorization, Cookie")
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"preview\"")
                .build();
    }
}
