package io.snapdock.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.snapdock.dock.Dock;
import io.snapdock.dock.Limits;
import io.snapdock.settings.Settings;
import io.snapdock.store.FreeSpace;
import io.snapdock.support.Wired;
import io.snapdock.upload.event.Pause;
import io.snapdock.upload.event.UploadPaused;
import jakarta.enterprise.event.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why nothing comes to an upload: what is told last is what is true. */
class SessionRegistryTest {
    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();

    /** What happens while something is told, before those who listen learn of it. */
    private Runnable meanwhile = () -> {};

    private final Event<?> paused = Wired.stub(Event.class, (method, args) -> {
        Runnable now = meanwhile;
        meanwhile = () -> {};
        now.run();
        told.add(((UploadPaused) args[0]).reason());
        return null;
    });

    private final SessionRegistry sessions = Wired.with(
            new SessionRegistry(),
            paused,
            UploadFixtures.filesIn(() -> folder),
            new FreeSpace(),
            new Settings.Photos(1, 1, null, Duration.ofSeconds(30)));

    /** The connection's end is noticed, its news is under way, and the sender's own word overtakes it. */
    @Test
    void aPauseOfTheSendersIsNotOvertakenByTheBreakThatItBrings() {
        UploadSession session = session();
        assertThat(session.pauseWhenIdle(System.nanoTime() + 2, 1)).isTrue();
        meanwhile = () -> {
            session.pausedBySender();
            sessions.tellPaused(session);
        };
        sessions.tellPaused(session);
        assertThat(told).contains(Pause.CONNECTION_LOST).last().isEqualTo(Pause.PHONE);
    }

    @Test
    void whatComesIsNotCalledPaused() {
        sessions.tellPaused(session());
        assertThat(told).isEmpty();
    }

    private UploadSession session() {
        var dock = new Dock() {
            @Override
            public Limits limits(long maxPixels) {
                return new Limits(1, 1_000, 1_000, List.of(), "keep", null);
            }
        };
        return sessions.ofNew(UploadFixtures.upload(), dock);
    }
}
