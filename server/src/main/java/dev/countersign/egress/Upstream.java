package dev.countersign.egress;

import java.net.URI;
import java.util.Optional;

/// A server that speaks the OpenAI protocol.
///
/// @param url its base, ending before `/chat/completions`
/// @param region where it processes
/// @param modelVersion the version it is pinned to, recorded per call
/// @param noTraining whether its operator states that it does not train on our data
/// @param apiKey sent as a bearer token; never logged
public record Upstream(
        String name,
        URI url,
        String region,
        String modelVersion,
        boolean noTraining,
        Optional<String> apiKey) {
    public Upstream {
        var scheme = url.getScheme();
        if (scheme == null
                || !(scheme.equals("http") || scheme.equals("https"))
                || url.getHost() == null
                || url.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "upstream `"
                            + name
                            + "` needs an http or https address without credentials, not `"
                            + url
                            + "`");
        }
    }

    public boolean tls() {
        return "https".equals(url.getScheme());
    }

    public int port() {
        return url.getPort() > 0 ? url.getPort() : tls() ? 443 : 80;
    }

    /// The path of an operation below the base, for example `chat/completions`.
    public String path(String operation) {
        var base = url.getRawPath();
        return (base.endsWith("/") ? base : base + "/") + operation;
    }

    @Override
    public String toString() {
        return name + " at " + url + " in " + region;
    }
}
