package io.snapdock.settings;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IP address in one spelling, however it was written; an IPv4 address inside an IPv6 one (RFC 4291, 2.5.5.2) is that IPv4 address. */
public final class IpAddress {

    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern V4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");

    /** The longest is written with an IPv4 address at its end. */
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    /** What one household or office gets at the least (RFC 6177): whoever has it can use any address in it. */
    private static final int NETWORK_BYTES = 8;

    private static final int NETWORK_BITS = 64;

    private final InetAddress address;

    private IpAddress(InetAddress address) {
        this.address = address;
    }

    /** A literal, with or without brackets and zone; nothing is ever looked up. */
    public static Optional<IpAddress> parse(String text) {
        String plain = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        int zone = plain.indexOf('%');
        plain = zone > 0 ? plain.substring(0, zone) : plain;
        boolean isLiteral = V4.matcher(plain).matches()
                || (plain.indexOf(':') >= 0 && V6.matcher(plain).matches());
        try {
            return isLiteral ? Optional.of(new IpAddress(InetAddress.getByName(plain))) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Whose address it is, as far as limits go: an IPv4 address itself, of IPv6 the network of 64 bits. */
    public String network() {
        if (address instanceof Inet4Address) {
            return address.getHostAddress();
        }
        byte[] bytes = Arrays.copyOf(Arrays.copyOf(address.getAddress(), NETWORK_BYTES), address.getAddress().length);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/" + NETWORK_BITS;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Its length is right", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress ip && address.equals(ip.address);
    }

    @Override
    public int hashCode() {
        return Objects.hash(address);
    }

    @Override
    public String toString() {
        return address.getHostAddress();
    }
}
