package io.snapdock.swarm;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Where a server takes events.
 *
 * @param port on 127.0.0.1
 * @param paths what is posted to, in turns
 * @param headers sent with each request
 * @param dataBytes of each event, at least {@value Payload#MIN_BYTES}
 */
public record Door(int port, List<String> paths, Map<String, String> headers, int dataBytes) {
    public Door {
        if (dataBytes < Payload.MIN_BYTES) {
            throw new IllegalArgumentException("An event has at least " + Payload.MIN_BYTES + " bytes");
        }
        paths = List.copyOf(paths);
    }

    /** The head of a request and room for its body, one for each path. */
    List<byte[]> requests() {
        var lines = new StringBuilder(" HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n");
        headers.forEach((header, value) ->
                lines.append(header).append(": ").append(value).append("\r\n"));
        lines.append("Content-Length: ").append(dataBytes).append("\r\n\r\n");
        return paths.stream()
                .map(path -> ("POST " + path + lines + " ".repeat(dataBytes)).getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }
}
