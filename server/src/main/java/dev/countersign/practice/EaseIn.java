package dev.countersign.practice;

import dev.countersign.escalation.Taxonomy;
import dev.countersign.kernel.Digests;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Which case comes next: easy ones first, harder with success. Pure.
public final class EaseIn {
    /// The rule, as the page tells it.
    public static final String RULE =
            "Three right decisions in a row make the next case harder, two wrong ones in a row make"
                    + " it easier; easy ones come first.";

    private static final int UP = 3;
    private static final int DOWN = 2;

    private EaseIn() {}

    /// The difficulty that somebody with these results has reached.
    ///
    /// @param right oldest first
    public static int level(List<Boolean> right) {
        var level = MockException.EASIEST;
        var ups = 0;
        var downs = 0;
        for (var was : right) {
            ups = was ? ups + 1 : 0;
            downs = was ? 0 : downs + 1;
            if (ups == UP || downs == DOWN) {
                level =
                        Math.clamp(
                                level + (ups == UP ? 1 : -1),
                                MockException.EASIEST,
                                MockException.HARDEST);
                ups = 0;
                downs = 0;
            }
        }
        return level;
    }

    /// The next one for a learner: of the level, or as near as there is; of the category that is
    /// rarest so far against its share; and in an order of the learner's own, so that two learners
    /// cannot simply pass answers on. What was given comes again only when all were, the longest
    /// ago first.
    ///
    /// @param given those the learner had before, oldest first
    public static Optional<MockException> next(
            List<MockException> all,
            List<MockException> given,
            int level,
            Taxonomy taxonomy,
            String learner) {
        var had = given.stream().map(MockException::id).toList();
        return all.stream()
                .min(
                        Comparator.<MockException>comparingInt(m -> had.lastIndexOf(m.id()))
                                .thenComparingInt(m -> Math.abs(m.difficulty() - level))
                                .thenComparingInt(MockException::difficulty)
                                .thenComparing(m -> surplus(m.category(), given, taxonomy))
                                .thenComparing(m -> Digests.hex(learner + "\n" + m.id())));
    }

    /// How many more of a category came than its share of one more case would be, in hundredths.
    private static BigDecimal surplus(
            String category, List<MockException> given, Taxonomy taxonomy) {
        var came = given.stream().filter(m -> m.category().equals(category)).count();
        var share =
                taxonomy.category(category).map(Taxonomy.Category::share).orElse(BigDecimal.ZERO);
        return BigDecimal.valueOf(came * 100)
                .subtract(share.multiply(BigDecimal.valueOf(given.size() + 1L)));
    }
}
