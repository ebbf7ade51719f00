package dev.countersign.playbook;

import dev.countersign.kernel.Finding;
import dev.countersign.kernel.Finding.Severity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads a playbook from indented YAML and tells everything that is wrong with it at once.
public final class PlaybookReader {
    private static final int LIMIT = 1 << 20;

    /// STRICT refuses unknown keys; LENIENT warns about them.
    public enum Mode {
        STRICT,
        LENIENT
    }

    private PlaybookReader() {}

    /// Never throws for any text: what cannot be read is a finding.
    public static Reading read(String file, String text, Mode mode) {
        if (text.length() <= LIMIT && OutlineReader.isFlat(text)) {
            return recovered(file, text, mode);
        }
        return indented(file, text, mode);
    }

    /// A document that lost its indentation: findings name places in the document as it was given.
    private static Reading recovered(String file, String text, Mode mode) {
        var recovery = OutlineReader.recover(text);
        var findings = new ArrayList<Finding>();
        for (var trouble : recovery.problems()) {
            findings.add(
                    new Finding(
                            file,
                            trouble.line(),
                            trouble.column(),
                            trouble.fatal() ? Severity.ERROR : Severity.WARNING,
                            trouble.fatal() ? "cannot-place" : "cut-off",
                            trouble.sentence(),
                            trouble.remedy()));
        }
        for (var placement : recovery.placements()) {
            findings.add(
                    new Finding(
                            file,
                            placement.line(),
                            1,
                            Severity.DECISION,
                            "placed-by-rule",
                            "`"
                                    + placement.key()
                                    + "` was placed by rule at `"
                                    + placement.place()
                                    + "`, not at `"
                                    + placement.instead()
                                    + "`",
                            "confirm it, or indent the file"));
        }
        if (findings.stream().anyMatch(f -> f.severity() == Severity.ERROR)) {
            return new Reading(Optional.empty(), findings, Optional.of(recovery.yaml()));
        }
        var read = indented(file, recovery.yaml(), mode);
        findings.addAll(read.findings());
        return new Reading(read.playbook(), findings, Optional.of(recovery.yaml()));
    }

    private static Reading indented(String file, String text, Mode mode) {
        if (text.length() > LIMIT || text.getBytes(StandardCharsets.UTF_8).length > LIMIT) {
            return unreadable(
                    file,
                    0,
                    0,
                    "too-large",
                    "the file is larger than 1 MiB",
                    "split it or remove what is not a playbook");
        }
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
        duplicateRoles(file, playbook, findings);
        if (findings.stream().noneMatch(f -> f.severity() == Severity.ERROR)) {
            findings.addAll(Contradictions.find(file, playbook, text));
        }
        var refused = findings.stream().anyMatch(f -> f.severity() == Severity.ERROR);
        return new Reading(refused ? Optional.empty() : Optional.of(playbook), findings);
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

    private static void duplicateRoles(String file, Playbook playbook, List<Finding> findings) {
        var seen = new HashSet<String>();
        for (var role : playbook.rbac().roles()) {
            if (!seen.add(role.name())) {
                findings.add(
                        new Finding(
                                file,
                                0,
                                0,
                                Severity.ERROR,
                                "duplicate-role",
                                "role `" + role.name() + "` is written twice",
                                "give each role one entry"));
            }
        }
    }

    private static Reading unreadable(
            String file, int line, int column, String code, String sentence, String remedy) {
        return new Reading(
                Optional.empty(),
                List.of(new Finding(file, line, column, Severity.ERROR, code, sentence, remedy)));
    }
}
