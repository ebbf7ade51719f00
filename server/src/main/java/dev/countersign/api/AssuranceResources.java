package dev.countersign.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.assurance.Assurance;
import dev.countersign.assurance.Assurance.Found;
import dev.countersign.assurance.Certificate;
import dev.countersign.assurance.NewWork;
import dev.countersign.assurance.WorkFile;
import dev.countersign.assurance.WorkSample;
import dev.countersign.assurance.WorkSample.Defect;
import dev.countersign.kernel.Problem;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// `/v1/work-items`, `/v1/tools` and `/v1/certificates`: work for shadow mode, its reviews, and
/// what they are worth.
public final class AssuranceResources {
    private static final int MOST = 500;

    private final Assurance assurance;

    public AssuranceResources(Assurance assurance) {
        this.assurance = assurance;
    }

    public void mount(Web web) {
        web.post("/v1/work-items", this::put);
        web.get("/v1/work-items", this::list);
        web.get("/v1/work-items/:id", this::one);
        web.post("/v1/work-items/:id/answer", this::answer);
        web.post("/v1/work-items/:id/review", this::review);
        web.get("/v1/tools", this::tools);
        web.post("/v1/tools/:tool/withhold", this::withhold);
        web.post("/v1/tools/:tool/lift", this::lift);
        web.get("/v1/certificates", this::certificates);
        web.get("/v1/certificates/:id", this::certificate);
    }

    /// One object, `{"items": [...]}`, or a CSV file with `?tool=`.
    private void put(Exchange e) {
        var type = e.header("Content-Type").orElse("");
        List<NewWork> work;
        if (type.startsWith("text/csv")) {
            work = WorkFile.read(e.param("tool"), e.body());
        } else {
            var items = e.json().path("items");
            var nodes = new ArrayList<JsonNode>();
            if (items.isMissingNode()) {
                nodes.add(e.json());
            } else {
                items.forEach(nodes::add);
            }
            if (nodes.isEmpty() || nodes.size() > MOST) {
                throw new Problem(
                                422,
                                "items",
                                "Nothing was taken",
                                "`items` holds " + nodes.size() + " pieces of work",
                                "send 1 to " + MOST + " at once")
                        .asException();
            }
            work = nodes.stream().map(n -> work(e, new Fields(n))).toList();
        }
        var taken = assurance.put(e.identity(), work);
        e.json(201, Map.of("items", taken.stream().map(s -> json(e, s)).toList()));
    }

    private static NewWork work(Exchange e, Fields f) {
        return new NewWork(
                f.text("tool"),
                "api",
                f.text("id"),
                f.text("worker", e.identity().id()),
                f.text("input"),
                Optional.of(f.node().path("answer").asText("")).filter(a -> !a.isBlank()));
    }

    /// What waits for one's own answer, or, with `?review=true`, for one's review.
    private void list(Exchange e) {
        var tool = Optional.of(e.param("tool")).filter(t -> !t.isBlank());
        var items =
                e.param("review").equals("true")
                        ? assurance.toReview(e.identity(), tool)
                        : assurance.waitingFor(e.identity()).stream()
                                .filter(s -> tool.filter(t -> !t.equals(s.tool())).isEmpty())
                                .toList();
        e.json(200, Map.of("items", items.stream().map(s -> json(e, s)).toList()));
    }

    private void one(Exchange e) {
        e.json(200, json(e, assurance.sample(e.identity(), e.pathParam("id"))));
    }

    private void answer(Exchange e) {
        assurance.answer(e.identity(), e.pathParam("id"), new Fields(e.json()).text("answer"));
        one(e);
    }

    private void review(Exchange e) {
        var body = e.json();
        if (!body.path("first").isBoolean()) {
            throw new Problem(
                            400,
                            "malformed",
                            "The body cannot be read",
                            "`first` must be true or false",
                            "say whether the first answer can be used as it is, and the second")
                    .asException();
        }
        var defect = defect(body.path("defect").asText(""));
        assurance.review(
                e.identity(),
                e.pathParam("id"),
                Found.blind(
                        assurance.sample(e.identity(), e.pathParam("id")),
                        body.path("first").booleanValue(),
                        body.path("second").isBoolean()
                                ? Optional.of(body.path("second").booleanValue())
                                : Optional.empty(),
                        defect,
                        defect,
                        body.path("words").asText("")));
        one(e);
    }

    /// @throws dev.countersign.kernel.ProblemException 422 for a word that names none
    public static Optional<Defect> defect(String word) {
        if (word.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(
                Arrays.stream(Defect.values())
                        .filter(d -> lower(d).equals(word))
                        .findFirst()
                        .orElseThrow(() ->
                                new Problem(
                                                422,
                                                "defect",
                                                "Nothing was changed",
                                                "`" + word + "` is no kind of defect",
                                                "write one of "
                                                        + Arrays.stream(Defect.values())
                                                                .map(AssuranceResources::lower)
                                                                .collect(Collectors.joining(", ")))
                                        .asException()));
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    /// Whose answer is whose is told once it cannot colour anybody's judgement: when it is
    /// reviewed. Until then a reviewer has the first and the second, the worker their own.
    private Map<String, Object> json(Exchange e, WorkSample s) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", s.id());
        out.put("kind", lower(s.kind()));
        out.put("tool", s.tool());
        out.put("source", s.source());
        var mine = s.worker().equals(e.identity().id());
        if (s.caseId().isEmpty()) {
            out.put("source_id", s.sourceId());
        } else if (mine || s.review().isPresent()) {
            // A reviewer would see there whose answer is whose.
            out.put("source_id", s.sourceId());
            out.put("case", s.caseId().get());
        }
        out.put("state", lower(s.stage()));
        out.put("input", s.input());
        s.trouble().ifPresent(t -> out.put("trouble", t));
        var brought = s.ownBroughtBy().equals(e.identity().id());
        if (mine || brought || s.review().isPresent()) {
            out.put("worker", s.worker());
            out.put("answer", s.own().orElse(""));
        } else if (s.stage() == WorkSample.Stage.WAITS_FOR_REVIEW
                && assurance.reviewsAny(e.identity())) {
            out.put("first", s.shown(true));
            if (s.kind() == WorkSample.Kind.SHADOW) {
                out.put("second", s.shown(false));
            }
        }
        if (s.review().isPresent()) {
            s.given()
                    .ifPresent(g -> {
                        out.put("tool_answer", g.answer());
                        out.put("confidence", g.score().orElse(""));
                        out.put("prompt", g.prompt());
                        out.put("answered_by", g.answeredBy());
                        out.put("call", g.call());
                    });
        }
        s.review()
                .ifPresent(r -> {
                    out.put("right", r.right());
                    r.workerRight().ifPresent(w -> out.put("worker_right", w));
                    r.defect().ifPresent(d -> out.put("defect", lower(d)));
                    out.put("words", r.words());
                    out.put("reviewer", r.reviewer());
                    out.put("reviewed_at", r.at().toString());
                });
        out.put("created_at", s.createdAt().toString());
        return out;
    }

    private void tools(Exchange e) {
        e.json(
                200,
                Map.of(
                        "tools",
                        assurance.standings().stream()
                                .map(s -> {
                                    var out = new LinkedHashMap<String, Object>();
                                    out.put("tool", s.tool().name());
                                    out.put("prompt", s.tool().prompt());
                                    s.version()
                                            .ifPresent(v -> {
                                                out.put("version", v.digest());
                                                out.put("prompt_version", v.prompt());
                                                out.put("model", v.model());
                                                out.put("recipe", v.recipe());
                                            });
                                    out.put("reviewed", s.known().reviewed());
                                    s.tool().samplesAsked().ifPresent(n -> out.put("asked", n));
                                    out.put(
                                            "certificates",
                                            s.known().promises().stream()
                                                    .map(p -> p.id())
                                                    .toList());
                                    s.withheld().ifPresent(w -> out.put("withheld", w.why()));
                                    return out;
                                })
                                .toList()));
    }

    private void withhold(Exchange e) {
        assurance.withhold(e.identity(), e.pathParam("tool"), new Fields(e.json()).text("why"));
        e.json(200, Map.of("withheld", true));
    }

    private void lift(Exchange e) {
        assurance.lift(e.identity(), e.pathParam("tool"), new Fields(e.json()).text("why"));
        e.json(200, Map.of("withheld", false));
    }

    private void certificates(Exchange e) {
        var tool = Optional.of(e.param("tool")).filter(t -> !t.isBlank());
        e.json(
                200,
                Map.of(
                        "certificates",
                        assurance.certificates(tool).stream()
                                .map(AssuranceResources::json)
                                .toList()));
    }

    private void certificate(Exchange e) {
        e.json(200, json(assurance.certificate(e.pathParam("id"))));
    }

    private static Map<String, Object> json(Certificate c) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", c.id());
        out.put("tool", c.tool());
        out.put("version", c.version().digest());
        out.put("prompt", c.version().prompt());
        out.put("model", c.version().model());
        out.put("answered_by", c.answeredBy());
        out.put("recipe", c.version().recipe());
        out.put("method", c.method());
        out.put("threshold", c.threshold());
        out.put("samples", c.samples());
        out.put("released", c.released());
        out.put("errors", c.errors());
        out.put("error", c.error());
        out.put("delta", c.delta());
        out.put("reviewers", c.reviewers());
        out.put("issued_at", c.issuedAt().toString());
        out.put("expires_at", c.expiresAt().toString());
        c.voided()
                .ifPresent(v ->
                        out.put(
                                "voided",
                                Map.of(
                                        "at", v.at().toString(),
                                        "code", v.code(),
                                        "cause", v.cause())));
        return out;
    }
}
