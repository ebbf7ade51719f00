package dev.countersign.gateway.web;

import dev.countersign.gateway.Ask;
import dev.countersign.gateway.CallQuery;
import dev.countersign.gateway.CallRecord;
import dev.countersign.gateway.CallState;
import dev.countersign.gateway.Gateway;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.policy.Rulebook;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Offer;
import dev.countersign.ui.Web;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Asking, and what became of every question.
public final class CallPages {
    private static final int PAGE = 50;
    private static final int EXPORT_ROWS = 100_000;
    private static final Instant FOREVER = Instant.parse("9999-01-01T00:00:00Z");

    private final Gateway gateway;
    private final Ask ask;
    private final Ledger ledger;
    private final Frames frames;
    private final Function<Identity, List<Offer>> offers;
    private final Supplier<Optional<Rulebook>> rulebook;

    public CallPages(
            Gateway gateway,
            Ask ask,
            Ledger ledger,
            Frames frames,
            Function<Identity, List<Offer>> offers,
            Supplier<Optional<Rulebook>> rulebook) {
        this.gateway = gateway;
        this.ask = ask;
        this.ledger = ledger;
        this.frames = frames;
        this.offers = offers;
        this.rulebook = rulebook;
    }

    public void mount(Web web) {
        web.get("/ask", this::askPage);
        web.post("/ask", this::askNow);
        web.get("/calls", this::list);
        web.get("/calls.csv", this::export);
        web.get("/calls/:id", this::one);
    }

    private void askPage(Exchange e) {
        var id = e.param("call");
        var call =
                id.isEmpty()
                        ? Optional.<CallRecord>empty()
                        : gateway.find(id).filter(c -> c.personId().equals(e.identity().id()));
        show(e, e.param("prompt"), call.map(CallRecord::requestText).orElse(""), call, "", 200);
    }

    private void askNow(Exchange e) {
        try {
            var call = ask.ask(e.identity(), e.param("prompt"), e.rawParam("text"));
            // Fetched anew, so that reloading the page never asks again.
            e.redirect("/ask?prompt=" + call.prompt() + "&call=" + call.id());
        } catch (ProblemException refused) {
            var p = refused.problem();
            var because = p.because().isEmpty() ? "" : ": " + String.join("; ", p.because());
            var error = p.detail() + because + ". " + p.remedy();
            show(e, e.param("prompt"), e.rawParam("text"), Optional.empty(), error, p.status());
        }
    }

    private void show(
            Exchange e,
            String chosen,
            String text,
            Optional<CallRecord> call,
            String error,
            int status) {
        e.html(
                status,
                e.rendered(
                        "page/ask.jte",
                        Map.of(
                                "frame", frames.frame(e, "ask", "Ask"),
                                "runnable", offers.apply(e.identity()),
                                "chosen", chosen,
                                "text", text,
                                "call", call,
                                "answer", call.map(c -> answer(e.identity(), c)).orElse(""),
                                "error", error)));
    }

    /// What the caller may read now: the same that the API would give, so an approved answer is
    /// released by being shown.
    private String answer(Identity identity, CallRecord call) {
        return switch (call.state()) {
            case RELEASED, HELD, BLOCKED, APPROVED, DENIED ->
                    gateway.fetchText(identity, call.id());
            case SENT, RELEASING, FAILED, ABANDONED -> "";
        };
    }

    private void list(Exchange e) {
        var everybody = seesEverybody(e.identity());
        var offset = Math.max(0, e.intParam("offset", 0));
        var calls = gateway.query(query(e, everybody, PAGE + 1, offset));
        var more = calls.size() > PAGE;
        e.render(
                "page/calls.jte",
                Map.of(
                        "frame",
                        frames.frame(e, "records", "Prompt log"),
                        "calls",
                        more ? calls.subList(0, PAGE) : calls,
                        "everybody",
                        everybody,
                        "query",
                        e.param("q"),
                        "state",
                        e.param("state"),
                        "nextHref",
                        more ? next(e, offset + PAGE) : ""));
    }

    private static String next(Exchange e, int offset) {
        var q = java.net.URLEncoder.encode(e.param("q"), java.nio.charset.StandardCharsets.UTF_8);
        return "/calls?q=" + q + "&state=" + e.param("state") + "&offset=" + offset;
    }

    private static CallQuery query(Exchange e, boolean everybody, int limit, int offset) {
        Optional<CallState> state;
        try {
            state =
                    e.param("state").isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    CallState.valueOf(e.param("state").toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException unknown) {
            state = Optional.empty();
        }
        return new CallQuery(
                Instant.EPOCH,
                FOREVER,
                everybody ? Optional.empty() : Optional.of(e.identity().id()),
                Optional.empty(),
                state,
                e.param("q"),
                limit,
                offset);
    }

    private void one(Exchange e) {
        var id = e.pathParam("id");
        var call =
                gateway.find(id)
                        .filter(c ->
                                c.personId().equals(e.identity().id())
                                        || seesEverybody(e.identity())
                                        || gateway.mayReveal(e.identity(), c))
                        .orElseThrow(() ->
                                new Problem(
                                                404,
                                                "unknown-call",
                                                "No such call",
                                                "there is no call `" + id + "` that you may see",
                                                "look it up in the prompt log")
                                        .asException());
        var readable =
                call.state() == CallState.RELEASED && call.personId().equals(e.identity().id())
                        || seesEverybody(e.identity());
        e.render(
                "page/call.jte",
                Map.of(
                        "frame",
                        frames.frame(e, "records", "Call"),
                        "call",
                        call,
                        "entries",
                        ledger.about(id),
                        "answer",
                        readable ? call.answerText().orElse("") : ""));
    }

    private void export(Exchange e) {
        if (!seesEverybody(e.identity())) {
            throw new Problem(
                            403,
                            "role",
                            "Your role does not include this",
                            "your roles do not include `prompt_log_export`",
                            "ask the compliance liaison")
                    .asException();
        }
        var out = new StringBuilder(4096);
        out.append(
                "id,created_at,person,role,prompt,upstream,model,model_version,region,playbook,state,"
                        + "confidence,recipe,request,request_digest,answer_digest,case\r\n");
        for (var c : gateway.query(query(e, true, EXPORT_ROWS, 0))) {
            out.append(
                            Csv.line(
                                    c.id(),
                                    c.createdAt().toString(),
                                    c.personId(),
                                    c.role(),
                                    c.promptReference(),
                                    c.upstream(),
                                    c.model(),
                                    c.modelVersion(),
                                    c.region(),
                                    c.playbookVersion(),
                                    c.state().name().toLowerCase(Locale.ROOT),
                                    c.confidence().orElse(""),
                                    c.recipe().orElse(""),
                                    c.requestText(),
                                    c.requestDigest(),
                                    c.answerDigest().orElse(""),
                                    c.caseId().orElse("")))
                    .append("\r\n");
        }
        e.download(
                "prompt-log.csv",
                "text/csv; charset=utf-8",
                out.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private boolean seesEverybody(Identity identity) {
        return rulebook.get()
                .filter(r -> r.roleFor(identity.person().roles(), "prompt_log_export").isPresent())
                .isPresent();
    }
}
