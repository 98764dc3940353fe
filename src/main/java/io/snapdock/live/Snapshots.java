package io.snapdock.live;

import io.snapdock.dock.Dock;
import io.snapdock.dock.Docks;
import io.snapdock.dock.http.Access;
import io.snapdock.dock.phone.PhoneView;
import io.snapdock.dock.session.Right;
import io.snapdock.own.Own;
import io.snapdock.photo.Photos;
import io.snapdock.settings.Settings;
import io.snapdock.upload.Places;
import io.snapdock.upload.UploadService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Puts the snapshot of a dock together from the features that hold its parts. */
@ApplicationScoped
public class Snapshots {

    @Inject
    private Docks docks;

    @Inject
    private Photos photos;

    @Inject
    private UploadService uploads;

    @Inject
    private Places places;

    @Inject
    private Presence presence;

    @Inject
    private Settings.Photos settings;

    @Inject
    @Own
    private Clock clock;

    /**
     * A dock as one of its desktop's side sees it who asks.
     *
     * @param addresses those that the join link may begin with, the best first
     */
    public Snapshot of(Access.Member member, List<String> addresses) {
        Optional<String> joinUrl = member.may(Right.ADD) ? member.joinUrl(addresses.get(0)) : Optional.empty();
        return of(member.dock())
                .forMember(Right.words(member.rights()), joinUrl.orElse(null), joinUrl.isPresent() ? addresses : null);
    }

    Snapshot of(Dock dock) {
        return new Snapshot(
                dock.id(),
                dock.ref().orElse(null),
                dock.title().orElse(null),
                dock.state(),
                dock.createdAt(),
                dock.expiresAt(),
                clock.instant(),
                dock.limits(settings.maxPixels()),
                dock.version(),
                dock.form(),
                docks.phones(dock.id()).stream()
                        .map(phone -> PhoneView.of(phone, presence.isHere(dock.id(), phone)))
                        .toList(),
                photos.views(dock.id()),
                uploads.views(dock),
                places.waiting(dock.id()),
                null,
                null,
                null);
    }
}
