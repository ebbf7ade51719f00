package dev.countersign.measure.web;

import dev.countersign.kernel.ProblemException;
import dev.countersign.measure.Kpis;
import dev.countersign.measure.NewReading;
import dev.countersign.measure.Reading;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.ui.Csv;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Refusals;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The KPIs of the tracks, and what was measured of each.
public final class KpiPages {
    private static final String LIST = "/kpis";
    private static final List<String> FORM =
            List.of("value", "from", "to", "pieces", "note", "why", "reading");

    private final Kpis kpis;
    private final People people;
    private final Function<String, Optional<Instant>> completed;
    private final Frames frames;

    /// @param completed when the first one of a role completed
    public KpiPages(
            Kpis kpis,
            People people,
            Function<String, Optional<Instant>> completed,
            Frames frames) {
        this.kpis = kpis;
        this.people = people;
        this.completed = completed;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get(LIST, e -> list(e, "", "", 200));
        web.post("/kpis/readings", this::take);
        web.get(LIST + "/:kpi", e -> one(e, "", 200));
        web.get(LIST + "/:kpi/readings.csv", this::csv);
        web.post(LIST + "/:kpi", this::record);
        web.post(LIST + "/:kpi/correct", this::correct);
    }

    private void list(Exchange e, String told, String error, int status) {
        e.html(
                status,
                e.rendered(
                        "page/kpis.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "insight", "KPIs"),
                                "tracks",
                                kpis.tracks(e.identity(), completed),
                                "records",
                                Kpis.records(e.identity()),
                                "told",
                                told,
                                "error",
                                error)));
    }

    private void take(Exchange e) {
        try {
            var taken =
                    kpis.take(
                            e.identity(),
                            e.upload("file")
                                    .filter(b -> b.length > 0)
                                    .map(Exchange::utf8)
                                    .orElseGet(() -> e.rawParam("text")));
            list(
                    e,
                    taken == 0
                            ? "Every reading of the file was written down before."
                            : taken + (taken == 1 ? " reading was" : " readings were") + " taken.",
                    "",
                    200);
        } catch (ProblemException refused) {
            var p = refused.problem();
            if (p.status() == 403) {
                throw refused;
            }
            list(e, "", Words.sentences(p.detail(), p.remedy()), p.status());
        }
    }

    /// @param typed what stood in a form before a refusal
    public record View(
            Kpis.Whole whole,
            Course course,
            Map<String, String> names,
            boolean records,
            Map<String, String> typed,
            String error) {
        public String name(String id) {
            return names.getOrDefault(id, id);
        }

        public String typed(String field) {
            return typed.getOrDefault(field, "");
        }

        /// Whether the refused form was that of this reading.
        public boolean corrects(Reading r) {
            return typed("reading").equals(r.id());
        }
    }

    private void one(Exchange e, String error, int status) {
        var whole = kpis.one(e.identity(), e.pathParam("kpi"), completed);
        var names = people.everyone().stream().collect(Collectors.toMap(Person::id, Person::name));
        e.html(
                status,
                e.rendered(
                        "page/kpi.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "insight", whole.spec().title()),
                                "v",
                                new View(
                                        whole,
                                        Course.of(whole),
                                        names,
                                        Kpis.records(e.identity())
                                                && whole.spec().figure().isEmpty(),
                                        FORM.stream()
                                                .collect(Collectors.toMap(f -> f, e::rawParam)),
                                        error))));
    }

    private void record(Exchange e) {
        act(e, () -> kpis.record(e.identity(), typed(e)));
    }

    private void correct(Exchange e) {
        act(e, () -> kpis.correct(e.identity(), e.param("reading"), typed(e), e.rawParam("why")));
    }

    private void act(Exchange e, Runnable act) {
        Refusals.act(
                e,
                () -> LIST + "/" + e.pathParam("kpi"),
                act,
                (error, status) -> one(e, error, status));
    }

    private NewReading typed(Exchange e) {
        return NewReading.of(
                e.pathParam("kpi"),
                e.param("value"),
                e.param("from"),
                e.param("to"),
                e.param("pieces"),
                e.rawParam("note"),
                kpis.today());
    }

    private void csv(Exchange e) {
        var whole = kpis.one(e.identity(), e.pathParam("kpi"), completed);
        var out =
                new StringBuilder(
                        "kpi,from,to,value,pieces,note,recorded_by,recorded_at,replaced_by\r\n");
        for (var r : whole.readings()) {
            out.append(
                            Csv.line(
                                    r.kpi(),
                                    r.value().from().toString(),
                                    r.value().to().toString(),
                                    r.value().value().toPlainString(),
                                    r.value().pieces().map(String::valueOf).orElse(""),
                                    r.note(),
                                    r.by(),
                                    r.at().toString(),
                                    r.replacedBy()))
                    .append("\r\n");
        }
        e.download(
                whole.spec().id() + ".csv",
                "text/csv; charset=utf-8",
                out.toString().getBytes(StandardCharsets.UTF_8));
    }
}
