package io.snapdock.live;

import io.snapdock.dock.Desktops;
import io.snapdock.dock.Dock;
import io.snapdock.dock.DockClosed;
import io.snapdock.dock.DockState;
import io.snapdock.dock.Docks;
import io.snapdock.dock.http.Access;
import io.snapdock.dock.key.Ids;
import io.snapdock.dock.phone.PhoneView;
import io.snapdock.dock.session.Sessions;
import io.snapdock.dock.session.SessionsEnded;
import io.snapdock.own.Own;
import io.snapdock.push.Reading;
import io.snapdock.push.Visitor;
import io.snapdock.push.event.PushEvent;
import io.snapdock.push.event.Start;
import io.snapdock.push.reader.Subscription;
import io.snapdock.settings.Settings;
import io.snapdock.web.JsonWriter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;

/** Readings of docks, for their owners and phones, in a stream of their own or beside others. */
@ApplicationScoped
public class DockStreams {

    private static final Pattern CONNECTION = Pattern.compile("[A-Za-z0-9._~-]{1,64}");

    @Inject
    private Docks docks;

    @Inject
    private Sessions sessions;

    @Inject
    private Snapshots snapshots;

    @Inject
    private DockEvents events;

    @Inject
    private Presence presence;

    @Inject
    private Farewells farewells;

    @Inject
    private Desktops desktops;

    @Inject
    private Settings.Push settings;

    @Inject
    @Own
    private Clock clock;

    /** What the sender of a request calls the stream that it begins, if anything. */
    public static Optional<String> connection(HttpHeaders headers) {
        return Optional.ofNullable(headers.getHeaderString("Snapdock-Connection"))
                .filter(name -> CONNECTION.matcher(name).matches());
    }

    /**
     * @param connection what its reader calls the stream
     * @param address of the reader
     */
    public Reading reading(Access.Member member, Start start, Optional<String> connection, String address) {
        String dockId = member.dock().id();
        Optional<PhoneView> phone = member.phoneId().flatMap(id -> phone(dockId, id));
        String stream = connection.orElseGet(Ids::next);
        Runnable came = member.isOwner()
                ? () -> desktops.came(dockId)
                : () -> phone.ifPresent(one -> came(dockId, one, stream));
        return new Reading(
                member.isOwner() ? DockEvents.topicOf(dockId) : DockEvents.phonesTopicOf(dockId),
                visitor(member, address),
                noLongerThan(
                        member,
                        Subscription.toState(start, () -> snapshot(member))
                                .attended(came, () -> left(member, stream))));
    }

    /** A session's stream ends with it. */
    private Subscription noLongerThan(Access.Member member, Subscription subscription) {
        return member.endsIn(clock.instant())
                .filter(left -> left.compareTo(settings.maxAge()) < 0)
                .map(subscription::withMaxAge)
                .orElse(subscription);
    }

    /**
     * To be called when a stream has begun. Its dock or its session may have ended between the check of the key and the registration: nobody else would tell a reader that resumes.
     */
    public void tellIfEnded(Access.Member member) {
        String dockId = member.dock().id();
        try {
            if (docks.find(dockId).isEmpty()) {
                events.dockClosed(new DockClosed(dockId, DockState.CLOSED));
            } else if (member.session().filter(sessions::hasEnded).isPresent()) {
                events.sessionsEnded(new SessionsEnded(dockId));
            }
        } catch (Throwable e) {
            // The answer is a stream by now, and can be no error any more. Its client asks again when the stream ends.
            System.getLogger(DockStreams.class.getName())
                    .log(System.Logger.Level.DEBUG, "Whether the dock has ended is not known", e);
        }
    }

    private Visitor visitor(Access.Member member, String address) {
        String key = "dock/" + member.counted();
        return member.isOwner()
                ? Visitor.host(address, key)
                : Visitor.guest(address, key).amongGuests(settings.maxStreamsPerDock());
    }

    private PushEvent snapshot(Access.Member member) {
        String dockId = member.dock().id();
        // A host reads its docks after their end as well.
        Dock dock = (member.isHost() ? docks.known(dockId) : docks.find(dockId)).orElseThrow(Access::refused);
        Snapshot snapshot = snapshots.of(dock);
        return PushEvent.lasting(
                "snapshot",
                member.phoneId()
                        .map(phone -> PhonesView.ofSnapshot(snapshot, phone))
                        .orElseGet(() -> JsonWriter.write(snapshot)));
    }

    private Optional<PhoneView> phone(String dockId, String phoneId) {
        return docks.phones(dockId).stream()
                .filter(one -> one.id().equals(phoneId))
                .map(one -> PhoneView.of(one, true))
                .findFirst();
    }

    private void came(String dockId, PhoneView phone, String stream) {
        if (presence.opened(dockId, phone.id(), stream) && !farewells.takeBack(dockId, phone.id())) {
            events.phoneCame(dockId, phone);
        }
    }

    private void left(Access.Member member, String stream) {
        String dockId = member.dock().id();
        if (member.isOwner()) {
            desktops.left(dockId);
        }
        member.phoneId()
                .filter(phone -> presence.closed(dockId, phone, stream))
                .ifPresent(phone -> events.phoneLeft(dockId, phone));
    }
}
