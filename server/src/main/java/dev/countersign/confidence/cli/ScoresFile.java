package dev.countersign.confidence.cli;

import dev.countersign.confidence.Sample;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A CSV file `score,correct` with a header line: scores from 0 to 1, and `1`, `true` or `yes` for
/// right, `0`, `false` or `no` for wrong.
final class ScoresFile {
    /// The file cannot be used; the message says where and why.
    static final class Bad extends Exception {
        private static final long serialVersionUID = 1L;

        Bad(String message) {
            super(message);
        }
    }

    private ScoresFile() {}

    static List<Sample> read(Path file) throws Bad {
        var out = new ArrayList<Sample>();
        var number = 0;
        for (var line : lines(file)) {
            number++;
            if (number == 1) {
                if (!line.replace(" ", "").toLowerCase(Locale.ROOT).equals("score,correct")) {
                    throw new Bad(
                            "`%s` line 1 is `%s`; make it `score,correct`".formatted(file, line));
                }
                continue;
            }
            if (!line.isBlank()) {
                out.add(sample(file, number, line));
            }
        }
        if (out.isEmpty()) {
            throw new Bad("`" + file + "` has no samples below its header; add reviewed answers");
        }
        return out;
    }

    private static List<String> lines(Path file) throws Bad {
        try {
            var text = Files.readString(file, StandardCharsets.UTF_8);
            return (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList();
        } catch (NoSuchFileException e) {
            throw new Bad("no such file: `" + file + "`");
        } catch (CharacterCodingException e) {
            throw new Bad("`" + file + "` is not UTF-8 text");
        } catch (IOException e) {
            throw new Bad("cannot read `" + file + "`: " + e.getMessage());
        }
    }

    private static Sample sample(Path file, int number, String line) throws Bad {
        var fields = line.split(",", -1);
        if (fields.length != 2) {
            throw new Bad(
                    "`%s` line %d has %d fields; write `score,correct`"
                            .formatted(file, number, fields.length));
        }
        var right =
                switch (fields[1].strip().toLowerCase(Locale.ROOT)) {
                    case "1", "true", "yes" -> true;
                    case "0", "false", "no" -> false;
                    default ->
                            throw new Bad(
                                    "`%s` line %d: `%s` is neither 1 nor 0"
                                            .formatted(file, number, fields[1].strip()));
                };
        try {
            return new Sample(Double.parseDouble(fields[0].strip()), right);
        } catch (IllegalArgumentException e) {
            throw new Bad(
                    "`%s` line %d: `%s` is not a score from 0 to 1"
                            .formatted(file, number, fields[0].strip()));
        }
    }
}
