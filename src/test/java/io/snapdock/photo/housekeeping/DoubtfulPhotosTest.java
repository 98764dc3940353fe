package io.snapdock.photo.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snapdock.dock.DockTurns;
import io.snapdock.photo.PhotoAdded;
import io.snapdock.photo.PhotoRemoved;
import io.snapdock.photo.PhotoViews;
import io.snapdock.photo.Photos;
import io.snapdock.problem.Outage;
import io.snapdock.problem.ProblemException;
import io.snapdock.settings.DataFolder;
import io.snapdock.store.IncomingFiles;
import io.snapdock.store.PhotoFiles;
import io.snapdock.store.Removals;
import io.snapdock.support.Wired;
import io.snapdock.upload.UploadProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A photo's bytes after a commit that failed: in both places until it is known, and then where they belong. */
class DoubtfulPhotosTest {
    private static final String ID = "AAAAAAAAAAAAAAAA";
    private static final String DOCK = "DDDDDDDDDDDDDDDD";

    @TempDir
    private Path data;

    private boolean isStored;
    private RuntimeException failure;
    private int minutes;

    private final Photos photos = new Photos() {
        @Override
        public boolean isStored(PhotoAdded told) {
            if (failure != null) {
                throw failure;
            }
            return isStored;
        }

        @Override
        public boolean isRemoved(PhotoRemoved told) {
            if (failure != null) {
                throw failure;
            }
            return !isStored;
        }
    };

    private final DataFolder folder = new DataFolder() {
        @Override
        public Path path() {
            return data;
        }
    };

    private final IncomingFiles incoming = Wired.with(new IncomingFiles(), folder);
    private final PhotoFiles files = Wired.with(new PhotoFiles(), folder, incoming);
    private final Removals removals = Wired.with(new Removals(), folder);
    private final DoubtfulPhotos doubtful =
            Wired.with(new DoubtfulPhotos(), photos, files, incoming, removals, new DockTurns());

    private Path part;
    private Path original;

    @BeforeEach
    void aCommitThatFails() throws IOException {
        part = incoming.part(ID);
        original = files.original(DOCK, ID);
        Files.createDirectories(part.getParent());
        Files.writeString(part, "picture");
        files.keep(part, DOCK, ID);
        doubtful.notStored(added());
    }

    @Test
    void untilItIsKnownTheBytesAreInBothPlaces() {
        assertAre(true, true);
        failure = Outage.refusal();
        assertThatThrownBy(this::settleAll).isSameAs(failure);
        assertAre(true, true);
        failure = null;
        settleAll();
        assertAre(false, true);
    }

    @Test
    void aCommitThatWentThroughLeavesAPhoto() {
        isStored = true;
        settleAll();
        assertAre(true, false);
    }

    @Test
    void aCommitThatDidNotLeavesAnUpload() {
        settleAll();
        assertAre(false, true);
        // It is known now.
        failure = new IllegalStateException("asked again");
        settleAll();
    }

    /** A rename of a file to another name of the same file does nothing (POSIX). */
    @Test
    void whoTriesAgainMeanwhileHasAPhoto() throws IOException {
        files.keep(part, DOCK, ID);
        incoming.remove(ID);
        isStored = true;
        settleAll();
        assertAre(true, false);
    }

    @Test
    void aCleanedPictureLeavesItsOwnOriginal() throws IOException {
        Files.deleteIfExists(part);
        Files.writeString(part, "as it was sent");
        doubtful.notStored(added());
        settleAll();
        assertThat(original).doesNotExist();
        assertThat(part).hasContent("as it was sent");
    }

    @Test
    void anEndedDockTakesAllWithIt() {
        failure = new ProblemException(UploadProblem.UPLOAD_GONE);
        settleAll();
        assertAre(true, false);
        failure = new IllegalStateException("asked again");
        settleAll();
    }

    /** The note of it stays until it is known: a start in between has to delete the files. */
    @Test
    void aRemovalIsNotedUntilItIsKnown() throws IOException {
        isStored = true;
        settleAll();
        removals.begin(ID);
        doubtful.notRemoved(new PhotoRemoved(DOCK, ID, 2));
        failure = Outage.refusal();
        assertThatThrownBy(this::settleAll).isSameAs(failure);
        assertThat(removals.unfinished()).containsExactly(ID);
        failure = null;
        settleAll();
        assertThat(removals.unfinished()).as("its row is there").isEmpty();

        removals.begin(ID);
        doubtful.notRemoved(new PhotoRemoved(DOCK, ID, 2));
        isStored = false;
        settleAll();
        assertThat(removals.unfinished())
                .as("ended with its files, as after a commit that was answered")
                .containsExactly(ID);
        failure = new IllegalStateException("asked again");
        settleAll();
    }

    /** Whatever was tried before is due again. */
    private void settleAll() {
        minutes++;
        doubtful.settleAll(System.nanoTime() + Duration.ofMinutes(minutes).toNanos());
    }

    private void assertAre(boolean amongPhotos, boolean whereTheyArrived) {
        assertThat(Files.exists(original)).as("among the photos").isEqualTo(amongPhotos);
        assertThat(Files.exists(part)).as("where they arrived").isEqualTo(whereTheyArrived);
        assertThat(amongPhotos ? original : part).hasContent("picture");
    }

    private static PhotoAdded added() {
        var view = PhotoViews.of(ID);
        return new PhotoAdded(DOCK, ID, view, 1, false);
    }
}
