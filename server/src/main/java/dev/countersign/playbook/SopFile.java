package dev.countersign.playbook;

import dev.countersign.kernel.Finding;
import dev.countersign.kernel.Finding.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Procedures in a file of their own: YAML with `sops:`, YAML of one procedure, or Markdown that
/// begins with such a YAML between two lines of `---`.
public final class SopFile {
    private static final int LIMIT = 256 * 1024;

    private final String file;
    private final List<Finding> findings = new ArrayList<>();

    private SopFile(String file) {
        this.file = file;
    }

    /// The procedures are there exactly when no finding is an ERROR.
    public record Read(List<Sop> sops, List<Finding> findings) {
        public Read {
            sops = List.copyOf(sops);
            findings = List.copyOf(findings);
        }
    }

    /// Never throws for any text.
    ///
    /// @param active whose tools, roles and people the procedures may name
    public static Read read(String file, String text, LoadedPlaybook active) {
        var reader = new SopFile(file);
        List<Sop> sops;
        try {
            sops = reader.readAll(text.replace("\r\n", "\n"), active);
        } catch (MarkedYamlEngineException broken) {
            var mark = broken.getProblemMark();
            reader.tell(
                    mark.map(m -> m.getLine() + 1).orElse(0),
                    mark.map(m -> m.getColumn() + 1).orElse(0),
                    "broken-yaml",
                    "this is not YAML: " + broken.getProblem(),
                    "check the indentation and quotes here");
            sops = List.of();
        } catch (YamlEngineException | StackOverflowError broken) {
            reader.tell(
                    0,
                    0,
                    "broken-yaml",
                    "this is not YAML: " + broken.getMessage(),
                    "check the file");
            sops = List.of();
        }
        var refused = reader.findings.stream().anyMatch(f -> f.severity() == Severity.ERROR);
        return new Read(refused ? List.of() : sops, reader.findings);
    }

    private List<Sop> readAll(String text, LoadedPlaybook active) {
        if (text.length() > LIMIT) {
            tell(0, 0, "too-large", "the file is larger than 256 KiB", "split it");
            return List.of();
        }
        var yaml = yaml(text);
        var settings = LoadSettings.builder().setLabel(file).setMaxAliasesForCollections(0).build();
        var root = new Compose(settings).composeString(yaml);
        if (root.isEmpty()) {
            tell(0, 0, "empty", "the file holds no procedure", "start with `id:` or `sops:`");
            return List.of();
        }
        var reader = new QualityReader(file, findings);
        var several =
                root.get() instanceof MappingNode m
                        && m.getValue().stream()
                                .anyMatch(t ->
                                        t.getKeyNode() instanceof ScalarNode s
                                                && s.getValue().equals("sops"));
        var sops =
                several
                        ? reader.sops(
                                new Fields(file, "", root.get(), findings, true, Set.of("sops")))
                        : List.of(reader.sop("", root.get()));
        if (sops.isEmpty()) {
            tell(0, 0, "empty", "`sops` holds no procedure", "write one `- id:` below it");
        }
        if (findings.isEmpty()) {
            var organisation = active.organisation();
            var remarks = new Remarks(file);
            new SopBinding(
                            active.playbook(),
                            organisation.settings().toolPrompts(),
                            roles(active.playbook()),
                            organisation.people().stream().map(Organisation.Member::id).toList(),
                            remarks,
                            Marks.of(yaml))
                    .check(sops, i -> several ? "sops[" + i + "]." : "");
            findings.addAll(remarks.all());
        }
        return sops;
    }

    static Set<String> roles(Playbook playbook) {
        var known = new LinkedHashSet<String>();
        playbook.rbac().roles().forEach(r -> known.add(r.name()));
        known.addAll(Organisation.FURTHER_ROLES);
        return known;
    }

    /// What stands before the text of a Markdown file, with its lines where they were.
    private static String yaml(String text) {
        if (!text.startsWith("---\n")) {
            return text;
        }
        var end = text.indexOf("\n---", 3);
        return "\n" + (end < 0 ? text.substring(4) : text.substring(4, Math.max(4, end)));
    }

    private void tell(int line, int column, String code, String sentence, String remedy) {
        findings.add(new Finding(file, line, column, Severity.ERROR, code, sentence, remedy));
    }
}
