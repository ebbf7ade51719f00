package dev.countersign.model.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// Reads a text file, unpacking gzip by its first two bytes.
final class Input {
    private static final int GZIP = 0x8B1F;

    private Input() {}

    static String read(Path file) throws Unreadable {
        try (var raw = new BufferedInputStream(Files.newInputStream(file))) {
            raw.mark(2);
            var magic = raw.read() | raw.read() << 8;
            raw.reset();
            var in = magic == GZIP ? new GZIPInputStream(raw) : raw;
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(in.readAllBytes()))
                    .toString();
        } catch (NoSuchFileException e) {
            throw new Unreadable("no such file: `" + file + "`");
        } catch (MalformedInputException e) {
            throw new Unreadable("`" + file + "` is not UTF-8 text");
        } catch (IOException e) {
            throw new Unreadable("cannot read `" + file + "`: " + e.getMessage());
        }
    }
}
