package io.snapdock.push.event;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One block as the standard's {@link OutboundSseEvent}, for sinks that encode by themselves. Read back from the block's own bytes, so that
 * the log need not hold each event twice.
 *
 * @param id empty for a block that does not move the reader's last event id
 * @param name empty for plain data
 * @param data empty for a heartbeat or a comment
 * @param comment empty when there is none
 */
public record Frame(Optional<String> id, Optional<String> name, Optional<String> data, Optional<String> comment)
        implements OutboundSseEvent {

    public static Frame of(byte[] block) {
        List<String> lines = new String(block, StandardCharsets.UTF_8).lines().toList();
        return new Frame(field(lines, "id: "), field(lines, "event: "), field(lines, "data: "), field(lines, ": "));
    }

    /** A comment, because the servers' writers leave out the id of a block without data. */
    public static Frame heartbeat() {
        return new Frame(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("heartbeat"));
    }

    private static Optional<String> field(List<String> lines, String start) {
        return lines.stream().anyMatch(line -> line.startsWith(start))
                ? Optional.of(lines.stream()
                        .filter(line -> line.startsWith(start))
                        .map(line -> line.substring(start.length()))
                        .collect(Collectors.joining("\n")))
                : Optional.empty();
    }

    @Override
    public Class<?> getType() {
        return data.isPresent() ? String.class : null;
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
        return data.orElse(null);
    }

    @Override
    public String getId() {
        return id.orElse(null);
    }

    @Override
    public String getName() {
        return name.orElse(null);
    }

    @Override
    public String getComment() {
        return comment.orElse(null);
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
