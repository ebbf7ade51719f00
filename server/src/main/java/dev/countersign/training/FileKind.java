package dev.countersign.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// What a file is, by what is in it: a name proves nothing.
public enum FileKind {
    PDF("application/pdf", "PDF", "%PDF-"),
    PNG("image/png", "PNG", "\u0089PNG\r\n\u001a\n"),
    JPEG("image/jpeg", "JPEG", "\u00ff\u00d8\u00ff"),
    TEXT("text/plain; charset=utf-8", "text", "");

    private static final int CHUNK = 64 * 1024;

    private final String type;
    private final String words;
    private final String begins;

    /// @param begins its first bytes, one character each
    FileKind(String type, String words, String begins) {
        this.type = type;
        this.words = words;
        this.begins = begins;
    }

    public String type() {
        return type;
    }

    public String words() {
        return words;
    }

    /// Reads it to its end where it looks like text; in memory is only a piece of it.
    ///
    /// @return empty for anything else, and for an empty file
    static Optional<FileKind> of(InputStream in) throws IOException {
        var head = in.readNBytes(CHUNK);
        for (var kind : values()) {
            if (kind != TEXT && kind.opens(head)) {
                return Optional.of(kind);
            }
        }
        return head.length > 0 && isText(head, in) ? Optional.of(TEXT) : Optional.empty();
    }

    private boolean opens(byte[] head) {
        return new String(head, StandardCharsets.ISO_8859_1).startsWith(begins);
    }

    private static boolean isText(byte[] head, InputStream in) throws IOException {
        var decoder = StandardCharsets.UTF_8.newDecoder();
        var piece = head;
        var rest = new byte[0];
        while (piece.length > 0) {
            var bytes = Arrays.copyOf(rest, rest.length + piece.length);
            System.arraycopy(piece, 0, bytes, rest.length, piece.length);
            var left = decoded(decoder, bytes);
            if (left.isEmpty()) {
                return false;
            }
            rest = left.get();
            piece = in.readNBytes(CHUNK);
        }
        return rest.length == 0;
    }

    /// @return the bytes of a character that is cut off at the end; empty where this is no text
    private static Optional<byte[]> decoded(CharsetDecoder decoder, byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length + 1);
        if (decoder.decode(in, out, false).isError()) {
            return Optional.empty();
        }
        out.flip();
        var strange =
                out.chars()
                        .anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f');
        return strange
                ? Optional.empty()
                : Optional.of(Arrays.copyOfRange(bytes, in.position(), bytes.length));
    }
}
