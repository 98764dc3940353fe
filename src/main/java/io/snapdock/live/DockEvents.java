package io.snapdock.live;

import static jakarta.enterprise.event.TransactionPhase.AFTER_SUCCESS;

import io.snapdock.dock.DockChanged;
import io.snapdock.dock.DockClosed;
import io.snapdock.dock.DockClosing;
import io.snapdock.dock.phone.PhoneJoined;
import io.snapdock.dock.phone.PhoneRemoved;
import io.snapdock.dock.phone.PhoneView;
import io.snapdock.dock.session.SessionsEnded;
import io.snapdock.photo.PhotoAdded;
import io.snapdock.photo.PhotoRemoved;
import io.snapdock.photo.PhotosReordered;
import io.snapdock.photo.ThumbnailReady;
import io.snapdock.push.Topics;
import io.snapdock.push.event.PushEvent;
import io.snapdock.upload.event.PreviewReady;
import io.snapdock.upload.event.UploadDuplicate;
import io.snapdock.upload.event.UploadFailed;
import io.snapdock.upload.event.UploadPaused;
import io.snapdock.upload.event.UploadProgressed;
import io.snapdock.upload.event.UploadStarted;
import io.snapdock.upload.pick.PickChanged;
import io.snapdock.web.JsonWriter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.function.Supplier;

/**
 * Tells the readers of a dock what happened to it. Each method turns one CDI event into one event of the stream, after commit,
 * so nobody is told of what was rolled back.
 */
@ApplicationScoped
public class DockEvents {

    @Inject
    private Topics topics;

    void phoneJoined(@Observes(during = AFTER_SUCCESS) PhoneJoined event) {
        phoneCame(event.dockId(), event.phone());
    }

    void phoneCame(String dockId, PhoneView phone) {
        lasting(dockId, "phone-joined", phone);
    }

    void phoneLeft(String dockId, String phoneId) {
        lasting(dockId, "phone-left", new EventData.Id(phoneId));
    }

    /** Its stream must end, and streams end by topic: the other phones come back at once, and then find the event. */
    void phoneRemoved(@Observes(during = AFTER_SUCCESS) PhoneRemoved event) {
        lasting(event.dockId(), "phone-removed", new EventData.Id(event.phoneId()));
        topics.disconnect(phonesTopicOf(event.dockId()));
    }

    /** Each stream ends and comes back, but for those whose session has ended. */
    void sessionsEnded(@Observes(during = AFTER_SUCCESS) SessionsEnded event) {
        topics.disconnect(topicOf(event.dockId()));
    }

    void uploadStarted(@Observes(during = AFTER_SUCCESS) UploadStarted event) {
        lasting(event.dockId(), "upload-started", event.upload());
    }

    void uploadProgressed(@Observes UploadProgressed event) {
        var data = new EventData.Progress(event.uploadId(), event.received(), event.bytes());
        publish(event.dockId(), () -> PushEvent.passing("upload-progress", JsonWriter.write(data)));
    }

    void uploadPaused(@Observes UploadPaused event) {
        lasting(
                event.dockId(),
                "upload-paused",
                new EventData.Paused(event.uploadId(), event.received(), event.reason()));
    }

    void uploadDuplicate(@Observes(during = AFTER_SUCCESS) UploadDuplicate event) {
        lasting(event.dockId(), "upload-duplicate", new EventData.Duplicate(event.uploadId(), event.photoId()));
    }

    void previewReady(@Observes PreviewReady event) {
        lasting(event.dockId(), "preview-ready", new EventData.Id(event.uploadId()));
    }

    void uploadFailed(@Observes(during = AFTER_SUCCESS) UploadFailed event) {
        lasting(event.dockId(), "upload-failed", new EventData.Failure(event.uploadId(), event.code(), event.detail()));
    }

    void photoReceived(@Observes(during = AFTER_SUCCESS) PhotoAdded event) {
        var photo = EventData.NewPhoto.of(event.photo(), event.uploadId(), event.version());
        topics.publishIfRead(
                topicOf(event.dockId()), () -> PushEvent.lasting("photo-received", JsonWriter.write(photo)));
        topics.publishIfRead(
                phonesTopicOf(event.dockId()), () -> PushEvent.lasting("photo-received", PhonesView.ofPhoto(photo)));
    }

    void thumbnailReady(@Observes(during = AFTER_SUCCESS) ThumbnailReady event) {
        lasting(event.dockId(), "thumbnail-ready", new EventData.Id(event.photoId()));
    }

    void photoRemoved(@Observes(during = AFTER_SUCCESS) PhotoRemoved event) {
        lasting(event.dockId(), "photo-removed", new EventData.Removed(event.photoId(), event.version()));
    }

    void pickChanged(@Observes(during = AFTER_SUCCESS) PickChanged event) {
        lasting(event.dockId(), "pick-changed", event.pick());
    }

    void photosReordered(@Observes(during = AFTER_SUCCESS) PhotosReordered event) {
        lasting(
                event.dockId(),
                "photos-reordered",
                new EventData.Order(event.photoIds(), event.places(), event.picks(), event.version()));
    }

    void dockChanged(@Observes(during = AFTER_SUCCESS) DockChanged event) {
        lasting(event.dock().id(), "dock-changed", event.dock());
    }

    void dockClosing(@Observes(during = AFTER_SUCCESS) DockClosing event) {
        lasting(event.dockId(), "dock-closing", new EventData.Closing(event.expiresAt()));
    }

    void dockClosed(@Observes(during = AFTER_SUCCESS) DockClosed event) {
        publish(
                event.dockId(),
                () -> PushEvent.last("dock-closed", JsonWriter.write(new EventData.Closed(event.reason()))));
    }

    static String topicOf(String dockId) {
        return "dock/" + dockId;
    }

    /** The one that all phones of a dock read: they are told less of each other's photos ({@link PhonesView}). */
    static String phonesTopicOf(String dockId) {
        return topicOf(dockId) + "/phones";
    }

    private void lasting(String dockId, String name, Record data) {
        publish(dockId, () -> PushEvent.lasting(name, JsonWriter.write(data)));
    }

    /** Tells the desktop and the phones the same. */
    private void publish(String dockId, Supplier<PushEvent> event) {
        topics.publishIfRead(topicOf(dockId), event);
        topics.publishIfRead(phonesTopicOf(dockId), event);
    }
}
