package dev.countersign.playbook;

import dev.countersign.escalation.Taxonomy;
import dev.countersign.escalation.Taxonomy.Category;
import dev.countersign.escalation.Taxonomy.Subtype;
import dev.countersign.kernel.Finding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads the organisation file's `taxonomy`, and the categories of a file that a team designed.
final class TaxonomyReader {
    private final String file;
    private final List<Finding> findings;
    private final Named named;

    /// What a category may hold; a team's may also say who approves and which path it takes.
    private static final Set<String> KEYS = Set.of("title", "share", "subtypes", "kind_of");

    static final Set<String> TEAM_KEYS =
            Set.of("title", "share", "subtypes", "kind_of", "approver", "path");

    private TaxonomyReader(String file, List<Finding> findings) {
        this.file = file;
        this.findings = findings;
        this.named = new Named(file, findings);
    }

    static Taxonomy read(String file, Optional<Node> node, List<Finding> findings) {
        return node.flatMap(n -> new TaxonomyReader(file, findings).taxonomy(n))
                .orElse(Taxonomy.FIRST);
    }

    private Optional<Taxonomy> taxonomy(Node node) {
        var f = fields("taxonomy", node, Set.of("version", "categories"));
        var version = f.text("version");
        if (version.equals(Taxonomy.FIRST.version())) {
            named.error(
                    f.node("version").orElse(node),
                    "taken-version",
                    "`taxonomy.version` is `1`, which is the shipped one",
                    "give yours another version, so that records keep their meaning");
        }
        if (version.contains("/")) {
            named.error(
                    f.node("version").orElse(node),
                    "teams-version",
                    "`taxonomy.version` is `" + version + "`",
                    "leave out `/`: it tells the versions of teams from yours");
        }
        var categories = categories("taxonomy.categories", f.required("categories"), KEYS);
        var wrong = Taxonomy.wrong(categories);
        wrong.ifPresent(w ->
                named.error(
                        f.node("categories").orElse(node),
                        "wrong-shares",
                        w,
                        "write shares in per cent that add up to 100"));
        return wrong.isPresent()
                ? Optional.empty()
                : Optional.of(new Taxonomy(version, categories));
    }

    /// @param keys what each may hold
    static List<Category> categories(
            String file, Optional<Node> node, Set<String> keys, List<Finding> findings) {
        return new TaxonomyReader(file, findings).categories("categories", node, keys);
    }

    private List<Category> categories(String path, Optional<Node> node, Set<String> keys) {
        var out = new ArrayList<Category>();
        for (var entry : named.entries(path, node)) {
            out.add(category(path + "." + entry.name(), entry, keys));
        }
        return out;
    }

    private Category category(String path, Named.Entry entry, Set<String> keys) {
        var f = fields(path, entry.value(), keys);
        if (!entry.name().matches("[a-z][a-z0-9_]{0,39}")) {
            named.error(
                    entry.key(),
                    "wrong-type",
                    "`" + entry.name() + "` is no name of a category",
                    "write lower-case letters, digits and `_`, starting with a letter");
        }
        var subtypes = new ArrayList<Subtype>();
        for (var sub : named.entries(path + ".subtypes", f.node("subtypes"))) {
            var s = fields(path + ".subtypes", sub.value(), Set.of("title", "route"));
            subtypes.add(
                    new Subtype(sub.name(), s.text("title"), s.optionalText("route").orElse("")));
        }
        return new Category(
                entry.name(),
                f.optionalText("title").orElse(ActionSpec.titled(entry.name())),
                share(f, entry),
                subtypes,
                kind(f, entry),
                f.optionalText("approver").orElse(""),
                f.optionalText("path").orElse(""));
    }

    private String kind(Fields f, Named.Entry entry) {
        var kind = f.optionalText("kind_of").orElse("");
        var shipped = Taxonomy.SHIPPED;
        if (!kind.isEmpty() && !shipped.contains(kind)) {
            named.error(
                    f.node("kind_of").orElse(entry.value()),
                    "unknown-kind",
                    "`" + entry.name() + "` is a kind of `" + kind + "`, which does not ship",
                    Schema.closest(kind, shipped)
                            .map(meant -> "did you mean `" + meant + "`?")
                            .orElse("write one of " + String.join(", ", shipped)));
        } else if (!kind.isEmpty()
                && shipped.contains(entry.name())
                && !kind.equals(entry.name())) {
            named.error(
                    f.node("kind_of").orElse(entry.value()),
                    "shipped-kind",
                    "`" + entry.name() + "` ships and is of its own kind, not of `" + kind + "`",
                    "take `kind_of` out, or give the category another name");
        }
        return kind;
    }

    private BigDecimal share(Fields f, Named.Entry entry) {
        var text = f.text("share");
        if (text.matches("[0-9]{1,3}(\\.[0-9]{1,4})?")) {
            return new BigDecimal(text);
        }
        if (!text.isEmpty()) {
            named.error(
                    f.node("share").orElse(entry.value()),
                    "wrong-type",
                    "the share of `" + entry.name() + "` is `" + text + "`",
                    "write per cent, such as 30 or 2.5");
        }
        return BigDecimal.ZERO;
    }

    private Fields fields(String path, Node node, Set<String> known) {
        return new Fields(file, path, node, findings, true, known);
    }
}
