package io.snapdock.web;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** This machine's addresses in its local networks. */
final class LocalNetwork {

    /** Bridges of containers and virtual machines, tunnels: addresses that no phone in the room reaches. */
    private static final List<String> VIRTUAL =
            List.of("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "tun", "tap", "zt", "wg");

    private LocalNetwork() {}

    /** IPv4 literals, those of private networks (RFC 1918) first. IPv6 is left out: link-local ones need a zone that phones do not know. */
    static List<String> addresses() {
        try {
            return Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                    .filter(LocalNetwork::isReal)
                    .flatMap(LocalNetwork::ipv4)
                    .sorted(Comparator.comparing((InetAddress address) -> !address.isSiteLocalAddress()))
                    .map(InetAddress::getHostAddress)
                    .toList();
        } catch (SocketException e) {
            return List.of();
        }
    }

    private static boolean isReal(NetworkInterface network) {
        String name = network.getName().toLowerCase(Locale.ROOT);
        try {
            return network.isUp() && !network.isLoopback() && VIRTUAL.stream().noneMatch(name::startsWith);
        } catch (SocketException e) {
            return false;
        }
    }

    private static Stream<InetAddress> ipv4(NetworkInterface network) {
        return network.inetAddresses()
                .filter(Inet4Address.class::isInstance)
                .filter(address -> !address.isLinkLocalAddress());
    }
}
