package dev.countersign.taxonomy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.escalation.Taxonomy.Category;
import dev.countersign.escalation.Taxonomy.Subtype;
import java.util.List;

/// Categories as the YAML that is kept, exported and read again. Pure.
public final class Written {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Written() {}

    /// What [dev.countersign.playbook.TaxonomyFile] reads.
    public static String of(List<Category> categories) {
        var out = new StringBuilder("categories:").append(categories.isEmpty() ? " {}\n" : "\n");
        for (var c : categories) {
            out.append("  ").append(quoted(c.name())).append(":\n");
            line(out, "    title: ", c.title());
            out.append("    share: ").append(c.share().toPlainString()).append('\n');
            line(out, "    kind_of: ", c.kindOf());
            line(out, "    approver: ", c.approver());
            line(out, "    path: ", c.path());
            subtypes(out, c.subtypes());
        }
        return out.toString();
    }

    private static void subtypes(StringBuilder out, List<Subtype> subtypes) {
        if (!subtypes.isEmpty()) {
            out.append("    subtypes:\n");
        }
        for (var s : subtypes) {
            out.append("      ").append(quoted(s.name())).append(":\n");
            line(out, "        title: ", s.title());
            line(out, "        route: ", s.route());
        }
    }

    private static void line(StringBuilder out, String key, String value) {
        if (!value.isEmpty()) {
            out.append(key).append(quoted(value)).append('\n');
        }
    }

    /// A JSON string is a double-quoted scalar of YAML, too.
    public static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a text can always be written", e);
        }
    }
}
