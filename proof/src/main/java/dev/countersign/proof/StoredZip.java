package dev.countersign.proof;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.CRC32;

/// The one way this format writes a zip: no compression, no time, no spare byte. What every zip
/// tool reads, yet each byte follows from names and contents, so no change can hide in it.
final class StoredZip {
    private static final long MOST = 0xffff_fffeL;
    private static final int LOCAL = 30;
    private static final int CENTRAL = 46;
    private static final int END = 22;
    private static final int MOST_FILES = 16;

    private StoredZip() {}

    /// @param start of the contents in the pack
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Part(String name, long start, long size, int crc, byte[] sha256) {}

    static void write(SequencedMap<String, Path> files, OutputStream out) throws IOException {
        var parts = new ArrayList<Part>();
        long at = 0;
        for (var file : files.entrySet()) {
            var start = at + LOCAL + file.getKey().length();
            parts.add(measured(file.getKey(), start, file.getValue()));
            out.write(local(parts.getLast()));
            Files.copy(file.getValue(), out);
            at = start + parts.getLast().size();
        }
        if (at > MOST) {
            throw new IOException("the pack would exceed 4 GiB; export fewer subjects");
        }
        out.write(tail(parts, at));
    }

    /// @throws Malformed where any byte is not what [#write] would have written
    static Map<String, Part> read(FileChannel file) throws IOException, Malformed {
        var parts = new LinkedHashMap<String, Part>();
        long at = 0;
        while (true) {
            var head = ByteBuffer.wrap(bytes(file, at, LOCAL)).order(ByteOrder.LITTLE_ENDIAN);
            if (head.getInt(0) != 0x04034b50) {
                break;
            }
            var length = Short.toUnsignedInt(head.getShort(26));
            var size = Integer.toUnsignedLong(head.getInt(22));
            if (length > 64 || parts.size() == MOST_FILES) {
                throw new Malformed("the zip has more or longer names than a pack has");
            }
            var name = new String(bytes(file, at + LOCAL, length), StandardCharsets.UTF_8);
            var start = at + LOCAL + length;
            if (start + size > file.size()) {
                throw new Malformed("file `" + name + "` is cut off");
            }
            var part = measured(name, start, size, stream(file, start, size));
            if (!Arrays.equals(local(part), bytes(file, at, LOCAL + length))) {
                throw new Malformed("the zip header of `" + name + "` does not fit its contents");
            }
            if (parts.put(name, part) != null) {
                throw new Malformed("file `" + name + "` is there twice");
            }
            at = start + size;
        }
        var tail = tail(List.copyOf(parts.values()), at);
        if (file.size() - at != tail.length || !Arrays.equals(tail, bytes(file, at, tail.length))) {
            throw new Malformed("the zip directory does not fit the files, or bytes follow it");
        }
        return parts;
    }

    static InputStream stream(FileChannel file, long start, long size) {
        return new Window(file, start, size);
    }

    static Part measured(String name, Path file) throws IOException {
        return measured(name, 0, file);
    }

    private static Part measured(String name, long start, Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return measured(name, start, Files.size(file), in);
        }
    }

    private static Part measured(String name, long start, long size, InputStream in)
            throws IOException {
        var digest = Merkle.sha256();
        var crc = new CRC32();
        var buffer = new byte[1 << 16];
        for (var n = in.read(buffer); n > 0; n = in.read(buffer)) {
            digest.update(buffer, 0, n);
            crc.update(buffer, 0, n);
        }
        return new Part(name, start, size, (int) crc.getValue(), digest.digest());
    }

    private static byte[] local(Part part) {
        var name = part.name().getBytes(StandardCharsets.UTF_8);
        var out = new byte[LOCAL + name.length];
        common(little(out).putInt(0x04034b50), part, name).put(name);
        return out;
    }

    private static ByteBuffer common(ByteBuffer out, Part part, byte[] name) {
        return out.putShort((short) 20)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0x21)
                .putInt(part.crc())
                .putInt((int) part.size())
                .putInt((int) part.size())
                .putShort((short) name.length)
                .putShort((short) 0);
    }

    private static byte[] tail(List<Part> parts, long at) {
        var length = parts.stream().mapToInt(part -> CENTRAL + part.name().length()).sum();
        var tail = new byte[length + END];
        var out = little(tail);
        for (var part : parts) {
            var name = part.name().getBytes(StandardCharsets.UTF_8);
            common(out.putInt(0x02014b50).putShort((short) 20), part, name)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putInt(0)
                    .putInt((int) (part.start() - LOCAL - name.length))
                    .put(name);
        }
        out.putInt(0x06054b50)
                .putInt(0)
                .putShort((short) parts.size())
                .putShort((short) parts.size())
                .putInt(length)
                .putInt((int) at)
                .putShort((short) 0);
        return tail;
    }

    private static ByteBuffer little(byte[] out) {
        return ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] bytes(FileChannel file, long at, int length)
            throws IOException, Malformed {
        var out = new byte[length];
        var buffer = ByteBuffer.wrap(out);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, at + buffer.position()) < 0) {
                throw new Malformed("the zip is cut off");
            }
        }
        return out;
    }

    /// Not a pack that this format's writer wrote.
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String sentence) {
            super(sentence);
        }
    }

    private static final class Window extends InputStream {
        private final FileChannel file;
        private long at;
        private final long end;

        Window(FileChannel file, long start, long size) {
            this.file = file;
            this.at = start;
            this.end = start + size;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            var wanted = (int) Math.min(length, end - at);
            if (wanted <= 0) {
                return length == 0 ? 0 : -1;
            }
            var n = file.read(ByteBuffer.wrap(into, offset, wanted), at);
            if (n < 0) {
                throw new EOFException("the pack became shorter while it was read");
            }
            at += n;
            return n;
        }
    }
}
