package dev.countersign.egress;

import java.net.ConnectException;

/// An upstream that gave no usable answer.
public final class UpstreamFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /// @param code stable and lower-case: `unreachable`, `late`, `broken-off`, `too-large`,
    ///   `garbage`, `cancelled`
    public UpstreamFailure(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    public String code() {
        return code;
    }

    static UpstreamFailure of(Upstream upstream, Throwable cause) {
        if (cause instanceof UpstreamFailure known) {
            return known;
        }
        var reached = !(cause instanceof ConnectException);
        return new UpstreamFailure(
                reached ? "broken-off" : "unreachable",
                "`"
                        + upstream.name()
                        + "` "
                        + (reached ? "broke off the connection" : "cannot be reached"));
    }
}
