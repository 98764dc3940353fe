package io.snapdock.photo.darkroom;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.dock.DockTurns;
import io.snapdock.photo.Photo;
import io.snapdock.photo.PhotoAdded;
import io.snapdock.photo.PhotoView;
import io.snapdock.photo.PhotoViews;
import io.snapdock.photo.Photos;
import io.snapdock.photo.ThumbnailState;
import io.snapdock.picture.format.PictureType;
import io.snapdock.problem.Outage;
import io.snapdock.problem.ProblemException;
import io.snapdock.store.FreeSpace;
import io.snapdock.store.PhotoFiles;
import io.snapdock.store.StoreProblem;
import io.snapdock.support.Condition;
import io.snapdock.support.Pictures;
import io.snapdock.support.Wired;
import io.snapdock.thumbnail.Decoders;
import io.snapdock.thumbnail.PictureDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thumbnail whose database is away is made, and told of, when it is back; not at the next start only. */
class ThumbnailsTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private volatile boolean isOut;
    private volatile boolean isFull;
    private volatile ThumbnailState state = ThumbnailState.PENDING;
    private int minutes;
    private final AtomicInteger asked = new AtomicInteger();
    private final List<ThumbnailState> told = new CopyOnWriteArrayList<>();

    private final Photo photo = new Photo() {
        @Override
        public String id() {
            return "photo";
        }

        @Override
        public String dockId() {
            return "dock";
        }

        @Override
        public PictureType type() {
            return PictureType.JPEG;
        }

        @Override
        public ThumbnailState thumbnail() {
            return state;
        }
    };

    private final Photos photos = new Photos() {
        @Override
        public Optional<Photo> find(String photoId) {
            asked.incrementAndGet();
            if (isOut) {
                throw Outage.refusal();
            }
            return Optional.of(photo);
        }

        @Override
        public PhotoView view(Photo one) {
            return viewed();
        }

        @Override
        public boolean thumbnailDone(String photoId, ThumbnailState done) {
            told.add(done);
            return true;
        }
    };

    private final PhotoFiles files = new PhotoFiles() {
        @Override
        public Path original(String dockId, String photoId) {
            return folder.resolve(photoId);
        }

        @Override
        public Path thumbnail(String dockId, String photoId) {
            return (isFull ? folder.resolve("no room") : folder).resolve(photoId + ".thumbnail.jpg");
        }
    };

    private final FreeSpace freeSpace = new FreeSpace() {
        @Override
        public boolean has(long bytes) {
            return !isFull;
        }
    };

    private final Decoders decoders = new Decoders() {
        @Override
        public Optional<PictureDecoder> added(PictureType type) {
            return Optional.empty();
        }
    };

    private final Thumbnails thumbnails =
            Wired.with(new Thumbnails(), photos, files, freeSpace, decoders, new DockTurns());

    @BeforeEach
    void aPhotoThatComesInAnOutage() throws IOException {
        Files.write(folder.resolve("photo"), Pictures.jpeg(40, 30, 5));
        isOut = true;
        thumbnails.photoReceived(new PhotoAdded("dock", "photo", viewed(), 1, true));
        Condition.await("the outage to be met", LIMIT, () -> asked.get() == 1);
    }

    @AfterEach
    void stop() {
        thumbnails.stop();
    }

    @Test
    void isMadeAfterwards() {
        // It waits for another try a moment after the database was asked.
        Condition.await("a second failure", LIMIT, this::failsAgain);
        isOut = false;
        tryAgain();
        Condition.await("the thumbnail", LIMIT, () -> told.equals(List.of(ThumbnailState.READY)));
        assertThat(files.thumbnail("dock", "photo")).isNotEmptyFile();
        tryAgain();
        assertThat(told).hasSize(1);
    }

    /** The commit went through, and its answer was lost. */
    @Test
    void isToldOfAfterwards() {
        Condition.await("a second failure", LIMIT, this::failsAgain);
        isOut = false;
        state = ThumbnailState.READY;
        tryAgain();
        assertThat(told).containsExactly(ThumbnailState.READY);
        assertThat(files.thumbnail("dock", "photo")).doesNotExist();
    }

    /** What has no room is made when there is room again. */
    @Test
    void waitsForTheDisk() throws IOException {
        isFull = true;
        isOut = false;
        Condition.await("the wait for room", LIMIT, this::waitsForRoom);
        int before = asked.get();
        assertThat(waitsForRoom()).isTrue();
        assertThat(asked.get()).as("nothing is decoded for nothing").isEqualTo(before);
        assertThat(told).isEmpty();

        isFull = false;
        tryAgain();
        Condition.await("the thumbnail", LIMIT, () -> told.equals(List.of(ThumbnailState.READY)));
        assertThat(files.thumbnail("dock", "photo")).isNotEmptyFile();
    }

    private boolean waitsForRoom() {
        try {
            tryAgain();
            return false;
        } catch (ProblemException e) {
            return e.kind() == StoreProblem.DISK_FULL;
        }
    }

    private boolean failsAgain() {
        int before = asked.get();
        try {
            tryAgain();
        } catch (RuntimeException e) {
            assertThat(Outage.isCauseOf(e)).isTrue();
        }
        return asked.get() > before;
    }

    /** Whatever was tried before is due again. */
    private void tryAgain() {
        minutes++;
        thumbnails.tryAgain(System.nanoTime() + Duration.ofMinutes(minutes).toNanos());
    }

    private static PhotoView viewed() {
        return PhotoViews.of("photo");
    }
}
