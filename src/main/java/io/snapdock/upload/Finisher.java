package io.snapdock.upload;

import io.snapdock.dock.Dock;
import io.snapdock.dock.DockProblem;
import io.snapdock.dock.DockTurns;
import io.snapdock.dock.Limits;
import io.snapdock.ground.Retries;
import io.snapdock.ground.Ticker;
import io.snapdock.picture.FileName;
import io.snapdock.picture.PictureFacts;
import io.snapdock.picture.bytes.DamagedPictureException;
import io.snapdock.picture.bytes.UnremovableMetadataException;
import io.snapdock.picture.format.PictureType;
import io.snapdock.picture.strip.Metadata;
import io.snapdock.problem.HttpProblem;
import io.snapdock.problem.Outage;
import io.snapdock.problem.ProblemException;
import io.snapdock.settings.Settings;
import io.snapdock.settings.Started;
import io.snapdock.store.Durable;
import io.snapdock.store.IncomingFiles;
import io.snapdock.store.PhotoFiles;
import io.snapdock.store.Sha;
import io.snapdock.store.StoreProblem;
import io.snapdock.upload.spi.PhotoMaker;
import io.snapdock.upload.spi.ReceivedPicture;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** What follows an upload's last byte: the checks of the whole, its metadata, the sync, and the photo. Once at a time for each. */
@ApplicationScoped
public class Finisher {

    /** What passes: the bytes stay, and the sender may ask again. */
    private static final Set<String> PASSING = Set.of(
            StoreProblem.DISK_FULL.code(),
            HttpProblem.INTERNAL.code(),
            UploadProblem.TOO_MANY_UPLOADS.code(),
            DockProblem.DOCK_SEALED.code());

    private static final int SERVICE_UNAVAILABLE = 503;

    private static final Logger LOG = System.getLogger(Finisher.class.getName());

    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Map<String, CompletableFuture<PhotoMaker.Made>> running = new ConcurrentHashMap<>();

    /** Ends of uploads that the database did not take. */
    private final Retries ends = new Retries();

    @Resource
    private ManagedThreadFactory threads;

    private Ticker retrying;

    @Inject
    private Workers workers;

    @Inject
    private UploadRows rows;

    @Inject
    private SessionRegistry sessions;

    @Inject
    private IncomingFiles incoming;

    @Inject
    private PhotoFiles files;

    @Inject
    private PhotoMaker photoMaker;

    @Inject
    private DockTurns turns;

    @Inject
    private Settings.Photos settings;

    /**
     * Makes a photo of an upload whose bytes are all here, on one of the {@link Workers}.
     *
     * @return fails with a {@link ProblemException}; then the upload has ended, unless the problem can pass
     */
    CompletionStage<PhotoMaker.Made> complete(Upload upload, Dock dock, UploadSession session) {
        return complete(upload, dock, session, workers::execute);
    }

    /** {@link #complete} for who is on a worker's thread already: goes on with it. */
    CompletionStage<PhotoMaker.Made> completeHere(Upload upload, Dock dock, UploadSession session) {
        return complete(upload, dock, session, Runnable::run);
    }

    private CompletionStage<PhotoMaker.Made> complete(
            Upload upload, Dock dock, UploadSession session, Executor executor) {
        var mine = new CompletableFuture<PhotoMaker.Made>();
        CompletableFuture<PhotoMaker.Made> other = running.putIfAbsent(upload.id(), mine);
        if (other != null) {
            return other;
        }
        try {
            executor.execute(() ->
                    check(upload, dock, session).whenComplete((made, thrown) -> tell(upload, mine, made, thrown)));
        } catch (Throwable e) {
            // The application stops; the next start goes on.
            running.remove(upload.id());
            throw e;
        }
        return mine;
    }

    private void tell(
            Upload upload, CompletableFuture<PhotoMaker.Made> waiting, PhotoMaker.Made made, Throwable thrown) {
        ProblemException problem = thrown == null ? null : problemOf(upload, thrown);
        try {
            concluded(upload, problem);
        } catch (Throwable e) {
            // The sender is told in any case.
            LOG.log(level(e), "Upload " + upload.id() + " could not be concluded", e);
        }
        running.remove(upload.id());
        if (problem == null) {
            waiting.complete(made);
        } else {
            waiting.completeExceptionally(problem);
        }
    }

    /** An upload that is cancelled, or whose dock ends, while its picture is checked loses its files under the work. */
    private ProblemException problemOf(Upload upload, Throwable thrown) {
        ProblemException problem = problem(thrown);
        if (problem.kind() != HttpProblem.INTERNAL) {
            return problem;
        }
        try {
            return rows.isArriving(upload.id()) ? problem : new ProblemException(UploadProblem.UPLOAD_GONE);
        } catch (Throwable e) {
            // Nobody knows; its sender is told what is known.
            problem.addSuppressed(e);
            return problem;
        }
    }

    private CompletionStage<PhotoMaker.Made> check(Upload upload, Dock dock, UploadSession session) {
        try {
            return photoMaker.make(dock, received(upload, dock, session));
        } catch (Throwable e) {
            // Nobody else ends this wait: the sender would wait for ever, and so would each call that asks again.
            return CompletableFuture.failedFuture(problem(e));
        }
    }

    private ReceivedPicture received(Upload upload, Dock dock, UploadSession session) throws IOException {
        Limits limits = dock.limits(settings.maxPixels());
        session.close();
        if (session.size() == 0) {
            throw new ProblemException(UploadProblem.PHOTO_EMPTY);
        }
        Path file = session.file();
        PictureType type = PictureRules.type(head(file), limits);
        PictureFacts facts = PictureRules.whole(type, file, limits);
        String sent = session.sha256();
        Optional<Path> cleaned = cleaned(type, upload, dock);
        Path stored = cleaned.orElse(file);
        Durable.sync(stored);
        return new ReceivedPicture(
                dock.id(),
                upload.id(),
                upload.pick(),
                stored,
                FileName.clean(upload.name(), type),
                type,
                facts.dimensions(),
                Files.size(stored),
                cleaned.isPresent() ? Sha.ofFile(stored) : sent,
                sent,
                facts.captureTime(),
                upload.phoneId(),
                upload.clientId());
    }

    /** A copy without what the dock does not keep; empty when there is nothing to take out. */
    private Optional<Path> cleaned(PictureType type, Upload upload, Dock dock) throws IOException {
        Path target = incoming.cleaned(upload.id());
        try {
            return Metadata.strip(type, incoming.part(upload.id()), target, dock.metadata())
                    ? Optional.of(target)
                    : Optional.empty();
        } catch (DamagedPictureException e) {
            throw new ProblemException(UploadProblem.PHOTO_DAMAGED, UploadProblem.PHOTO_DAMAGED.title(), e);
        } catch (UnremovableMetadataException e) {
            throw new ProblemException(
                    UploadProblem.PHOTO_LOCATION_FIXED, UploadProblem.PHOTO_LOCATION_FIXED.title(), e);
        }
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(PictureType.HEAD_BYTES);
        }
    }

    private void concluded(Upload upload, ProblemException problem) {
        if (problem == null) {
            sessions.forget(upload.id());
            incoming.remove(upload.id());
        } else if (isFinal(problem)) {
            end(upload, problem);
        } else {
            LOG.log(level(problem), "Upload " + upload.id() + " could not be completed yet", problem);
        }
    }

    /** An outage has its own line in the log, and a sealed dock is nobody's fault. */
    private static Level level(Throwable thrown) {
        boolean isSealed = thrown instanceof ProblemException problem && problem.kind() == DockProblem.DOCK_SEALED;
        return isSealed || Outage.isCauseOf(thrown) ? Level.DEBUG : Level.WARNING;
    }

    /**
     * Ends an upload without a photo, and removes its bytes. Where the database fails, that is tried again, and the failure thrown all the same.
     *
     * @return false when it had ended already, or has become a photo
     */
    boolean end(Upload upload, ProblemException problem) {
        sessions.forget(upload.id());
        boolean ended;
        try {
            ended = turns.take(
                    upload.dockId(), () -> rows.end(upload.id(), problem.kind().code(), problem.detail()));
        } catch (Throwable e) {
            endLater(upload.dockId(), upload.id(), problem);
            throw e;
        }
        if (ended) {
            removeFiles(upload.dockId(), upload.id());
        }
        return ended;
    }

    private void removeFiles(String dockId, String uploadId) {
        incoming.remove(uploadId);
        files.removeAll(dockId, uploadId);
    }

    /** For an upload that nobody can come back to, and of which nobody knows whether the database has it. */
    void endLater(String dockId, String uploadId) {
        endLater(dockId, uploadId, new ProblemException(UploadProblem.UPLOAD_INCOMPLETE));
    }

    private void endLater(String dockId, String uploadId, ProblemException problem) {
        ends.add(uploadId, () -> endSurely(dockId, uploadId, problem));
    }

    private void endSurely(String dockId, String uploadId, ProblemException problem) {
        // Its sender may have come back meanwhile.
        sessions.forget(uploadId);
        try {
            boolean ended = turns.take(
                    dockId,
                    () -> rows.endSurely(dockId, uploadId, problem.kind().code(), problem.detail()));
            if (ended) {
                removeFiles(dockId, uploadId);
            }
        } catch (Throwable e) {
            // With its dock all of an upload goes.
            boolean isOver = e instanceof ProblemException && !Outage.isCauseOf(e);
            if (!isOver) {
                throw e;
            }
        }
    }

    void start(@Observes Started started) {
        retrying = Ticker.start("ends-of-uploads", EVERY, threads, Outage.sparing(() -> tryAgain(System.nanoTime())));
    }

    @PreDestroy
    void stop() {
        if (retrying != null) {
            retrying.stop();
        }
    }

    /** Without it, an upload that nobody can come back to would take room in its dock until the next start. */
    void tryAgain(long nowNanos) {
        ends.tryDue(nowNanos);
    }

    /** Whether the same bytes can never become a photo. */
    static boolean isFinal(ProblemException problem) {
        return !PASSING.contains(problem.kind().code()) && problem.kind().status() != SERVICE_UNAVAILABLE;
    }

    static ProblemException problem(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof ProblemException problem) {
            return problem;
        }
        return Outage.isCauseOf(cause)
                ? Outage.refusal(cause)
                : new ProblemException(HttpProblem.INTERNAL, HttpProblem.INTERNAL.title(), cause);
    }
}
