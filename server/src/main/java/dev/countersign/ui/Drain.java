package dev.countersign.ui;

import io.vertx.core.http.HttpServerRequest;

/// Throws away what still comes of a request that was answered already. A browser only reads why
/// once it could send, so there is some patience; then the connection is cut.
final class Drain {
    /// For a stranger, who is owed little.
    static final long STRANGER = 8L << 20;

    /// For a form of somebody who is known.
    static final long FORM = 64L << 20;

    /// For a file of somebody who is known.
    static final long FILE = 1L << 30;

    private Drain() {}

    /// @param patience bytes
    static void rest(HttpServerRequest request, long patience) {
        if (!request.isEnded()) {
            // Or the form's decoder would go on to keep what is thrown away here.
            request.setExpectMultipart(false);
            var seen = new long[1];
            request.handler(chunk -> {
                seen[0] += chunk.length();
                if (seen[0] > patience) {
                    request.connection().close();
                }
            });
            request.exceptionHandler(_ -> {});
        }
        request.resume();
    }
}
