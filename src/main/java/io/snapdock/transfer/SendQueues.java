package io.snapdock.transfer;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What Linux holds for each connection that its peer has not taken yet, from {@code /proc/net/tcp} and {@code tcp6} (proc(5)). The servlet API does not tell:
 * Payara takes up to four times a socket's send buffer for a reader that takes nothing, 10 MiB over loopback, and says that it is ready for more.
 */
final class SendQueues {

    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

    /** An IPv4 address inside IPv6, as the kernel prints it: words of 32 bits in the machine's own order. */
    private static final String MAPPED = "0000000000000000FFFF0000";

    private static final int IPV4_BYTES = 4;

    private SendQueues() {}

    /** A connection as the tables name it: the local port, and the peer's address and port. */
    static String key(int localPort, String peerAddress, int peerPort) throws IOException {
        byte[] address = InetAddress.getByName(peerAddress).getAddress();
        var text = new StringBuilder();
        for (int word = 0; word < address.length; word += IPV4_BYTES) {
            for (int at = word + IPV4_BYTES - 1; at >= word; at--) {
                text.append(String.format(Locale.ROOT, "%02X", address[at]));
            }
        }
        return String.format(
                Locale.ROOT, "%04X %s%s:%04X", localPort, address.length == IPV4_BYTES ? MAPPED : "", text, peerPort);
    }

    /** The bytes that wait, of those of the connections that are there; empty where there are no such tables. */
    static Map<String, Long> read(Set<String> keys) {
        Map<String, Long> waiting = new HashMap<>();
        for (Path table : TABLES) {
            try (BufferedReader lines = Files.newBufferedReader(table, StandardCharsets.ISO_8859_1)) {
                lines.readLine();
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    readLine(line, keys, waiting);
                }
            } catch (IOException e) {
                // Another system, or no such protocol.
                System.getLogger(SendQueues.class.getName()).log(System.Logger.Level.TRACE, "No table", e);
            }
        }
        return waiting;
    }

    /** {@code sl: local:port remote:port st tx:rx …}, all in hexadecimal. */
    static void readLine(String line, Set<String> keys, Map<String, Long> waiting) {
        int local = line.indexOf(": ") + 2;
        int remote = line.indexOf(' ', local) + 1;
        int state = line.indexOf(' ', remote) + 1;
        int queue = line.indexOf(' ', state) + 1;
        int end = line.indexOf(':', queue);
        if (local < 2 || remote <= 0 || state <= 0 || queue <= 0 || end <= 0) {
            return;
        }
        String peer = line.substring(remote, state - 1);
        boolean isIpv4 = remote - 1 - local == "00000000:0000".length();
        String key = line.substring(remote - 5, remote - 1) + " " + (isIpv4 ? MAPPED : "") + peer;
        if (keys.contains(key)) {
            waiting.put(key, Long.parseLong(line.substring(queue, end), 16));
        }
    }
}
