package dev.countersign.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.launch.Confirmation;
import dev.countersign.launch.Item;
import dev.countersign.launch.Launch;
import dev.countersign.launch.Launches;
import dev.countersign.launch.ReadOut;
import dev.countersign.launch.Wanted;
import dev.countersign.report.TeamWeek;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

/// `/v1/launches`: two weeks in which one team begins.
public final class LaunchResources {
    private static final String ALL = "/v1/launches";
    private static final String ONE = ALL + "/:id";

    private final Launches launches;

    public LaunchResources(Launches launches) {
        this.launches = launches;
    }

    public void mount(Web web) {
        web.get(ALL, this::list);
        web.post(ALL, this::start);
        web.get(ONE, e -> e.json(200, sheet(launches.see(e.identity(), e.pathParam("id")))));
        web.post(ONE + "/confirm", this::confirm);
        web.post(ONE + "/read-out", this::readOut);
        web.post(ONE + "/call-off", this::callOff);
    }

    private void list(Exchange e) {
        e.json(
                200,
                Map.of(
                        "launches",
                        launches.all(e.identity()).stream().map(LaunchResources::json).toList()));
    }

    private static Map<String, Object> json(Launch l) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", l.id());
        out.put("team", l.team());
        out.put("cohort", l.cohort());
        out.put("people", l.people());
        out.put("monday", l.monday().toString());
        out.put("last", l.last().toString());
        out.put("zone", l.zone().getId());
        out.put(
                "workflows",
                l.workflows().stream()
                        .map(g ->
                                Map.of(
                                        "workflow", g.workflow(),
                                        "slo", g.slo(),
                                        "target", g.target().toPlainString()))
                        .toList());
        out.put("started_by", l.startedBy());
        out.put("started_at", l.startedAt().toString());
        l.calledOff().ifPresent(w -> out.put("called_off", word(w)));
        return out;
    }

    private static Map<String, Object> word(Launch.Word w) {
        return Map.of("by", w.by(), "words", w.words(), "at", w.at().toString());
    }

    private static Map<String, Object> sheet(Launches.Sheet s) {
        var out = json(s.launch());
        out.put("met", s.met());
        out.put("items", s.items().stream().map(LaunchResources::json).toList());
        s.inForce()
                .ifPresent(scope -> {
                    out.put("roles", scope.roles());
                    out.put("rbac_digest", scope.rolesDigest());
                    out.put("regions", scope.regions());
                    out.put("regions_digest", scope.regionsDigest());
                });
        out.put("confirmations", s.confirmations().stream().map(LaunchResources::json).toList());
        out.put("read_outs", s.readOuts().stream().map(LaunchResources::json).toList());
        return out;
    }

    private static Map<String, Object> json(Item i) {
        return Map.of(
                "number",
                i.number(),
                "title",
                i.title(),
                "state",
                i.state().name().toLowerCase(Locale.ROOT),
                "due",
                i.due().toString(),
                "seen",
                i.seen().stream()
                        .map(x -> Map.of("sentence", x.sentence(), "href", x.href()))
                        .toList(),
                "next",
                i.next());
    }

    private static Map<String, Object> json(Confirmation c) {
        var out = new LinkedHashMap<String, Object>(word(c.said()));
        out.put("number", c.number());
        out.put("rbac_digest", c.rolesDigest());
        out.put("regions_digest", c.regionsDigest());
        out.put("playbook", c.playbook());
        c.voided()
                .ifPresent(v -> {
                    out.put("voided_because", v.because());
                    out.put("voided_at", v.at().toString());
                });
        return out;
    }

    private static Map<String, Object> json(ReadOut r) {
        var out = new LinkedHashMap<String, Object>(word(r.said()));
        out.put("friday", r.friday().toString());
        out.putAll(json(r.figures()));
        return out;
    }

    private static Map<String, Object> json(TeamWeek w) {
        return Map.of(
                "from",
                w.window().from().toString(),
                "to",
                w.window().to().toString(),
                "hours_returned",
                w.hours(),
                "saved",
                w.saved().stream()
                        .map(s ->
                                Map.of(
                                        "workflow",
                                        s.workflow(),
                                        "answers",
                                        s.answers(),
                                        "minutes",
                                        s.minutes().map(m -> m.toPlainString()).orElse("")))
                        .toList(),
                "exceptions_closed",
                w.closed(),
                "expired",
                w.expired());
    }

    /// `{"team": "…", "cohort": "…" or "people": […], "monday": "2026-11-23", "workflows":
    /// [{"workflow": "…", "slo": "minutes per piece", "target": "5"}, …]}`
    private void start(Exchange e) {
        var body = e.json();
        var started =
                launches.start(
                        e.identity(),
                        new Wanted(
                                body.path("team").asText(),
                                body.path("cohort").asText(),
                                all(body.path("people")).map(JsonNode::asText).toList(),
                                body.path("monday").asText(),
                                all(body.path("workflows")).map(LaunchResources::typed).toList()));
        e.json(201, sheet(launches.see(e.identity(), started.id())));
    }

    private static Wanted.Typed typed(JsonNode w) {
        return new Wanted.Typed(
                w.path("workflow").asText(), w.path("slo").asText(), w.path("target").asText());
    }

    private static java.util.stream.Stream<JsonNode> all(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private void confirm(Exchange e) {
        var body = e.json();
        e.json(
                201,
                json(
                        launches.confirm(
                                e.identity(),
                                e.pathParam("id"),
                                body.path("rbac_digest").asText(),
                                body.path("regions_digest").asText(),
                                body.path("words").asText())));
    }

    private void readOut(Exchange e) {
        var body = e.json();
        e.json(
                201,
                json(
                        launches.readOut(
                                e.identity(),
                                e.pathParam("id"),
                                body.path("friday").asText(),
                                body.path("words").asText())));
    }

    private void callOff(Exchange e) {
        launches.callOff(e.identity(), e.pathParam("id"), e.json().path("reason").asText());
        e.json(200, sheet(launches.see(e.identity(), e.pathParam("id"))));
    }
}
