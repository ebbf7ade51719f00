package dev.countersign.playbook;

import dev.countersign.kernel.Finding;
import dev.countersign.playbook.ActionSpec.Field;
import dev.countersign.playbook.ActionSpec.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads the organisation file's `actions`.
final class ActionsReader {
    private final String file;
    private final List<Finding> findings;

    private ActionsReader(String file, List<Finding> findings) {
        this.file = file;
        this.findings = findings;
    }

    static List<ActionSpec> read(String file, Optional<Node> node, List<Finding> findings) {
        var reader = new ActionsReader(file, findings);
        var out = new ArrayList<ActionSpec>();
        if (node.isPresent() && node.get() instanceof MappingNode mapping) {
            for (var tuple : mapping.getValue()) {
                var name = tuple.getKeyNode() instanceof ScalarNode s ? s.getValue() : "?";
                out.add(reader.action(name, tuple.getValueNode()));
            }
        } else if (node.isPresent()) {
            reader.fields("actions", node.get(), Set.of());
        }
        return out;
    }

    private ActionSpec action(String name, Node at) {
        var path = "actions." + name;
        var f = fields(path, at, Set.of("title", "fields"));
        var asked = new ArrayList<Field>();
        var names = new HashSet<String>();
        for (var item : f.items("fields")) {
            var field = field(path + ".fields", item);
            if (!names.add(field.name())) {
                f.error(
                        item,
                        "duplicate-key",
                        "`" + path + "` asks twice for `" + field.name() + "`",
                        "keep one of the two");
            }
            asked.add(field);
        }
        if (asked.isEmpty()) {
            f.error(
                    at,
                    "missing-key",
                    "`" + path + "` asks for nothing",
                    "name at least one field, or leave the action out of `actions`");
        }
        return new ActionSpec(name, f.optionalText("title").orElse(ActionSpec.titled(name)), asked);
    }

    private Field field(String path, Node at) {
        var f = fields(path, at, Set.of("name", "label", "kind", "required", "choices"));
        var name = f.text("name");
        var choices = f.texts("choices");
        var kind = kind(f, at, choices);
        if (!name.matches("[a-z][a-z0-9_]{0,39}")) {
            f.error(
                    at,
                    "wrong-type",
                    "`" + path + ".name` is `" + name + "`",
                    "write lower-case letters, digits and `_`, starting with a letter");
        }
        if (kind == Kind.CHOICE && choices.isEmpty()) {
            f.error(
                    at,
                    "missing-key",
                    "`" + name + "` is a choice with nothing to choose from",
                    "add `choices: [a, b]`");
        }
        return new Field(
                name,
                f.optionalText("label").orElse(ActionSpec.titled(name)),
                kind,
                f.optionalFlag("required").orElse(false),
                choices);
    }

    private static Kind kind(Fields f, Node at, List<String> choices) {
        var text = f.optionalText("kind");
        if (text.isEmpty()) {
            return choices.isEmpty() ? Kind.TEXT : Kind.CHOICE;
        }
        try {
            return Kind.valueOf(text.get().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            f.error(
                    f.node("kind").orElse(at),
                    "unknown-value",
                    "`kind` is `" + text.get() + "`",
                    "write one of text, amount, date, choice");
            return Kind.TEXT;
        }
    }

    private Fields fields(String path, Node node, Set<String> known) {
        return new Fields(file, path, node, findings, true, known);
    }
}
