package io.snapdock.push;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.lang.reflect.Type;
import java.util.Optional;

/**
 * One block as the standard's {@link OutboundSseEvent}, for sinks that encode by themselves.
 *
 * @param id empty for a block that does not move the reader's last event id
 * @param event empty for a heartbeat: a comment, because the servers' writers leave out the id of a block without data
 */
record Frame(Optional<EventId> id, Optional<PushEvent> event) implements OutboundSseEvent {

    static Frame of(EventId id, PushEvent event) {
        boolean passing = event.kind() == PushEvent.Kind.PASSING;
        return new Frame(passing ? Optional.empty() : Optional.of(id), Optional.of(event));
    }

    static Frame heartbeat() {
        return new Frame(Optional.empty(), Optional.empty());
    }

    @Override
    public Class<?> getType() {
        return event.isPresent() ? String.class : null;
    }

    @Override
    public Type getGenericType() {
        return getType();
    }

    @Override
    public MediaType getMediaType() {
        return MediaType.TEXT_PLAIN_TYPE;
    }

    @Override
    public Object getData() {
        return event.map(PushEvent::data).orElse(null);
    }

    @Override
    public String getId() {
        return id.map(EventId::toString).orElse(null);
    }

    @Override
    public String getName() {
        return event.map(PushEvent::name).orElse(null);
    }

    @Override
    public String getComment() {
        return event.isPresent() ? null : "heartbeat";
    }

    @Override
    public long getReconnectDelay() {
        return RECONNECT_NOT_SET;
    }

    @Override
    public boolean isReconnectDelaySet() {
        return false;
    }
}
