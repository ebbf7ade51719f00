package dev.countersign.escalation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// One version of the categories that exceptions fall into. A record keeps the version under which
/// it was made; a team's own version replaces this one for new records only.
///
/// @param version as records name it
public record Taxonomy(String version, List<Category> categories) {
    // Before the constants that are checked against it.
    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    /// The names of the seven that ship with the product.
    public static final List<String> SHIPPED =
            List.of(
                    "policy_violation",
                    "config_conflict",
                    "customer_exemption",
                    "rollback",
                    "performance_tradeoff",
                    "operational_override",
                    "new_requirement");

    /// @param name as records name it
    /// @param share expected of all exceptions, in per cent
    /// @param kindOf which of the shipped ones it is a kind of, so that what those ask for holds
    ///   under any name; empty for none
    /// @param approver a role that approves its cases; empty where the organisation's rules say
    /// @param path the escalation path of its cases; empty where the approval matrix says
    public record Category(
            String name,
            String title,
            BigDecimal share,
            List<Subtype> subtypes,
            String kindOf,
            String approver,
            String path) {
        public Category {
            subtypes = List.copyOf(subtypes);
        }

        public Category(String name, String title, BigDecimal share, List<Subtype> subtypes) {
            this(name, title, share, subtypes, "", "", "");
        }

        /// Whose rules hold for it. One that bears a shipped name is of that kind, whatever it
        /// says.
        public String kind() {
            return SHIPPED.contains(name) || kindOf.isEmpty() ? name : kindOf;
        }
    }

    /// @param route what is usually done about it, in words
    public record Subtype(String name, String title, String route) {}

    public static final Taxonomy FIRST =
            new Taxonomy(
                    "1",
                    List.of(
                            new Category(
                                    "policy_violation",
                                    "Policy violation",
                                    BigDecimal.valueOf(30),
                                    List.of(
                                            new Subtype(
                                                    "A",
                                                    "The rule guards against a real risk here",
                                                    "escalate to security; rarely approved"),
                                            new Subtype(
                                                    "B",
                                                    "The rule weighs one good against another",
                                                    "may be approved with a justification"),
                                            new Subtype(
                                                    "C",
                                                    "The rule was not written for this",
                                                    "ask the policy team to change it"))),
                            plain("config_conflict", "Config conflict", 25),
                            plain("customer_exemption", "Customer exemption", 20),
                            plain("rollback", "Rollback", 10),
                            plain("performance_tradeoff", "Performance trade-off", 8),
                            plain("operational_override", "Operational override", 5),
                            plain("new_requirement", "New requirement", 2)));

    /// Refuses what [#wrong] finds.
    public Taxonomy {
        categories = List.copyOf(categories);
        var wrong = wrong(categories);
        if (wrong.isPresent()) {
            throw new IllegalArgumentException(wrong.get());
        }
    }

    /// What keeps these categories from being a taxonomy, in words.
    public static Optional<String> wrong(List<Category> categories) {
        var names = new HashSet<String>();
        var sum = BigDecimal.ZERO;
        for (var category : categories) {
            if (!names.add(category.name())) {
                return Optional.of("`" + category.name() + "` is listed twice");
            }
            if (category.share().signum() < 0) {
                return Optional.of("`" + category.name() + "` has a share below nothing");
            }
            sum = sum.add(category.share());
        }
        return sum.compareTo(WHOLE) == 0
                ? Optional.empty()
                : Optional.of("the expected shares add up to " + sum.toPlainString() + ", not 100");
    }

    private static Category plain(String name, String title, int share) {
        return new Category(name, title, BigDecimal.valueOf(share), List.of());
    }

    public Optional<Category> category(String name) {
        return categories.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    public List<String> names() {
        return categories.stream().map(Category::name).toList();
    }

    /// What this taxonomy calls a shipped kind: the category of that name, else the only one of the
    /// kind. Empty where there is none, and where only a person can choose between several.
    public Optional<String> nameOf(String kind) {
        if (category(kind).isPresent()) {
            return Optional.of(kind);
        }
        var all = categories.stream().filter(c -> c.kind().equals(kind)).toList();
        return all.size() == 1 ? Optional.of(all.getFirst().name()) : Optional.empty();
    }

    /// Whose rules hold for a category; its own name where this taxonomy does not have it.
    public String kindOf(String category) {
        return category(category).map(Category::kind).orElse(category);
    }

    /// What is wrong with a category and a subtype that somebody told, in words; empty where
    /// nothing.
    ///
    /// @param subtype may be empty
    public List<String> wrong(String category, String subtype) {
        var known = category(category);
        var wrong = new ArrayList<String>();
        if (known.isEmpty()) {
            wrong.add(
                    "`category` is `"
                            + category
                            + "`; "
                            + closest(category).map(c -> "did you mean `" + c + "`? ").orElse("")
                            + "known: "
                            + String.join(", ", names()));
        }
        if (!subtype.isEmpty()
                && known.stream()
                        .flatMap(c -> c.subtypes().stream())
                        .noneMatch(s -> s.name().equals(subtype))) {
            wrong.add("`subtype` is `" + subtype + "`, which `" + category + "` does not have");
        }
        return wrong;
    }

    /// The name that a mistyped one is nearest to.
    public Optional<String> closest(String typed) {
        return names().stream()
                .min(Comparator.comparingInt(name -> distance(name, typed)))
                .filter(name -> distance(name, typed) <= 4);
    }

    /// Levenshtein (1966).
    private static int distance(String a, String b) {
        var last = new int[b.length() + 1];
        for (var j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (var i = 1; i <= a.length(); i++) {
            var next = new int[b.length() + 1];
            next[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                next[j] = Math.min(Math.min(next[j - 1], last[j]) + 1, last[j - 1] + cost);
            }
            last = next;
        }
        return last[b.length()];
    }
}
