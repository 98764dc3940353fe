package io.snapdock.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.snapdock.dock.Dock;
import io.snapdock.dock.DockTurns;
import io.snapdock.dock.Limits;
import io.snapdock.dock.http.Access;
import io.snapdock.problem.Outage;
import io.snapdock.problem.ProblemException;
import io.snapdock.settings.Settings;
import io.snapdock.store.FreeSpace;
import io.snapdock.store.IncomingFiles;
import io.snapdock.store.PartFile;
import io.snapdock.support.Thrown;
import io.snapdock.support.Wired;
import io.snapdock.transfer.Buffers;
import io.snapdock.transfer.Transfers;
import io.snapdock.web.ClientAddress;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.Path;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An upload's end leaves no request without an answer, whatever is thrown on the way, and nobody who asks again. */
class BodyReaderTest {
    private static final Settings.Photos PHOTOS = new Settings.Photos(1, 1, null, Duration.ofSeconds(30));
    private static final Settings.Uploads UPLOADS =
            new Settings.Uploads(Duration.ofSeconds(30), Duration.ofMinutes(15), 6, 24, 100, 100, 0);

    /** The second one shortly after an outage. */
    private static final List<String> INTERNAL = List.of("internal", "database-unavailable");

    private final Workers workers = Wired.with(new Workers());
    private final Transfers transfers = Wired.with(new Transfers());
    private final BodyLimits bodyLimits = Wired.with(new BodyLimits(), UPLOADS, transfers, anyAddress());

    private int minutes;

    /** What the work on the whole picture throws. */
    private Throwable ofTheWork;

    /** What the end in the database throws. */
    private Throwable ofTheEnd;

    /** What the creation in the database throws. */
    private Throwable ofTheCreation;

    private final List<String> ended = new ArrayList<>();

    private final Dock dock = new Dock() {
        @Override
        public String id() {
            return "dock";
        }

        @Override
        public Limits limits(long maxPixels) {
            throw Thrown.silently(ofTheWork);
        }
    };

    private final UploadRows rows = new UploadRows() {
        @Override
        boolean end(String uploadId, String code, String detail) {
            if (ofTheEnd != null) {
                throw Thrown.silently(ofTheEnd);
            }
            ended.add(uploadId + " " + code);
            return false;
        }

        @Override
        boolean endSurely(String dockId, String uploadId, String code, String detail) {
            return end(uploadId, code, detail);
        }

        @Override
        Created create(String newId, Access.Member sender, Offer offer) {
            throw Thrown.silently(ofTheCreation);
        }
    };

    private final Finisher finisher =
            Wired.with(new Finisher(), workers, rows, Wired.with(new SessionRegistry()), new DockTurns(), PHOTOS);

    private final BodyReader reader = Wired.with(new BodyReader(), bodyLimits, new Buffers(), finisher, workers);

    @AfterEach
    void stop() {
        workers.stop();
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void workThatFails(Throwable thrown) throws Exception {
        ofTheWork = thrown;
        ofTheEnd = new IllegalStateException("The database is down");
        Upload tus = upload(true);
        assertAnswered(sent(tus), INTERNAL);
        // The same upload is finished once more when its sender asks where it stands.
        assertAnswered(finisher.complete(tus, dock, session(tus)), INTERNAL);
        assertAnswered(sent(upload(false)), INTERNAL);
        assertNobodyIsCounted();
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void anUploadThatCannotBeEnded(Throwable thrown) throws Exception {
        ofTheWork = new ProblemException(UploadProblem.PHOTO_EMPTY);
        ofTheEnd = thrown;
        Upload tus = upload(true);
        assertAnswered(sent(tus), List.of("photo-empty"));
        assertAnswered(finisher.complete(tus, dock, session(tus)), List.of("photo-empty"));
        assertAnswered(sent(upload(false)), List.of("photo-empty"));
        assertNobodyIsCounted();
    }

    @Test
    void whatCouldNotBeEndedInAnOutageIsEndedAfterIt() throws Exception {
        ofTheWork = new ProblemException(UploadProblem.PHOTO_EMPTY);
        ofTheEnd = new SQLTransientConnectionException("The database is down");
        assertAnswered(sent(upload(false)), List.of("photo-empty"));
        ofTheEnd = null;
        tryAgain();
        assertThat(ended).containsExactly("upload photo-empty");
        tryAgain();
        assertThat(ended).hasSize(1);
    }

    @Test
    void anEndIsOwedUntilItIsTakenOrItsDockHasGone() throws Exception {
        ofTheWork = new ProblemException(UploadProblem.PHOTO_EMPTY);
        ofTheEnd = Outage.refusal();
        assertAnswered(sent(upload(false)), List.of("photo-empty"));
        assertThatThrownBy(this::tryAgain).isSameAs(ofTheEnd);
        ofTheEnd = new IllegalStateException("Something else");
        assertThatThrownBy(this::tryAgain).isSameAs(ofTheEnd);
        ofTheEnd = new ProblemException(UploadProblem.UPLOAD_GONE);
        tryAgain();
        ofTheEnd = null;
        tryAgain();
        assertThat(ended).as("after its dock has gone").isEmpty();
    }

    /** Its row may be there though the commit failed, and nobody knows its id. */
    @Test
    void whatWasCreatedWithoutAnAnswerIsEnded() {
        var service = Wired.with(new UploadService(), rows, finisher, new DockTurns());
        ofTheCreation = new IllegalStateException(new SQLTransientConnectionException("The connection broke"));
        assertThatThrownBy(() -> service.create(sender(), offer(false))).isSameAs(ofTheCreation);
        tryAgain();
        assertThat(ended).singleElement().asString().endsWith(" upload-incomplete");
        ended.clear();

        // Refused before its transaction began: there is nothing to end, however many are refused.
        ofTheCreation = Outage.refusal();
        assertThatThrownBy(() -> service.create(sender(), offer(false))).isSameAs(ofTheCreation);
        tryAgain();
        assertThat(ended).isEmpty();
    }

    /** Whatever was tried before is due again. */
    private void tryAgain() {
        minutes++;
        finisher.tryAgain(System.nanoTime() + Duration.ofMinutes(minutes).toNanos());
    }

    private CompletionStage<Standing> sent(Upload upload) {
        return reader.read(
                sender(), upload, session(upload), 0, OptionalLong.empty(), Optional.empty(), requestWithoutBody());
    }

    private static ClientAddress anyAddress() {
        return new ClientAddress() {
            @Override
            public String of(HttpServletRequest request) {
                return "192.0.2.1";
            }
        };
    }

    private Access.Member sender() {
        return new Access.Member(dock, Optional.empty());
    }

    private void assertNobodyIsCounted() {
        for (int i = 0; i < UPLOADS.maxParallelPerPhone(); i++) {
            bodyLimits.enter(sender(), requestWithoutBody());
        }
    }

    private static void assertAnswered(CompletionStage<?> stage, List<String> codes) {
        Throwable failure = catchThrowable(() -> stage.toCompletableFuture().get(10, TimeUnit.SECONDS));
        assertThat(failure).isInstanceOf(ExecutionException.class);
        assertThat(((ProblemException) failure.getCause()).kind().code()).isIn(codes);
    }

    private static Upload upload(boolean resumable) {
        return new Upload(
                "upload",
                "dock",
                Optional.empty(),
                offer(resumable),
                new Places.Taken(0, OptionalInt.empty()),
                Instant.EPOCH);
    }

    private static Offer offer(boolean resumable) {
        return new Offer(
                "a.jpg", Optional.empty(), 0, Optional.empty(), OptionalLong.of(0), Optional.empty(), resumable);
    }

    private static UploadSession session(Upload upload) {
        PartFile none = new IncomingFiles() {
            @Override
            public Path part(String uploadId) {
                return Path.of(uploadId);
            }

            @Override
            public Path unverified(String uploadId) {
                return part(uploadId);
            }
        }.of(upload.id());
        return new UploadSession(upload, true, none, new Limits(1, 1, 1, List.of(), "keep", null), new FreeSpace());
    }

    private static HttpServletRequest requestWithoutBody() {
        return Wired.stub(HttpServletRequest.class, (method, args) -> switch (method) {
            case "getContentLengthLong" -> 0L;
            case "getInputStream" -> new NoBody();
            default -> null;
        });
    }

    private static final class NoBody extends ServletInputStream {
        @Override
        public boolean isFinished() {
            return true;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            // An empty body is not read.
        }

        @Override
        public int read() {
            return -1;
        }
    }

    static Stream<Throwable> thrown() {
        return Thrown.ofEachKind();
    }
}
