package dev.countersign.api;

import dev.countersign.coaching.Concern;
import dev.countersign.coaching.Concern.Field;
import dev.countersign.coaching.Concerns;
import dev.countersign.coaching.Skills;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// `/v1/concerns` and `/v1/skills`.
public final class CoachingResources {
    private final Concerns concerns;
    private final Skills skills;

    public CoachingResources(Concerns concerns, Skills skills) {
        this.concerns = concerns;
        this.skills = skills;
    }

    public void mount(Web web) {
        web.get("/v1/concerns", this::concerns);
        web.post("/v1/concerns", this::raise);
        web.get("/v1/concerns/:id", this::concern);
        web.post("/v1/concerns/:id/consent", this::consent);
        web.post("/v1/concerns/:id/answer", this::answer);
        web.post("/v1/concerns/:id/escalate", this::escalate);
        web.post("/v1/concerns/:id/settle", this::settle);
        web.get("/v1/skills/:person", this::skills);
        web.post("/v1/skills/:person", this::note);
        web.delete("/v1/skills/:person/:id", this::remove);
    }

    private void concerns(Exchange e) {
        e.json(
                200,
                Map.of(
                        "concerns",
                        concerns.all(e.identity()).stream().map(CoachingResources::json).toList()));
    }

    private static Map<String, Object> json(Concern.Sheet sheet) {
        var c = sheet.concern();
        var out = new LinkedHashMap<String, Object>();
        out.put("id", c.id());
        out.put("status", c.status().name().toLowerCase(Locale.ROOT));
        out.put("question", c.question());
        out.put("raised_by", c.raisedBy());
        out.put("owner", c.owner());
        out.put("version", c.version());
        c.answer().forEach((f, text) -> out.put(f.name().toLowerCase(Locale.ROOT), text));
        out.put("consents", sheet.consents());
        out.put("history", sheet.history().stream().map(h -> h.what()).toList());
        return out;
    }

    private void concern(Exchange e) {
        e.json(200, json(concerns.see(e.identity(), e.pathParam("id"))));
    }

    /// `{"question": "…", "named": false}`, or as a learner's mentor `{"question": "…", "learner":
    /// "…"}`.
    private void raise(Exchange e) {
        var f = new Fields(e.json());
        var learner = f.text("learner", "");
        var c =
                learner.isEmpty()
                        ? concerns.raise(
                                e.identity(),
                                f.text("question"),
                                f.node().path("named").asBoolean(false))
                        : concerns.propose(e.identity(), learner, f.text("question"));
        e.json(201, Map.of("id", c.id(), "status", c.status().words()));
    }

    /// `{"agrees": true, "named": false}`
    private void consent(Exchange e) {
        var body = e.json();
        concerns.consent(
                e.identity(),
                e.pathParam("id"),
                body.path("agrees").asBoolean(false),
                body.path("named").asBoolean(false));
        e.json(200, Map.of("agreed", body.path("agrees").asBoolean(false)));
    }

    /// `{"version": 1, "reality": "…", "evidence": "…", …}`
    private void answer(Exchange e) {
        var f = new Fields(e.json());
        var fields = new EnumMap<Field, String>(Field.class);
        for (var field : Field.values()) {
            fields.put(field, f.text(field.name().toLowerCase(Locale.ROOT), ""));
        }
        concerns.answer(e.identity(), e.pathParam("id"), f.number("version"), fields);
        concern(e);
    }

    private void escalate(Exchange e) {
        var f = new Fields(e.json());
        concerns.escalate(e.identity(), e.pathParam("id"), f.number("version"), f.text("why"));
        concern(e);
    }

    private void settle(Exchange e) {
        var f = new Fields(e.json());
        concerns.settle(e.identity(), e.pathParam("id"), f.number("version"), f.text("why"));
        concern(e);
    }

    private void skills(Exchange e) {
        e.json(
                200,
                Map.of(
                        "skills",
                        skills.of(e.identity(), e.pathParam("person")).stream()
                                .map(CoachingResources::json)
                                .toList()));
    }

    private static Map<String, Object> json(Skills.Use u) {
        return Map.of("id", u.id(), "skill", u.skill(), "use", u.use(), "by", u.by());
    }

    /// `{"skill": "…", "use": "…"}`
    private void note(Exchange e) {
        var f = new Fields(e.json());
        e.json(
                201,
                json(
                        skills.note(
                                e.identity(),
                                e.pathParam("person"),
                                f.text("skill"),
                                f.text("use"))));
    }

    private void remove(Exchange e) {
        skills.remove(e.identity(), e.pathParam("person"), e.pathParam("id"));
        e.json(200, Map.of("removed", true));
    }
}
