package dev.countersign.egress;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/// An outside service that is no upstream: a chat, for example.
///
/// @param name for messages and logs
/// @param region where it keeps what it is sent, in the words of the playbook's allowed regions
/// @param hosts that may be reached: a host, or everything below a domain where it begins with a
///   dot
public record Partner(String name, String region, Set<String> hosts) {
    public Partner {
        hosts = Set.copyOf(hosts);
    }

    /// Whether an address is one of its own: encrypted, unless it is on this machine.
    public boolean owns(URI address) {
        var scheme = String.valueOf(address.getScheme());
        var host = address.getHost() == null ? "" : address.getHost().toLowerCase(Locale.ROOT);
        var safe =
                scheme.equals("https")
                        || scheme.equals("wss")
                        || ((scheme.equals("http") || scheme.equals("ws")) && isThisMachine(host));
        return safe
                && address.getUserInfo() == null
                && hosts.stream()
                        .anyMatch(h -> h.startsWith(".") ? host.endsWith(h) : host.equals(h));
    }

    private static boolean isThisMachine(String host) {
        return host.equals("127.0.0.1") || host.equals("localhost") || host.equals("[::1]");
    }
}
