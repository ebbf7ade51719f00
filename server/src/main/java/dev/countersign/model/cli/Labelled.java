package dev.countersign.model.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.kernel.CsvRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Texts with their categories, and texts that belong to none.
record Labelled(List<Text> texts, List<String> outOfScope) {
    record Text(String text, String category) {}

    /// Which part of a CLINC150 file; a CSV has no parts.
    enum Part {
        TRAIN("train", "oos_train"),
        VALIDATION("val", "oos_val"),
        TEST("test", "oos_test");

        private final String inScope;
        private final String outOfScope;

        Part(String inScope, String outOfScope) {
            this.inScope = inScope;
            this.outOfScope = outOfScope;
        }
    }

    record Halves(Labelled train, Labelled test) {}

    static Labelled read(Path file, Part part) throws Unreadable {
        var content = Input.read(file);
        var labelled =
                content.stripLeading().startsWith("{")
                        ? json(file, content, part)
                        : csv(file, content);
        if (labelled.texts.isEmpty()) {
            throw new Unreadable("`" + file + "` has no labelled texts");
        }
        return labelled;
    }

    private static Labelled csv(Path file, String content) throws Unreadable {
        try {
            var rows = CsvRows.rows(content);
            var header = rows.isEmpty() ? List.<String>of() : rows.getFirst().fields();
            var text = header.indexOf("text");
            var category = header.indexOf("category");
            if (text < 0 || category < 0) {
                throw new Unreadable(
                        "`" + file + "` line 1: the header needs the columns `text,category`");
            }
            var texts = new ArrayList<Text>();
            for (var row : rows.subList(1, rows.size())) {
                if (row.fields().size() != header.size() || row.fields().get(category).isBlank()) {
                    throw new Unreadable(
                            "`%s` line %d: expected %d fields with a category, got %d fields"
                                    .formatted(
                                            file, row.line(), header.size(), row.fields().size()));
                }
                texts.add(new Text(row.fields().get(text), row.fields().get(category)));
            }
            return new Labelled(texts, List.of());
        } catch (IllegalArgumentException e) {
            throw new Unreadable("`" + file + "` " + e.getMessage());
        }
    }

    private static Labelled json(Path file, String content, Part part) throws Unreadable {
        try {
            var root = JsonMapper.builder().build().readTree(content);
            if (!root.path(part.inScope).isArray()) {
                throw new Unreadable("`" + file + "` has no list `" + part.inScope + "`");
            }
            var texts = new ArrayList<Text>();
            for (var pair : root.path(part.inScope)) {
                texts.add(new Text(pair.path(0).asText(), pair.path(1).asText()));
            }
            var strangers = new ArrayList<String>();
            root.path(part.outOfScope).forEach((JsonNode p) -> strangers.add(p.path(0).asText()));
            return new Labelled(texts, strangers);
        } catch (JsonProcessingException e) {
            throw new Unreadable(
                    "`%s` line %d is not JSON: %s"
                            .formatted(
                                    file,
                                    e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                                    e.getOriginalMessage()));
        }
    }

    /// Keeps a random share of the texts apart.
    Halves holdOut(double share, long seed) {
        var mixed = new ArrayList<>(texts);
        var random = new SplittableRandom(seed);
        for (var i = mixed.size() - 1; i > 0; i--) {
            java.util.Collections.swap(mixed, i, random.nextInt(i + 1));
        }
        var apart = (int) Math.round(mixed.size() * share);
        return new Halves(
                new Labelled(mixed.subList(apart, mixed.size()), outOfScope),
                new Labelled(mixed.subList(0, apart), List.of()));
    }
}
