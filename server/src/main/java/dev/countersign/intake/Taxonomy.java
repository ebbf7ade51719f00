package dev.countersign.intake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The categories of exceptions, one version of them. Records keep the version they were put under.
///
/// @param categories in the order in which they are shown; their shares add up to 100
public record Taxonomy(String version, List<Category> categories) {
    public Taxonomy {
        categories = List.copyOf(categories);
        var sum = categories.stream().mapToInt(Category::share).sum();
        if (sum != 100) {
            throw new IllegalArgumentException("the shares of a taxonomy add up to " + sum);
        }
    }

    /// @param share of all exceptions that is expected, in percent
    /// @param subtypes name → what it is; empty where there are none
    public record Category(String name, String title, int share, List<Subtype> subtypes) {
        public Category {
            subtypes = List.copyOf(subtypes);
        }
    }

    public record Subtype(String name, String meaning) {}

    /// What an operations team starts with.
    public static final Taxonomy SEVEN =
            new Taxonomy(
                    "1",
                    List.of(
                            new Category(
                                    "policy_violation",
                                    "Policy violation",
                                    30,
                                    List.of(
                                            new Subtype("A", "a risk: rarely approved"),
                                            new Subtype("B", "a trade-off: may be justified"),
                                            new Subtype("C", "irrelevant here: mend the policy"))),
                            new Category("config_conflict", "Config conflict", 25, List.of()),
                            new Category("customer_exemption", "Customer exemption", 20, List.of()),
                            new Category("rollback", "Rollback or incident", 10, List.of()),
                            new Category(
                                    "performance_tradeoff", "Performance trade-off", 8, List.of()),
                            new Category(
                                    "operational_override", "Operational override", 5, List.of()),
                            new Category("new_requirement", "New requirement", 2, List.of())));

    public Optional<Category> category(String name) {
        return categories.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    public List<String> names() {
        return categories.stream().map(Category::name).toList();
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
