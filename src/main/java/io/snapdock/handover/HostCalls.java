package io.snapdock.handover;

import io.snapdock.dock.Dock;
import io.snapdock.dock.DockChange;
import io.snapdock.dock.DockChanges;
import io.snapdock.dock.DockProblem;
import io.snapdock.dock.DockRequest;
import io.snapdock.dock.DockTurns;
import io.snapdock.dock.DockView;
import io.snapdock.dock.Docks;
import io.snapdock.dock.host.Ref;
import io.snapdock.dock.http.Access;
import io.snapdock.dock.session.SessionRequest;
import io.snapdock.dock.session.Sessions;
import io.snapdock.own.Own;
import io.snapdock.photo.Photo;
import io.snapdock.photo.Photos;
import io.snapdock.problem.ProblemException;
import io.snapdock.settings.Settings;
import io.snapdock.store.PhotoFiles;
import io.snapdock.web.JsonWriter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The calls of a host's backend, for one that is in the same WAR: with the same JSON and the same problems as over HTTP, without keys. It is the host whose API key has no name.
 */
@ApplicationScoped
public class HostCalls {

    /** Whose docks these are. */
    public static final String HOST = Settings.UNNAMED_HOST;

    @Inject
    private References references;

    @Inject
    private Docks docks;

    @Inject
    private Access access;

    @Inject
    private DockChanges changes;

    @Inject
    private DockTurns turns;

    @Inject
    private Sessions sessions;

    @Inject
    private Handover handover;

    @Inject
    private Photos photos;

    @Inject
    private PhotoFiles files;

    @Inject
    private Settings settings;

    @Inject
    @Own
    private Clock clock;

    /**
     * What a step has come to, as JSON.
     *
     * @param isAsked false when the dock has changed, which over HTTP is the problem {@code dock-changed}
     */
    public record Outcome(boolean isAsked, String json) {

        static Outcome of(HandoverRows.Step step) {
            return new Outcome(step.isAsked(), JsonWriter.write(step.sealed()));
        }
    }

    /** The dock of a reference, opened when there is none. */
    public String open(String ref, InputStream wanted) {
        DockRequest request = DockRequest.read(wanted, settings.docks(), settings.photos());
        return view(references.openOrFind(ref(ref), request).dock());
    }

    /** The dock of a reference. */
    public String find(String ref) {
        return view(docks.ofRef(ref(ref)).orElseThrow(Access::refused));
    }

    /** Makes something of a dock another. */
    public String change(String dockId, InputStream change) {
        expectOwn(dockId);
        DockChange read = DockChange.read(change, settings.docks());
        return JsonWriter.write(turns.take(dockId, () -> changes.change(dockId, read, true)));
    }

    /** A token for a browser. */
    public String beginSession(String dockId, InputStream asked) {
        expectOwn(dockId);
        SessionRequest read = SessionRequest.read(asked);
        return JsonWriter.write(turns.take(dockId, () -> {
            Dock open = docks.find(dockId).orElseThrow(Access::refused);
            return sessions.begin(open.id(), read);
        }));
    }

    /** Ends a user's tokens. */
    public void endSessions(String dockId, String user) {
        expectOwn(dockId);
        turns.take(dockId, () -> sessions.end(dockId, Optional.of(user)));
    }

    /** Photos stay as they are; done when none comes any more. */
    public CompletionStage<Outcome> seal(String dockId, InputStream asked) {
        return handover.seal(expectOwn(dockId), SealRequest.read(asked)).thenApply(Outcome::of);
    }

    /** Photos may come again. */
    public void reopen(String dockId, InputStream asked) {
        Sealed unused = handover.reopen(expectOwn(dockId), ReopenRequest.read(asked));
    }

    /** The host has its copies. */
    public Outcome claim(String dockId, InputStream claim) {
        return Outcome.of(handover.claim(expectOwn(dockId), ClaimRequest.read(claim)));
    }

    /** The dock goes, with all that it still holds. */
    public void release(String dockId) {
        expectOwn(dockId);
        turns.take(dockId, () -> changes.release(dockId));
    }

    /** A photo's bytes, to be closed. */
    public InputStream open(String dockId, String photoId) throws IOException {
        Photo photo = photos.find(Access.Member.host(expectOwn(dockId)), photoId);
        return Files.newInputStream(files.expectOriginal(dockId, photo.id()));
    }

    private Dock expectOwn(String dockId) {
        return access.dockOf(HOST, dockId);
    }

    private static Ref ref(String name) {
        return Ref.parse(HOST, name).orElseThrow(() -> new ProblemException(DockProblem.REF_INVALID));
    }

    private String view(Dock dock) {
        String view = JsonWriter.write(DockView.of(dock, settings.photos().maxPixels(), clock.instant()));
        return settings.web()
                .publicUrl()
                .flatMap(base -> Access.Member.host(dock).joinUrl(base.toString()))
                .map(link -> with(view, "joinUrl", link))
                .orElse(view);
    }

    private static String with(String object, String name, String text) {
        try (JsonReader reader = Json.createReader(new StringReader(object))) {
            return Json.createObjectBuilder(reader.readObject())
                    .add(name, text)
                    .build()
                    .toString();
        }
    }
}
