package dev.countersign.policy.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads policies and cases from disk, with limits.
final class Folder {
    private static final long MAX_BYTES = 25_000_000;
    private static final int MAX_FILES = 5_000;

    private Folder() {}

    /// What cannot be read at all: exit code 2.
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String sentence) {
            super(sentence);
        }
    }

    static SortedMap<String, String> texts(Path folder) throws Unreadable {
        var texts = new TreeMap<String, String>();
        try (var files = Files.list(folder)) {
            for (var file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
                texts.put(String.valueOf(file.getFileName()), text(file));
            }
        } catch (IOException e) {
            throw new Unreadable("cannot read the folder `" + folder + "`; name one that exists");
        }
        if (texts.isEmpty()) {
            throw new Unreadable("`" + folder + "` holds no policy; put `.yaml` files in it");
        }
        if (texts.size() > MAX_FILES) {
            throw new Unreadable("`" + folder + "` holds more than " + MAX_FILES + " files");
        }
        return texts;
    }

    static String text(Path file) throws Unreadable {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new Unreadable(
                        "`" + file + "` has more than " + MAX_BYTES + " bytes; split it");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Unreadable("`" + file + "` is not UTF-8; save it as UTF-8");
        } catch (IOException e) {
            throw new Unreadable("cannot read `" + file + "`; name a file that exists");
        }
    }
}
