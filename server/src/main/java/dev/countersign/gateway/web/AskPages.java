package dev.countersign.gateway.web;

import dev.countersign.gateway.Ask;
import dev.countersign.gateway.CallRecord;
import dev.countersign.gateway.CallState;
import dev.countersign.gateway.Drafts;
import dev.countersign.gateway.Gateway;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.Identity;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Format;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Offer;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asking by page: the same steps and the same record as by API.
public final class AskPages {
    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z");

    private final Gateway gateway;
    private final Ask ask;
    private final Frames frames;
    private final Function<Identity, List<Offer>> offers;

    public AskPages(
            Gateway gateway, Ask ask, Frames frames, Function<Identity, List<Offer>> offers) {
        this.gateway = gateway;
        this.ask = ask;
        this.frames = frames;
        this.offers = offers;
    }

    public void mount(Web web) {
        web.get("/ask", this::page);
        web.post("/ask", this::askNow);
        web.post("/ask/:call/draft", this::settle);
    }

    private void page(Exchange e) {
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
            var error = Words.sentences(p.detail() + because, p.remedy());
            show(e, e.param("prompt"), e.rawParam("text"), Optional.empty(), error, p.status());
        }
    }

    private void settle(Exchange e) {
        var id = e.pathParam("call");
        var call = gateway.find(id).filter(c -> c.personId().equals(e.identity().id()));
        var prompt = call.map(CallRecord::prompt).orElse("");
        try {
            var how =
                    switch (e.param("outcome")) {
                        case "edit" -> Drafts.How.EDITED;
                        case "discard" -> Drafts.How.DISCARDED;
                        default -> Drafts.How.ACCEPTED;
                    };
            gateway.drafts().settle(e.identity(), id, how, e.rawParam("text"));
            e.redirect("/ask?prompt=" + prompt + "&call=" + id);
        } catch (ProblemException refused) {
            var p = refused.problem();
            var error = Words.sentences(p.detail(), p.remedy());
            var text = call.map(CallRecord::requestText).orElse("");
            show(e, prompt, text, call, error, p.status());
        }
    }

    private void show(
            Exchange e,
            String chosen,
            String text,
            Optional<CallRecord> call,
            String error,
            int status) {
        var frame = frames.frame(e, "ask", "Ask");
        e.html(
                status,
                e.rendered(
                        "page/ask.jte",
                        Map.of(
                                "frame", frame,
                                "runnable", offers.apply(e.identity()),
                                "chosen", chosen,
                                "text", text,
                                "call", call,
                                "draft",
                                        call.filter(c -> c.state() == CallState.RELEASED)
                                                .filter(gateway.drafts()::isDraft)
                                                .map(c ->
                                                        gateway.drafts()
                                                                .of(c.id())
                                                                .map(s ->
                                                                        s.how()
                                                                                .name()
                                                                                .toLowerCase(
                                                                                        Locale
                                                                                                .ROOT))
                                                                .orElse("open"))
                                                .orElse(""),
                                "answer",
                                        call.map(c -> answer(e.identity(), c, frame.format()))
                                                .orElse(""),
                                "error", error)));
    }

    /// What the caller may read now: the same that the API would give, so an approved answer is
    /// released by being shown.
    private String answer(Identity identity, CallRecord call, Format format) {
        return switch (call.state()) {
            case HELD, BLOCKED -> inZone(gateway.fetchText(identity, call.id()), format);
            case RELEASED, APPROVED, DENIED -> gateway.fetchText(identity, call.id());
            case SENT, RELEASING, SHADOWED, FAILED, ABANDONED -> "";
        };
    }

    /// Programs read the due time in UTC; people read it in their zone.
    private static String inZone(String keptBack, Format format) {
        return INSTANT.matcher(keptBack)
                .replaceAll(at -> Matcher.quoteReplacement(format.when(Instant.parse(at.group()))));
    }
}
