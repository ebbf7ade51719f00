package dev.countersign.gateway;

/// How a call came in.
enum Route {
    CHAT("chat/completions"),
    EMBEDDINGS("embeddings"),
    MICROTOOL("chat/completions");

    /// The upstream's operation that serves it.
    final String operation;

    Route(String operation) {
        this.operation = operation;
    }
}
