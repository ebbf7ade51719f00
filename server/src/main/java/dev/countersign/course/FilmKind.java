package dev.countersign.course;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a film is, by what is in it: a name proves nothing.
public enum FilmKind {
    MP4("video/mp4"),
    WEBM("video/webm");

    private static final int HEAD = 64;
    private static final String EBML = "\u001aE\u00df\u00a3";

    private final String type;

    FilmKind(String type) {
        this.type = type;
    }

    public String type() {
        return type;
    }

    /// Reads its beginning.
    ///
    /// @return empty for anything else; Matroska that is no WebM is something else
    public static Optional<FilmKind> of(InputStream in) throws IOException {
        var head = new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
        if (head.startsWith("ftyp", 4) && !head.startsWith("qt  ", 8)) {
            return Optional.of(MP4);
        }
        return head.startsWith(EBML) && head.contains("B\u0082\u0084webm")
                ? Optional.of(WEBM)
                : Optional.empty();
    }
}
