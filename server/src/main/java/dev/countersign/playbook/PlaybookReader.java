package dev.countersign.playbook;

import dev.countersign.kernel.Finding;
import dev.countersign.kernel.Finding.Severity;
import dev.countersign.playbook.Marks.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads a playbook and tells everything that is wrong with it at once.
public final class PlaybookReader {
    private static final int LIMIT = 1 << 20;

    /// STRICT refuses unknown keys; LENIENT warns about them.
    public enum Mode {
        STRICT,
        LENIENT
    }

    private PlaybookReader() {}

    /// Never throws for any text: what cannot be read is a finding. A document that lost its
    /// indentation is recovered; its findings name places in the document as it was given.
    public static Reading read(String file, String text, Mode mode) {
        if (text.length() > LIMIT || text.getBytes(StandardCharsets.UTF_8).length > LIMIT) {
            return unreadable(
                    file,
                    0,
                    0,
                    "too-large",
                    "the file is larger than 1 MiB",
                    "split it or remove what is not a playbook");
        }
        // Editors on some systems begin a file with a byte order mark; YAML allows it.
        var document = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return OutlineReader.isFlat(document)
                ? flat(file, document, mode)
                : indented(file, document, mode);
    }

    private static Reading flat(String file, String text, Mode mode) {
        var outline = OutlineReader.recover(text);
        var recovery = outline.recovery();
        var remarks = new Remarks(file);
        for (var problem : outline.problems()) {
            remarks.error(
                    new Place(problem.line(), problem.column()),
                    problem.code(),
                    problem.sentence(),
                    problem.remedy());
        }
        for (var placed : recovery.placements()) {
            remarks.decide(
                    new Place(placed.line(), 1),
                    "placed-by-rule",
                    "`"
                            + placed.key()
                            + "` was put at `"
                            + placed.place()
                            + "`, not at `"
                            + String.join("` or `", placed.instead())
                            + "`: "
                            + placed.rule(),
                    "placed by rule, confirm");
        }
        for (var cut : recovery.cuts()) {
            remarks.warn(
                    new Place(cut.line(), cut.column()),
                    "cut-off",
                    "`" + shortened(cut.text()) + "` is no part of the playbook and was cut off",
                    "remove it from the file");
        }
        if (!outline.problems().isEmpty()) {
            return new Reading(Optional.empty(), inOrder(remarks.all()), Optional.empty());
        }
        var read = indented(file, recovery.yaml(), mode);
        var findings = new ArrayList<>(remarks.all());
        read.findings().forEach(f -> findings.add(movedBack(f, outline.indents())));
        return new Reading(read.playbook(), inOrder(findings), Optional.of(recovery));
    }

    private static Finding movedBack(Finding f, List<Integer> indents) {
        var moved = f.line() > 0 && f.line() <= indents.size() ? indents.get(f.line() - 1) : 0;
        var column = Math.max(Math.min(1, f.column()), f.column() - moved);
        return new Finding(
                f.file(), f.line(), column, f.severity(), f.code(), f.sentence(), f.remedy());
    }

    private static List<Finding> inOrder(List<Finding> findings) {
        return findings.stream()
                .sorted(Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column))
                .toList();
    }

    private static String shortened(String text) {
        var line = text.lines().findFirst().orElse("");
        return line.equals(text) && line.length() <= 60
                ? line
                : line.substring(0, Math.min(60, line.length())) + "…";
    }

    private static Reading indented(String file, String text, Mode mode) {
        // Collections may not be shared by alias: that is how a small file unfolds into a huge one.
        var settings = LoadSettings.builder().setLabel(file).setMaxAliasesForCollections(0).build();
        Optional<Node> root;
        try {
            if (tooDeep(settings, text)) {
                return unreadable(
                        file,
                        0,
                        0,
                        "too-deep",
                        "the file nests deeper than 32 levels",
                        "a playbook needs 7");
            }
            root = new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException broken) {
            var mark = broken.getProblemMark();
            return unreadable(
                    file,
                    mark.map(m -> m.getLine() + 1).orElse(0),
                    mark.map(m -> m.getColumn() + 1).orElse(0),
                    "broken-yaml",
                    "this is not YAML: " + broken.getProblem(),
                    "check the indentation and quotes here");
        } catch (YamlEngineException broken) {
            return unreadable(
                    file,
                    0,
                    0,
                    "broken-yaml",
                    "this is not YAML: " + broken.getMessage(),
                    "check the file");
        }
        if (root.isEmpty()) {
            return unreadable(file, 0, 0, "empty", "the file is empty", "start with `version:`");
        }
        var findings = new ArrayList<Finding>();
        var playbook = new Decoding(file, mode == Mode.STRICT, findings).playbook(root.get());
        var marks = Marks.of(root.get());
        // What could not be read was filled in: it is not judged a second time.
        var told = findings.stream().map(PlaybookReader::placeOf).collect(Collectors.toSet());
        Values.check(file, playbook, marks).stream()
                .filter(f -> !told.contains(placeOf(f)))
                .forEach(findings::add);
        var refused = findings.stream().anyMatch(f -> f.severity() == Severity.ERROR);
        if (!refused) {
            findings.addAll(Contradictions.find(file, playbook, marks));
            findings.addAll(Comments.read(file, text, playbook, marks));
        }
        return new Reading(
                refused ? Optional.empty() : Optional.of(playbook),
                inOrder(findings),
                Optional.empty());
    }

    private static Place placeOf(Finding finding) {
        return new Place(finding.line(), finding.column());
    }

    /// The composer recurses, so depth is bounded on the event stream, which does not.
    private static boolean tooDeep(LoadSettings settings, String text) {
        int depth = 0;
        for (var event : new Parse(settings).parseString(text)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {}
            }
            if (depth > 32) {
                return true;
            }
        }
        return false;
    }

    private static Reading unreadable(
            String file, int line, int column, String code, String sentence, String remedy) {
        return new Reading(
                Optional.empty(),
                List.of(new Finding(file, line, column, Severity.ERROR, code, sentence, remedy)),
                Optional.empty());
    }
}
