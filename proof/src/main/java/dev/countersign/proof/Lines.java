package dev.countersign.proof;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Lines of strict UTF-8, each ended by a newline and of bounded length.
final class Lines implements AutoCloseable {
    private static final int MOST = 16 << 20;
    private final String name;
    private final InputStream in;

    Lines(String name, InputStream in) {
        this.name = name;
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /// Null at the end.
    @Nullable String next() throws IOException, StoredZip.Malformed {
        var out = new ByteArrayOutputStream(1_024);
        for (var c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 && out.size() == 0) {
                return null;
            }
            if (c < 0 || out.size() == MOST) {
                throw new StoredZip.Malformed("a line of `" + name + "` does not end");
            }
            out.write(c);
        }
        return utf8(name, out.toByteArray());
    }

    static String utf8(String name, byte[] bytes) throws StoredZip.Malformed {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException broken) {
            throw new StoredZip.Malformed("file `" + name + "` is not UTF-8");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
