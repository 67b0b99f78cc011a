package dev.feedwarden.plugin.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses belong to the public internet. Everything else is refused to a webhook: it would let whoever writes its
 * URL, or answers for its name, reach what only this machine or its network can. Pure.
 */
final class Addresses {

    /** IANA's special-purpose registries for IPv4 and IPv6, and multicast. */
    private static final List<Block> SPECIAL = List.of(
            block("0.0.0.0", 8),
            block("10.0.0.0", 8),
            block("100.64.0.0", 10),
            block("127.0.0.0", 8),
            block("169.254.0.0", 16),
            block("172.16.0.0", 12),
            block("192.0.0.0", 24),
            block("192.0.2.0", 24),
            block("192.88.99.0", 24),
            block("192.168.0.0", 16),
            block("198.18.0.0", 15),
            block("198.51.100.0", 24),
            block("203.0.113.0", 24),
            block("224.0.0.0", 3),
            // Azure's metadata and DNS, which lies in the public range.
            block("168.63.129.16", 32),
            block("2001::", 23),
            block("2001:db8::", 32),
            block("3fff::", 20));

    private static final Block GLOBAL_UNICAST = block("2000::", 3);
    private static final Block SIX_TO_FOUR = block("2002::", 16);
    private static final Block NAT64 = block("64:ff9b::", 96);

    private Addresses() {}

    /** Whether an address is one of the public internet. */
    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return !special(bytes);
        }
        byte[] inner = embedded(bytes);
        if (inner != null) {
            return !special(inner);
        }
        return GLOBAL_UNICAST.holds(bytes) && !special(bytes);
    }

    /**
     * The address that a host of a URL is when it is written as one: four decimal numbers, or IPv6 in brackets. Null if
     * it is a name.
     *
     * @throws IllegalArgumentException for a number in any other form, such as {@code 2130706433}, {@code 0177.0.0.1} or
     *     {@code 0x7f.1}, which some read as an address and some as a name
     */
    static @Nullable InetAddress literal(String host) {
        if (host.startsWith("[") && host.endsWith("]")) {
            return parse(host.substring(1, host.length() - 1));
        }
        String[] labels = host.split("\\.", -1);
        String last = labels[labels.length - 1].isEmpty() && labels.length > 1
                ? labels[labels.length - 2]
                : labels[labels.length - 1];
        if (!last.matches("[0-9]+|0[xX][0-9a-fA-F]*")) {
            return null;
        }
        if (labels.length != 4) {
            throw new IllegalArgumentException("'" + host + "' is no address of four decimal numbers");
        }
        for (String label : labels) {
            if (!label.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(label) > 255) {
                throw new IllegalArgumentException("'" + host + "' is no address of four decimal numbers");
            }
        }
        return parse(host);
    }

    /** The IPv4 address that an IPv6 one carries: 6to4 and NAT64. Java itself unwraps IPv4-mapped ones. */
    private static byte @Nullable [] embedded(byte[] bytes) {
        if (SIX_TO_FOUR.holds(bytes)) {
            return new byte[] {bytes[2], bytes[3], bytes[4], bytes[5]};
        }
        if (NAT64.holds(bytes)) {
            return new byte[] {bytes[12], bytes[13], bytes[14], bytes[15]};
        }
        return null;
    }

    private static boolean special(byte[] bytes) {
        return SPECIAL.stream().anyMatch(block -> block.holds(bytes));
    }

    private static Block block(String address, int bits) {
        return new Block(parse(address).getAddress(), bits);
    }

    private static InetAddress parse(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + address + "' is no address", e);
        }
    }

    /** Addresses that begin with the same bits. */
    private static final class Block {

        private final byte[] start;
        private final int bits;

        Block(byte[] start, int bits) {
            this.start = start;
            this.bits = bits;
        }

        boolean holds(byte[] bytes) {
            if (bytes.length != start.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if (((bytes[bit / 8] ^ start[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
