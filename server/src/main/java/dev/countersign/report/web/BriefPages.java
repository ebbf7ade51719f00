package dev.countersign.report.web;

import dev.countersign.kernel.Problem;
import dev.countersign.people.Identity;
import dev.countersign.report.BriefText;
import dev.countersign.report.Briefs;
import dev.countersign.report.Coaching;
import dev.countersign.report.DailyBrief;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The daily brief, as a page and in the shapes it is sent in.
public final class BriefPages {
    private static final int LISTED = 30;

    private final Briefs briefs;
    private final Frames frames;
    private final Predicate<Identity> reads;
    private final Supplier<String> address;
    private final Function<Optional<Identity>, Coaching> coaching;

    /// @param reads whether somebody answers for how calls end; a brief names others' cases
    /// @param address where people reach this server; a request's `Host` is not trusted with links
    /// @param coaching with the links that a reader may follow; of nobody, those of the managers'
    ///   channel, where the brief is sent
    public BriefPages(
            Briefs briefs,
            Frames frames,
            Predicate<Identity> reads,
            Supplier<String> address,
            Function<Optional<Identity>, Coaching> coaching) {
        this.briefs = briefs;
        this.frames = frames;
        this.reads = reads;
        this.address = address;
        this.coaching = coaching;
    }

    public void mount(Web web) {
        web.get("/brief", e -> forReaders(e, this::page));
        web.get("/brief/:file", e -> forReaders(e, this::file));
    }

    private void forReaders(Exchange e, Consumer<Exchange> then) {
        if (!reads.test(e.identity())) {
            throw new Problem(
                            403,
                            "role",
                            "Your role does not include this",
                            "none of your roles reads the daily brief",
                            "your own figures are on your home page")
                    .asException();
        }
        then.accept(e);
    }

    private void page(Exchange e) {
        var all = briefs.newest(LISTED);
        var chosen =
                e.param("day").isEmpty()
                        ? all.stream().findFirst()
                        : briefs.of(day(e.param("day")));
        if (chosen.isEmpty() && !e.param("day").isEmpty()) {
            throw none(day(e.param("day")));
        }
        e.render(
                "page/brief.jte",
                Map.of(
                        "frame",
                        frames.frame(e, "insight", "Daily brief"),
                        "brief",
                        chosen,
                        "previous",
                        chosen.flatMap(c -> beside(all, c, -1)),
                        "next",
                        chosen.flatMap(c -> beside(all, c, 1)),
                        "all",
                        all,
                        "coaching",
                        coaching.apply(Optional.of(e.identity()))));
    }

    /// The nearest brief before or after: a day on which nothing was in force has none.
    private static Optional<LocalDate> beside(List<DailyBrief> all, DailyBrief one, int way) {
        return all.stream()
                .map(DailyBrief::day)
                .filter(d -> Integer.signum(d.compareTo(one.day())) == way)
                .min((a, b) -> way * a.compareTo(b));
    }

    /// `2026-11-20.md`, `.slack.json` or `.card.json`.
    private void file(Exchange e) {
        var file = e.pathParam("file");
        var dot = file.indexOf('.');
        var day = day(dot < 0 ? file : file.substring(0, dot));
        var brief = briefs.of(day).orElseThrow(() -> none(day));
        var base = address.get();
        var channel = coaching.apply(Optional.empty());
        switch (dot < 0 ? "" : file.substring(dot + 1)) {
            case "slack.json" -> e.json(200, BriefText.slack(brief, base, channel));
            case "card.json" -> e.json(200, BriefText.adaptiveCard(brief, base, channel));
            case "md" ->
                    e.text(
                            200,
                            "text/markdown; charset=utf-8",
                            BriefText.markdown(brief, base, channel));
            default ->
                    throw new Problem(
                                    404,
                                    "no-such-shape",
                                    "No such shape",
                                    "a brief has no shape `" + file + "`",
                                    "end it with .md, .slack.json or .card.json")
                            .asException();
        }
    }

    private static RuntimeException none(LocalDate day) {
        return new Problem(
                        404,
                        "no-brief",
                        "No brief",
                        "there is no brief of " + day,
                        "the brief page lists them")
                .asException();
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException bad) {
            throw new Problem(
                            400,
                            "not-a-day",
                            "Not a day",
                            "`" + text + "` is no day",
                            "write one such as 2026-11-20")
                    .asException();
        }
    }
}
