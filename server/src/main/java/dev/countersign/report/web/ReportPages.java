package dev.countersign.report.web;

import dev.countersign.desk.CaseQuery;
import dev.countersign.desk.Desk;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.kernel.Problem;
import dev.countersign.people.Identity;
import dev.countersign.report.BriefText;
import dev.countersign.report.Briefs;
import dev.countersign.report.HomeView;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Offer;
import dev.countersign.ui.Web;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Home pages and the daily brief.
public final class ReportPages {
    private final Briefs briefs;
    private final Desk desk;
    private final Frames frames;
    private final Function<Identity, List<Offer>> offers;
    private final InstantSource clock;

    public ReportPages(
            Briefs briefs,
            Desk desk,
            Frames frames,
            Function<Identity, List<Offer>> offers,
            InstantSource clock) {
        this.briefs = briefs;
        this.desk = desk;
        this.frames = frames;
        this.offers = offers;
        this.clock = clock;
    }

    public void mount(Web web) {
        web.get("/home", this::home);
        web.get("/brief", this::brief);
        web.get("/brief/:file", this::briefFile);
        web.get("/palette.json", this::palette);
    }

    private void home(Exchange e) {
        var identity = e.identity();
        var zone = identity.person().zone();
        var now = clock.instant();
        var today = now.atZone(zone).toLocalDate();
        var from = today.atStartOfDay(zone).toInstant();
        var figures = briefs.brief(today, from, now.plusSeconds(1)).figures();
        var waiting = waiting(identity);
        var own = waiting.isEmpty() ? own(identity) : List.<ExceptionCase>of();
        var name = identity.person().name().split(" ", 2)[0];
        var may = offers.apply(identity);
        e.render(
                "page/home.jte",
                Map.of(
                        "frame",
                        frames.frame(e, "home", "Home"),
                        "view",
                        new HomeView(
                                "Good " + partOfDay(now, identity) + ", " + name,
                                lead(waiting.size()),
                                waiting.isEmpty()
                                        ? may.isEmpty() ? "" : "/ask"
                                        : "/cases/" + waiting.getFirst().id(),
                                waiting.isEmpty() ? "Ask something" : "Open the most urgent",
                                figures,
                                waiting.isEmpty() && !own.isEmpty()
                                        ? "Your own held and blocked answers"
                                        : "Waits for you",
                                waiting.isEmpty() ? own : waiting,
                                "When an answer stops for one of your roles, it appears here and in"
                                        + " the rail, at once.",
                                may)));
    }

    private static String lead(int waiting) {
        return switch (waiting) {
            case 0 -> "Nothing waits for your decision.";
            case 1 -> "One case waits for your decision.";
            default -> waiting + " cases wait for your decision, the most urgent first.";
        };
    }

    private static String partOfDay(Instant now, Identity identity) {
        var hour = now.atZone(identity.person().zone()).getHour();
        return hour < 12 ? "morning" : hour < 18 ? "afternoon" : "evening";
    }

    private List<ExceptionCase> waiting(Identity identity) {
        if (identity.person().roles().isEmpty()) {
            return List.of();
        }
        return desk.query(CaseQuery.queueOf(identity.person().roles(), 20)).stream()
                .filter(c -> !c.opened().raisedBy().equals(identity.id()))
                .limit(8)
                .toList();
    }

    private List<ExceptionCase> own(Identity identity) {
        var all = CaseQuery.all(8);
        return desk.query(
                new CaseQuery(
                        all.state(),
                        all.kind(),
                        all.tool(),
                        java.util.Optional.of(identity.id()),
                        List.of(),
                        "",
                        all.openedFrom(),
                        all.openedTo(),
                        false,
                        8,
                        0));
    }

    private void brief(Exchange e) {
        var newest = briefs.newest(15);
        var chosen =
                e.param("day").isEmpty()
                        ? newest.stream().findFirst()
                        : briefs.of(day(e.param("day")));
        e.render(
                "page/brief.jte",
                Map.of(
                        "frame",
                        frames.frame(e, "insight", "Daily brief"),
                        "brief",
                        chosen,
                        "earlier",
                        newest.stream()
                                .filter(b -> !chosen.filter(b::equals).isPresent())
                                .toList()));
    }

    /// `2026-11-20.md`, `.slack.json` or `.card.json`.
    private void briefFile(Exchange e) {
        var file = e.pathParam("file");
        var dot = file.indexOf('.');
        var day = day(dot < 0 ? file : file.substring(0, dot));
        var brief =
                briefs.of(day)
                        .orElseThrow(() ->
                                new Problem(
                                                404,
                                                "no-brief",
                                                "No brief",
                                                "there is no brief of " + day,
                                                "the brief page lists them")
                                        .asException());
        var base = "http://" + e.header("host").orElse("localhost");
        switch (dot < 0 ? "" : file.substring(dot + 1)) {
            case "slack.json" -> e.json(200, BriefText.slack(brief, base));
            case "card.json" -> e.json(200, BriefText.adaptiveCard(brief, base));
            default -> e.text(200, "text/markdown; charset=utf-8", BriefText.markdown(brief, base));
        }
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

    private void palette(Exchange e) {
        var items = new java.util.ArrayList<Map<String, String>>();
        items.add(item("Home", "page", "/home"));
        items.add(item("My work", "page", "/work"));
        items.add(item("Ask", "page", "/ask"));
        items.add(item("Playbook", "page", "/playbook"));
        items.add(item("Prompt library", "page", "/prompts"));
        items.add(item("Daily brief", "page", "/brief"));
        items.add(item("Prompt log", "page", "/calls"));
        items.add(item("Ledger", "page", "/ledger"));
        items.add(item("People", "page", "/people"));
        items.add(item("Waivers", "page", "/waivers"));
        items.add(item("Profile and keys", "page", "/me"));
        offers.apply(e.identity())
                .forEach(o ->
                        items.add(item("Ask " + o.name(), "prompt", "/ask?prompt=" + o.name())));
        waiting(e.identity())
                .forEach(c -> items.add(item(c.opened().title(), "case", "/cases/" + c.id())));
        e.json(200, Map.of("items", items));
    }

    private static Map<String, String> item(String label, String kind, String href) {
        return Map.of("label", label, "kind", kind, "href", href);
    }
}
