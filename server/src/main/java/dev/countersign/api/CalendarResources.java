package dev.countersign.api;

import dev.countersign.cohort.Agenda;
import dev.countersign.cohort.Cohorts;
import dev.countersign.cohort.QuietHours;
import dev.countersign.cohort.Typed;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.time.DayOfWeek;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

/// `/v1/calendar` and `/v1/notices`: one's own sessions and deadlines, and what one was told.
public final class CalendarResources {
    private final Cohorts cohorts;

    public CalendarResources(Cohorts cohorts) {
        this.cohorts = cohorts;
    }

    public void mount(Web web) {
        web.get("/v1/calendar", this::calendar);
        web.post("/v1/calendar/address", this::rotate);
        web.delete("/v1/calendar/address", this::end);
        web.get("/v1/calendar/quiet-hours", e -> quiet(e, cohorts.notices().quiet(e.identity())));
        web.post("/v1/calendar/quiet-hours", this::beQuiet);
        web.get("/v1/calendar/chat", this::chat);
        web.post("/v1/calendar/chat", this::turnChat);
        web.get("/v1/notices", this::notices);
        web.post("/v1/notices/seen", this::seen);
    }

    /// `?from=2026-11-23&to=2026-12-01`, days in one's own zone.
    private void calendar(Exchange e) {
        var zone = e.identity().person().zone();
        var from = Typed.date(e.param("from")).atStartOfDay(zone).toInstant();
        var to = Typed.date(e.param("to")).atStartOfDay(zone).toInstant();
        e.json(
                200,
                Map.of(
                        "items",
                        cohorts.agenda().between(e.identity(), from, to).stream()
                                .map(CalendarResources::json)
                                .toList()));
    }

    private static Map<String, Object> json(Agenda.Item i) {
        var out = new LinkedHashMap<String, Object>();
        out.put("kind", i.kind().word());
        out.put("title", i.title());
        out.put("cohort", i.cohort());
        out.put("starts", i.starts().toString());
        i.ends().ifPresent(ends -> out.put("ends", ends.toString()));
        out.put("cancelled", i.cancelled());
        out.put("done", i.done());
        out.put("href", i.href());
        return out;
    }

    private void rotate(Exchange e) {
        e.json(201, Map.of("address", cohorts.feeds().rotate(e.identity())));
    }

    private void end(Exchange e) {
        e.json(200, Map.of("ended", cohorts.feeds().end(e.identity())));
    }

    private static void quiet(Exchange e, QuietHours q) {
        e.json(
                200,
                Map.of(
                        "zone", q.zone().getId(),
                        "from", q.from().toString(),
                        "to", q.to().toString(),
                        "days_off",
                                q.daysOff().stream()
                                        .sorted()
                                        .map(DayOfWeek::name)
                                        .map(d -> d.substring(0, 3).toLowerCase(Locale.ROOT))
                                        .toList()));
    }

    private void beQuiet(Exchange e) {
        var body = e.json();
        var hours =
                Typed.quiet(
                        body.path("zone").asText(e.identity().person().zone().getId()),
                        body.path("from").asText(),
                        body.path("to").asText(),
                        StreamSupport.stream(body.path("days_off").spliterator(), false)
                                .map(d -> d.asText())
                                .toList());
        cohorts.notices().beQuiet(e.identity(), hours);
        quiet(e, hours);
    }

    private void chat(Exchange e) {
        var daily = cohorts.daily().of(e.identity());
        e.json(
                200,
                Map.of(
                        "connected",
                        daily.isPresent(),
                        "on",
                        daily.map(d -> d.on()).orElse(false),
                        "last",
                        daily.flatMap(d -> d.last()).orElse("")));
    }

    private void turnChat(Exchange e) {
        cohorts.daily().turn(e.identity(), e.json().path("on").asBoolean());
        chat(e);
    }

    private void notices(Exchange e) {
        e.json(
                200,
                Map.of(
                        "notices",
                        cohorts.notices().of(e.identity()).stream()
                                .map(n ->
                                        Map.of(
                                                "id", n.id(),
                                                "sentence", n.sentence(),
                                                "href", n.href(),
                                                "told", n.told().toString()))
                                .toList()));
    }

    private void seen(Exchange e) {
        cohorts.notices().seen(e.identity(), e.json().path("id").asText());
        e.json(200, Map.of("seen", true));
    }
}
