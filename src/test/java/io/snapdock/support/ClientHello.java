package io.snapdock.support;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The first message of TLS 1.1 or 1.2 (RFC 4346, RFC 5246), with one cipher suite. Written by hand, as this JVM offers no suite that it calls old
 * itself, and a test could then not tell who refused.
 */
public record ClientHello(int version, int suite) {
    public static final int TLS_1_1 = 0x0302;
    public static final int TLS_1_2 = 0x0303;

    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;
    private static final int READ_LIMIT_MILLIS = 10_000;

    /** Whether a server goes on with it. Refused is what it answers with an alert, or by an end of the connection, as Grizzly does. */
    public boolean isTakenBy(int port) {
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(READ_LIMIT_MILLIS);
            socket.getOutputStream().write(record(HANDSHAKE, message()));
            int type = socket.getInputStream().read();
            return switch (type) {
                case HANDSHAKE -> true;
                case ALERT, -1 -> false;
                default -> throw new IOException("No answer of TLS's: " + type);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] record(int type, byte[] content) throws IOException {
        return bytes(out -> {
            out.writeByte(type);
            out.writeShort(0x0301);
            out.writeShort(content.length);
            out.write(content);
        });
    }

    private byte[] message() throws IOException {
        byte[] hello = bytes(out -> {
            out.writeShort(version);
            out.write(new byte[32]);
            // No session to go on with, one suite, no compression.
            out.writeByte(0);
            out.writeShort(2);
            out.writeShort(suite);
            out.writeShort(0x0100);
            byte[] extensions = extensions();
            out.writeShort(extensions.length);
            out.write(extensions);
        });
        return bytes(out -> {
            out.writeByte(1);
            out.writeByte(0);
            out.writeShort(hello.length);
            out.write(hello);
        });
    }

    private static byte[] extensions() throws IOException {
        return bytes(out -> {
            // server_name: Payara looks for the certificate by it.
            byte[] name = "localhost".getBytes(StandardCharsets.US_ASCII);
            out.writeShort(0);
            out.writeShort(name.length + 5);
            out.writeShort(name.length + 3);
            out.writeByte(0);
            out.writeShort(name.length);
            out.write(name);
            // supported_groups: secp256r1, ffdhe2048.
            out.write(new byte[] {0, 10, 0, 6, 0, 4, 0, 23, 1, 0});
            // ec_point_formats: uncompressed.
            out.write(new byte[] {0, 11, 0, 2, 1, 0});
            // signature_algorithms: rsa_pss_rsae_sha256, rsa_pkcs1_sha256, rsa_pkcs1_sha1.
            out.write(new byte[] {0, 13, 0, 8, 0, 6, 8, 4, 4, 1, 2, 1});
        });
    }

    private static byte[] bytes(Content content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        content.writeTo(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private interface Content {
        void writeTo(DataOutputStream out) throws IOException;
    }
}
