package dev.countersign.change.web;

import dev.countersign.change.Shadow;
import dev.countersign.change.ShadowAsk;
import dev.countersign.change.WatchedCase;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/// The shadow of a change as its page shows it.
///
/// @param looks whether the reader may see which cases were watched
/// @param mayEnd whether the reader may stop it or let it go live
/// @param differing the newest that came out differently
public record ShadowView(Shadow shadow, boolean looks, boolean mayEnd, List<Line> differing) {
    public ShadowView {
        differing = List.copyOf(differing);
    }

    /// @param href empty where there is no page, or not for this reader
    public record Line(WatchedCase watched, String what, String href, String live, String would) {}

    /// @param titles of a case, by its id; asked only for what the reader may open
    static Line line(WatchedCase w, Predicate<String> opens, Function<String, String> titles) {
        var call = w.subject().startsWith("call-");
        var page = w.caseId().orElse(call ? w.subject() : "");
        var may = !page.isEmpty() && opens.test(page);
        return new Line(
                w,
                may ? w.caseId().map(titles).orElse(page) : w.caseId().orElse(w.subject()),
                may ? (w.caseId().isPresent() ? "/cases/" : "/calls/") + page : "",
                inWords(w.live()),
                inWords(w.would()));
    }

    /// What the machine's word means to a reader.
    static String inWords(String outcome) {
        return switch (outcome) {
            case "approve" -> "goes ahead";
            case "escalate" -> "a person decides";
            case "deny" -> "deny, and a person decides";
            case "release" -> "released";
            case "refuse" -> "refused";
            case "fail" -> "cannot be judged";
            default ->
                    outcome.replaceFirst("^hold ", "held ")
                            .replaceFirst("^block ", "blocked ")
                            .replace('_', ' ');
        };
    }

    /// For example `12 of 50 cases watched, 2 came out differently (16.7 %), limit 5 %`.
    public String sentence() {
        var seen = shadow.figures();
        return seen.watched()
                + " of "
                + shadow.ask().cases()
                + (shadow.ask().cases() == 1 ? " case" : " cases")
                + " watched, "
                + seen.differed()
                + " came out differently"
                + (seen.watched() == 0 ? "" : " (" + share() + ")")
                + shadow.ask().limit().map(l -> ", limit " + ShadowAsk.percent(l)).orElse("");
    }

    private String share() {
        var seen = shadow.figures();
        return BigDecimal.valueOf(100L * seen.differed())
                        .divide(BigDecimal.valueOf(seen.watched()), 1, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
    }

    public int shownOfCases() {
        return Math.min(shadow.figures().watched(), shadow.ask().cases());
    }

    public boolean enough() {
        return shadow.figures().watched() >= shadow.ask().cases();
    }
}
