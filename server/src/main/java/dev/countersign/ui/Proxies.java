package dev.countersign.ui;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The proxies whose word about where a request comes from is believed. `X-Forwarded-For` is read
/// from the right, since everything left of our own proxies is what a stranger wrote.
public final class Proxies {
    public static final Proxies NONE = new Proxies(List.of());

    private final List<Net> trusted;

    private record Net(byte[] address, int bits) {
        boolean has(InetAddress other) {
            var bytes = other.getAddress();
            if (bytes.length != address.length) {
                return false;
            }
            for (var bit = 0; bit < bits; bit++) {
                var mask = 0x80 >> (bit & 7);
                if (((bytes[bit >> 3] ^ address[bit >> 3]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    private Proxies(List<Net> trusted) {
        this.trusted = trusted;
    }

    /// @param addresses each one or several with commas between: `127.0.0.1`, `10.0.0.0/8`, `::1`
    /// @throws IllegalArgumentException where one is none
    public static Proxies of(List<String> addresses) {
        return new Proxies(
                addresses.stream()
                        .flatMap(a -> Arrays.stream(a.split(",", -1)))
                        .map(a -> net(a.strip()))
                        .toList());
    }

    private static Net net(String text) {
        var slash = text.indexOf('/');
        var address = literal(slash < 0 ? text : text.substring(0, slash));
        if (address.isPresent()) {
            var bytes = address.get().getAddress();
            var most = bytes.length * 8;
            var bits = slash < 0 ? String.valueOf(most) : text.substring(slash + 1);
            if (bits.matches("[0-9]{1,3}") && Integer.parseInt(bits) <= most) {
                return new Net(bytes, Integer.parseInt(bits));
            }
        }
        throw new IllegalArgumentException(
                "`"
                        + text
                        + "` is no address of a proxy; write one such as 127.0.0.1 or 10.0.0.0/8");
    }

    /// Names are not looked up: a stranger would choose them.
    private static Optional<InetAddress> literal(String text) {
        try {
            // The library also reads `10.1` as an address.
            return text.contains(":") || text.matches("[0-9]{1,3}([.][0-9]{1,3}){3}")
                    ? Optional.of(InetAddress.ofLiteral(text))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Where a request comes from: the nearest address that is not a trusted proxy's. What is no
    /// address ends the search at the proxy that wrote it.
    ///
    /// @param peer the other end of the connection
    /// @param forwarded every `X-Forwarded-For`, in order
    String origin(String peer, List<String> forwarded) {
        var hops =
                forwarded.stream()
                        .flatMap(f -> Arrays.stream(f.split(",", -1)))
                        .toList()
                        .reversed();
        var nearest = literal(peer);
        for (var hop : hops) {
            var next = literal(withoutPort(hop.strip()));
            if (nearest.filter(this::isTrusted).isEmpty() || next.isEmpty()) {
                break;
            }
            nearest = next;
        }
        return nearest.map(InetAddress::getHostAddress).orElse(peer);
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(n -> n.has(address));
    }

    /// Some proxies write `192.0.2.1:4711` and `[2001:db8::1]:4711`.
    private static String withoutPort(String hop) {
        if (hop.startsWith("[")) {
            var end = hop.indexOf(']');
            return end < 0 ? hop : hop.substring(1, end);
        }
        var colon = hop.indexOf(':');
        return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }
}
