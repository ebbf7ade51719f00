package dev.countersign.playbook;

import dev.countersign.escalation.Taxonomy.Category;
import dev.countersign.kernel.Finding;
import dev.countersign.kernel.Finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads a file with a team's categories, as the organisation file writes its own.
public final class TaxonomyFile {
    private static final int LIMIT = 256 * 1024;
    private static final String FILE = "taxonomy.yaml";

    private TaxonomyFile() {}

    /// Usable exactly when no finding is an error. What only the whole must satisfy, such as shares
    /// that add up, is not asked of a draft.
    public record Read(List<Category> categories, List<Finding> findings) {
        public Read {
            categories = List.copyOf(categories);
            findings = List.copyOf(findings);
        }

        public boolean isUsable() {
            return findings.stream().noneMatch(f -> f.severity() == Severity.ERROR);
        }
    }

    /// Never throws for any text.
    public static Read read(String text) {
        var findings = new ArrayList<Finding>();
        if (text.length() > LIMIT) {
            tell(findings, 0, 0, "the file is larger than 256 KiB", "keep the categories only");
            return new Read(List.of(), findings);
        }
        var settings = LoadSettings.builder().setLabel(FILE).setMaxAliasesForCollections(0).build();
        try {
            var root = new Compose(settings).composeString(text);
            if (root.isPresent()) {
                // `team` and `version` say whose an exported file was; they decide nothing.
                var known = Set.of("team", "version", "categories");
                var f = new Fields(FILE, "", root.get(), findings, true, known);
                return new Read(
                        TaxonomyReader.categories(
                                FILE, f.required("categories"), TaxonomyReader.TEAM_KEYS, findings),
                        findings);
            }
            tell(findings, 1, 1, "the file is empty", "start with `categories:`");
        } catch (MarkedYamlEngineException broken) {
            var mark = broken.getProblemMark();
            tell(
                    findings,
                    mark.map(m -> m.getLine() + 1).orElse(0),
                    mark.map(m -> m.getColumn() + 1).orElse(0),
                    "this is not YAML: " + broken.getProblem(),
                    "check the indentation and quotes here");
        } catch (YamlEngineException | StackOverflowError broken) {
            tell(findings, 0, 0, "this is not YAML: " + broken.getMessage(), "check the file");
        }
        return new Read(List.of(), findings);
    }

    private static void tell(
            List<Finding> findings, int line, int column, String sentence, String remedy) {
        findings.add(new Finding(FILE, line, column, Severity.ERROR, "taxonomy", sentence, remedy));
    }
}
