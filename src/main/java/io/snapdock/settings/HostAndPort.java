package io.snapdock.settings;

/**
 * Where another server listens.
 *
 * @param host a name or an address, IPv6 in brackets
 * @param port 1 to 65535
 */
public record HostAndPort(String host, int port) {

    /** @throws IllegalArgumentException for a port that is none */
    public HostAndPort {
        if (host.isEmpty() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("Nothing listens at %s:%d".formatted(host, port));
        }
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
