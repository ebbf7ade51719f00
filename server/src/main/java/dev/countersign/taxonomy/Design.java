package dev.countersign.taxonomy;

import dev.countersign.escalation.Taxonomy;
import dev.countersign.escalation.Taxonomy.Category;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// What a team's categories must satisfy before they are published. Pure.
///
/// The shipped categories bring rules: a rollback is the incident commander's, an exemption ends on
/// a day, a conflict asks for a third option. A team may call them otherwise, divide them and add
/// to them, and cannot get rid of them: each must be there under some name, and a name keeps the
/// kind that it once had.
///
/// @param kinds the kind of every name that the team, or the organisation before it, ever used
/// @param isHeld whether somebody has a role
/// @param paths the organisation's escalation paths
record Design(Map<String, String> kinds, Predicate<String> isHeld, Set<String> paths) {
    private static final int MOST = 40;

    /// Kinds whose approvals ask for more, with the words by which one is known in disguise.
    private static final Map<String, List<String>> RULED =
            Map.of(
                    "rollback", List.of("rollback", "revert"),
                    "customer_exemption", List.of("exemption"),
                    "config_conflict", List.of("configconflict"));

    Design {
        kinds = Map.copyOf(kinds);
        paths = Set.copyOf(paths);
    }

    /// Everything that is wrong, each in a sentence with its remedy; empty where it may be
    /// published.
    List<String> wrong(List<Category> categories) {
        var out = new ArrayList<String>();
        if (categories.size() > MOST) {
            out.add(
                    categories.size()
                            + " categories are more than anybody can tell apart; keep at most "
                            + MOST);
        }
        Taxonomy.wrong(categories)
                .ifPresent(w -> out.add(w + "; change shares until they add up to 100"));
        for (var category : categories) {
            kind(category, out);
            if (!category.approver().isEmpty() && !isHeld.test(category.approver())) {
                out.add(
                        "nobody has the role `%s`, which would approve `%s`: its cases would wait for ever; choose a role that somebody has"
                                .formatted(category.approver(), category.name()));
            }
            if (!category.path().isEmpty() && !paths.contains(category.path())) {
                out.add(
                        "there is no escalation path `%s` for `%s`; choose one of the organisation's"
                                .formatted(category.path(), category.name()));
            }
        }
        RULED.keySet().stream()
                .sorted()
                .filter(kind -> categories.stream().noneMatch(c -> c.kind().equals(kind)))
                .forEach(kind ->
                        out.add(
                                "no category is a kind of `%s`, whose approvals ask for more; keep it, or say which of yours is a kind of it"
                                        .formatted(kind)));
        return out;
    }

    private void kind(Category category, List<String> out) {
        var before = kinds.get(category.name());
        if (before != null && !before.equals(category.kind())) {
            out.add(
                    "`%s` is a kind of `%s` in an earlier version, and a name keeps its kind; let it be one again, or choose another name"
                            .formatted(category.name(), before));
        }
        var letters =
                (category.name() + " " + category.title())
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z]", "");
        RULED.forEach((kind, words) -> {
            if (!category.kind().equals(kind) && words.stream().anyMatch(letters::contains)) {
                out.add(
                        "`%s` (%s) reads like a kind of `%s` and does not say so: what protects these would be lost; say so, or call it what it is"
                                .formatted(category.name(), category.title(), kind));
            }
        });
    }
}
