package dev.countersign.quality.web;

import dev.countersign.ledger.Ledger;
import dev.countersign.ledger.StoredEntry;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.playbook.DefectClass;
import dev.countersign.quality.Causes;
import dev.countersign.quality.Defect;
import dev.countersign.quality.Defect.Severity;
import dev.countersign.quality.Defects;
import dev.countersign.quality.Defects.Classed;
import dev.countersign.ui.Csv;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Refusals;
import dev.countersign.ui.Web;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/// The register of defects.
public final class DefectPages {
    private static final int PAGE = 25;
    private static final int MOST_ROWS = 10_000;
    private static final String LIST = "/quality/defects";

    private final Defects defects;
    private final Ledger ledger;
    private final People people;
    private final BiPredicate<Identity, String> opens;
    private final Frames frames;
    private final InstantSource clock;

    /// @param opens whether somebody may open the page of a call
    public DefectPages(
            Defects defects,
            Ledger ledger,
            People people,
            BiPredicate<Identity, String> opens,
            Frames frames,
            InstantSource clock) {
        this.defects = defects;
        this.ledger = ledger;
        this.people = people;
        this.opens = opens;
        this.frames = frames;
        this.clock = clock;
    }

    public void mount(Web web) {
        web.get(LIST, e -> list(e, "", 200));
        web.get("/quality/defects.csv", this::csv);
        web.post(LIST, this::raise);
        web.get(LIST + "/:id", e -> one(e, "", 200));
        web.post(LIST + "/:id", this::classify);
    }

    /// @param typed what stood in the form before a refusal, by field
    public record Register(
            DefectFilter filter,
            List<Defect> rows,
            int matching,
            int page,
            Pareto pareto,
            List<String> tools,
            List<DefectClass> classes,
            Map<String, String> titles,
            Map<String, String> names,
            boolean raises,
            boolean draws,
            Map<String, String> typed,
            String error) {
        public String name(String id) {
            return names.getOrDefault(id, id);
        }

        public String title(String type) {
            return titles.getOrDefault(type, type.isEmpty() ? "not classified yet" : type);
        }

        public String typed(String field) {
            return typed.getOrDefault(field, "");
        }

        public boolean more() {
            return page * PAGE < matching;
        }
    }

    private void list(Exchange e, String error, int status) {
        var filter = DefectFilter.of(e);
        var query = filter.query(clock.instant());
        var page = Math.max(1, e.intParam("page", 1));
        var figures = defects.figures(e.identity(), query);
        e.html(
                status,
                e.rendered(
                        "page/defects.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "quality", "Defects"),
                                "r",
                                new Register(
                                        filter,
                                        defects.list(e.identity(), query, (page - 1) * PAGE, PAGE),
                                        figures.matching(),
                                        page,
                                        Pareto.of(figures.byType(), defects::title),
                                        figures.tools(),
                                        defects.classes(),
                                        titles(),
                                        names(),
                                        Defects.raises(e.identity()),
                                        Causes.signs(e.identity()),
                                        typed(e),
                                        error))));
    }

    private Map<String, String> titles() {
        return defects.classes().stream()
                .collect(Collectors.toMap(DefectClass::id, DefectClass::title));
    }

    private Map<String, String> names() {
        return people.everyone().stream().collect(Collectors.toMap(Person::id, Person::name));
    }

    private static Map<String, String> typed(Exchange e) {
        return Map.of(
                "call", e.rawParam("call"),
                "class", e.rawParam("class"),
                "grade", e.rawParam("grade"),
                "words", e.rawParam("words"));
    }

    private void csv(Exchange e) {
        var query = DefectFilter.of(e).query(clock.instant());
        var out =
                new StringBuilder(
                        "id,raised_at,source,tool,call,class,severity,state,worker,raised_by,cause,words\r\n");
        for (var d : defects.list(e.identity(), query, 0, MOST_ROWS)) {
            out.append(
                            Csv.line(
                                    d.id(),
                                    d.raisedAt().toString(),
                                    d.source().inWords(),
                                    d.tool(),
                                    d.call(),
                                    d.type(),
                                    d.severity().map(Severity::word).orElse(""),
                                    d.state().word(),
                                    d.worker(),
                                    d.raisedBy(),
                                    d.cause(),
                                    d.words()))
                    .append("\r\n");
        }
        e.download(
                "defects.csv",
                "text/csv; charset=utf-8",
                out.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void raise(Exchange e) {
        var made = new String[] {LIST};
        Refusals.act(
                e,
                () -> made[0],
                () ->
                        made[0] =
                                LIST
                                        + "/"
                                        + defects.raise(e.identity(), e.param("call"), classed(e))
                                                .id(),
                (error, status) -> list(e, error, status));
    }

    /// What the form says; a severity that none is chosen of is told as such.
    static Classed classed(Exchange e) {
        return new Classed(e.param("class"), Severity.named(e.param("grade")), e.rawParam("words"));
    }

    /// @param chosen the class that the form begins with
    /// @param opens whether the reader may open the call
    public record View(
            Defect defect,
            String title,
            String chosen,
            List<DefectClass> classes,
            List<StoredEntry> history,
            Map<String, String> names,
            boolean classifies,
            boolean opens,
            String words,
            String grade,
            String error) {
        public String name(String id) {
            return names.getOrDefault(id, id);
        }
    }

    private void one(Exchange e, String error, int status) {
        var who = e.identity();
        var d = defects.see(who, e.pathParam("id"));
        var refused = !error.isEmpty();
        var open = d.state() != Defect.State.SIGNED && d.state() != Defect.State.CLOSED;
        e.html(
                status,
                e.rendered(
                        "page/defect.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "quality", "A defect"),
                                "v",
                                new View(
                                        d,
                                        defects.title(d.type()),
                                        refused
                                                ? e.param("class")
                                                : d.type().isEmpty()
                                                        ? defects.suggested(d)
                                                        : d.type(),
                                        defects.classes(),
                                        ledger.about(d.id()),
                                        names(),
                                        Defects.classifies(who)
                                                && open
                                                && !d.worker().equals(who.id()),
                                        opens.test(who, d.call()),
                                        refused ? e.rawParam("words") : d.words(),
                                        refused
                                                ? e.param("grade")
                                                : d.severity().map(Severity::word).orElse(""),
                                        error))));
    }

    private void classify(Exchange e) {
        var id = e.pathParam("id");
        Refusals.act(
                e,
                () -> LIST + "/" + id,
                () -> defects.classify(e.identity(), id, e.intParam("version", 0), classed(e)),
                (error, status) -> one(e, error, status));
    }
}
