package dev.countersign.playbook;

import dev.countersign.kernel.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads `defects` and `sops`, of the organisation file or of a file of their own.
final class QualityReader {
    static final int MOST_STEPS = 40;
    static final int LONGEST_STEP = 500;
    private static final int MOST_CLASSES = 30;

    private final String file;
    private final List<Finding> findings;

    QualityReader(String file, List<Finding> findings) {
        this.file = file;
        this.findings = findings;
    }

    /// The standard classes where none is named.
    List<DefectClass> classes(Fields f) {
        var out = new ArrayList<DefectClass>();
        var seen = new HashSet<String>();
        for (var item : f.items("defects")) {
            var c = fields("defects", item, Set.of("id", "title", "meaning"));
            var id = c.text("id");
            if (!id.isEmpty() && !id.matches("[a-z][a-z0-9_]{0,39}")) {
                c.error(
                        c.node("id").orElse(item),
                        "wrong-type",
                        "`" + id + "` is no name of a class of defects",
                        "write lower-case letters, digits and `_`, starting with a letter");
            } else if (!seen.add(id)) {
                c.error(
                        c.node("id").orElse(item),
                        "duplicate-class",
                        "the class of defects `" + id + "` is listed twice",
                        "keep one");
            }
            out.add(new DefectClass(id, c.text("title"), c.optionalText("meaning").orElse("")));
        }
        if (out.size() > MOST_CLASSES) {
            f.node("defects")
                    .ifPresent(n ->
                            f.error(
                                    n,
                                    "too-many",
                                    out.size() + " classes are more than anybody tells apart",
                                    "keep at most " + MOST_CLASSES));
        }
        return out.isEmpty() ? DefectClass.STANDARD : out;
    }

    List<Sop> sops(Fields f) {
        var out = new ArrayList<Sop>();
        var seen = new HashSet<String>();
        for (var item : f.items("sops")) {
            var sop = sop("sops", item);
            if (!seen.add(sop.id())) {
                f.error(
                        item,
                        "duplicate-sop",
                        "the procedure `" + sop.id() + "` is listed twice",
                        "keep one version of it");
            }
            out.add(sop);
        }
        return out;
    }

    Sop sop(String path, Node item) {
        var s = fields(path, item, Set.of("id", "title", "version", "owner", "steps"));
        var id = s.text("id");
        if (!id.isEmpty() && !id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,39}")) {
            s.error(
                    s.node("id").orElse(item),
                    "wrong-type",
                    "`" + id + "` is no id of a procedure",
                    "write up to 40 letters, digits, `.`, `_` and `-`, such as `SOP-04`");
        }
        var steps = new ArrayList<Sop.Step>();
        s.required("steps");
        for (var step : s.items("steps")) {
            steps.add(step(path + ".steps", step));
        }
        if (s.node("steps").isPresent() && (steps.isEmpty() || steps.size() > MOST_STEPS)) {
            s.error(
                    s.node("steps").get(),
                    "steps",
                    "`" + id + "` has " + steps.size() + " steps",
                    "write 1 to " + MOST_STEPS);
        }
        return new Sop(id, s.text("title"), s.text("version"), s.text("owner"), steps);
    }

    private Sop.Step step(String path, Node item) {
        var s = fields(path, item, Set.of("do", "tool", "approver"));
        // One line, as it is numbered where a machine reads it.
        var text = s.text("do").replaceAll("\\s+", " ").strip();
        if (text.length() > LONGEST_STEP) {
            s.error(
                    s.node("do").orElse(item),
                    "too-long",
                    "a step has " + text.length() + " characters",
                    "write at most " + LONGEST_STEP + ", or divide it");
        }
        return new Sop.Step(text, optional(s, "tool"), optional(s, "approver"));
    }

    private static Optional<String> optional(Fields s, String key) {
        return s.optionalText(key).filter(t -> !t.isBlank());
    }

    private Fields fields(String path, Node node, Set<String> known) {
        return new Fields(file, path, node, findings, true, known);
    }
}
