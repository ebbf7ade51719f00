package dev.countersign.redaction;

/// Masks text that arrives in chunks, holding back what cannot be judged yet.
///
/// For every chunking the outputs put together equal [Masking#mask] of the whole, because both
/// judge the same pieces (see `Segments`), and a piece is released only when it is complete. At
/// most 32 KiB are held. For one thread.
public final class StreamMasking {
    private final Masking masking;
    private final Segments pieces = new Segments();
    private boolean finished;

    /// @param masking keeps the tokens; may be shared with the call's other texts
    public StreamMasking(Masking masking) {
        this.masking = masking;
    }

    /// @param chunk may end anywhere, also between two surrogates
    /// @return what can be released now, often empty
    public String push(String chunk) {
        if (finished) {
            throw new IllegalStateException("the stream is finished; start a new one");
        }
        pieces.append(chunk);
        return drain();
    }

    /// @return the rest
    public String finish() {
        finished = true;
        return drain();
    }

    private String drain() {
        var out = new StringBuilder();
        for (var piece = pieces.next(finished); piece != null; piece = pieces.next(finished)) {
            masking.maskInto(out, piece);
        }
        return out.toString();
    }
}
