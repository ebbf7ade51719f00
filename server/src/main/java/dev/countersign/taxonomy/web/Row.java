package dev.countersign.taxonomy.web;

import dev.countersign.escalation.Taxonomy.Category;
import dev.countersign.taxonomy.Written;
import dev.countersign.ui.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// One category as the form has it: texts, as somebody typed them.
///
/// @param subtypes one on each line: name, title and route, divided by `|`
/// @param known whether the name is in use, and stays
public record Row(
        String name,
        String title,
        String share,
        String kind,
        String approver,
        String path,
        String subtypes,
        boolean known) {
    static final Row EMPTY = new Row("", "", "", "", "", "", "", false);

    static Row of(Category c) {
        return new Row(
                c.name(),
                c.title(),
                c.share().toPlainString(),
                c.kind().equals(c.name()) ? "" : c.kind(),
                c.approver(),
                c.path(),
                c.subtypes().stream()
                        .map(s -> s.name() + " | " + s.title() + " | " + s.route())
                        .collect(Collectors.joining("\n")),
                true);
    }

    /// The form's rows, without those that are empty or to be retired.
    static List<Row> of(Exchange e) {
        var names = e.params("name");
        var retired = e.params("retire");
        var known = e.params("known");
        var out = new ArrayList<Row>();
        for (var i = 0; i < names.size(); i++) {
            var name = names.get(i).strip();
            if (!name.isEmpty() && !retired.contains(name)) {
                out.add(
                        new Row(
                                name,
                                at(e, "title", i),
                                at(e, "share", i),
                                at(e, "kind", i),
                                at(e, "approver", i),
                                at(e, "path", i),
                                at(e, "subtypes", i),
                                known.contains(name)));
            }
        }
        return out;
    }

    private static String at(Exchange e, String field, int index) {
        var all = e.params(field);
        return index < all.size() ? all.get(index).strip() : "";
    }

    /// What the form says as the file that is read everywhere else, so that both are checked alike.
    static String yaml(List<Row> rows) {
        var out = new StringBuilder("categories:").append(rows.isEmpty() ? " {}\n" : "\n");
        for (var r : rows) {
            out.append("  ").append(Written.quoted(r.name)).append(":\n");
            line(out, "    title: ", r.title);
            out.append("    share: ").append(Written.quoted(r.share)).append('\n');
            line(out, "    kind_of: ", r.kind);
            line(out, "    approver: ", r.approver);
            line(out, "    path: ", r.path);
            var lines = r.subtypes.lines().filter(l -> !l.isBlank()).toList();
            if (!lines.isEmpty()) {
                out.append("    subtypes:\n");
            }
            for (var text : lines) {
                var parts = text.split("\\|", 3);
                out.append("      ").append(Written.quoted(parts[0].strip())).append(":\n");
                out.append("        title: ")
                        .append(Written.quoted(parts.length > 1 ? parts[1].strip() : ""))
                        .append('\n');
                line(out, "        route: ", parts.length > 2 ? parts[2].strip() : "");
            }
        }
        return out.toString();
    }

    private static void line(StringBuilder out, String key, String value) {
        if (!value.isEmpty()) {
            out.append(key).append(Written.quoted(value)).append('\n');
        }
    }
}
