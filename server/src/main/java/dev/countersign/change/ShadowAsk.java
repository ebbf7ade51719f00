package dev.countersign.change;

import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import java.math.BigDecimal;
import java.util.Optional;

/// What a proposer asks to be seen before their change goes live.
///
/// @param cases how many live cases are to be watched
/// @param limit the share of them that may come out differently, 0 to 1; empty where an approver
///   looks at the figures instead
/// @param days the longest that is waited for them
public record ShadowAsk(int cases, Optional<BigDecimal> limit, int days) {
    public static final int MOST_CASES = 10_000;
    public static final int MOST_DAYS = 90;
    public static final int USUAL_DAYS = 7;

    public ShadowAsk {
        if (cases < 1 || cases > MOST_CASES) {
            throw wrong("the shadow is to watch " + cases + " cases", "ask for 1 to " + MOST_CASES);
        }
        if (limit.filter(l -> l.signum() < 0 || l.compareTo(BigDecimal.ONE) > 0).isPresent()) {
            throw wrong(
                    "the limit of the shadow is " + limit.get().toPlainString(),
                    "give a share from 0 to 1, which is 0 % to 100 %");
        }
        if (days < 1 || days > MOST_DAYS) {
            throw wrong("the shadow is to last " + days + " days", "ask for 1 to " + MOST_DAYS);
        }
    }

    /// As typed into a form; empty where no number of cases is.
    ///
    /// @param percent empty for no limit
    /// @param days empty for the usual
    public static Optional<ShadowAsk> typed(String cases, String percent, String days) {
        if (cases.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(
                new ShadowAsk(
                        whole("the number of cases", cases),
                        percent.isBlank()
                                ? Optional.empty()
                                : Optional.of(number(percent).movePointLeft(2)),
                        days.isBlank() ? USUAL_DAYS : whole("the longest time", days)));
    }

    private static int whole(String what, String text) {
        var trimmed = text.strip();
        if (!trimmed.matches("\\d{1,6}")) {
            throw wrong(what + " is `" + trimmed + "`", "type a whole number");
        }
        return Integer.parseInt(trimmed);
    }

    private static BigDecimal number(String text) {
        var trimmed = text.strip();
        if (!trimmed.matches("\\d{1,3}([.,]\\d{1,4})?")) {
            throw wrong("the limit is `" + trimmed + "`", "type percent, for example 5 or 2.5");
        }
        return new BigDecimal(trimmed.replace(',', '.'));
    }

    /// One sentence of what would change: whoever signs, signs this too.
    String inWords() {
        return "is watched first, unseen, on "
                + cases
                + (cases == 1 ? " live case" : " live cases")
                + " and for at most "
                + days
                + (days == 1 ? " day; " : " days; ")
                + limit.map(l ->
                                "goes live by itself where at most "
                                        + percent(l)
                                        + " of them come out differently, else stops")
                        .orElse("goes live then once an approver has looked, else stops");
    }

    /// `0.05` → `5 %`.
    public static String percent(BigDecimal share) {
        return share.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }

    private static ProblemException wrong(String detail, String remedy) {
        return new Problem(422, "shadow-terms", "No change", detail, remedy).asException();
    }
}
