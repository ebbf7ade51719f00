package dev.countersign.prompt.web;

import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.Identity;
import dev.countersign.prompt.Prompt;
import dev.countersign.prompt.PromptLibrary;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.ShadowFields;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import java.util.List;
import java.util.Map;

/// The prompt library's pages.
public final class PromptPages {
    private static final List<String> MAY_CHANGE = List.of("programme_manager", "administrator");

    /// Makes a version live, or proposes it; a higher module knows which.
    @FunctionalInterface
    public interface Activating {
        /// @return the page to go on to
        String activate(Identity by, String name, int version, String why, ShadowFields shadow);
    }

    private final PromptLibrary library;
    private final Activating activating;
    private final Frames frames;

    public PromptPages(PromptLibrary library, Activating activating, Frames frames) {
        this.library = library;
        this.activating = activating;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get("/prompts", this::list);
        web.get("/prompts/:name", e -> one(e, "", 200));
        web.post("/prompts/:name/publish", this::publish);
        web.post("/prompts/:name/activate", this::activate);
    }

    private void list(Exchange e) {
        var prompts =
                library.names().stream()
                        .map(n -> library.live(n).orElseGet(() -> library.versions(n).getFirst()))
                        .toList();
        e.render(
                "page/prompts.jte",
                Map.of(
                        "frame",
                        frames.frame(e, "programme", "Prompt library"),
                        "prompts",
                        prompts));
    }

    private void one(Exchange e, String error, int status) {
        var versions = versions(e);
        e.html(
                status,
                e.rendered(
                        "page/prompt.jte",
                        Map.of(
                                "frame", frames.frame(e, "programme", versions.getFirst().name()),
                                "versions", versions,
                                "live",
                                        library.live(versions.getFirst().name())
                                                .map(Prompt::version)
                                                .orElse(0),
                                "mayChange", e.identity().hasAny(MAY_CHANGE),
                                "error", error)));
    }

    private void publish(Exchange e) {
        requireMayChange(e.identity());
        var was = versions(e).getFirst();
        library.publish(
                new Prompt(
                        was.name(),
                        0,
                        was.kind(),
                        was.owner(),
                        was.summary(),
                        e.rawParam("text"),
                        was.upstream(),
                        was.model(),
                        e.param("model_version"),
                        was.recipe(),
                        was.streaming(),
                        was.createdAt(),
                        ""),
                e.identity().id());
        e.redirect("/prompts/" + was.name());
    }

    private void activate(Exchange e) {
        requireMayChange(e.identity());
        try {
            e.redirect(
                    activating.activate(
                            e.identity(),
                            e.pathParam("name"),
                            e.intParam("version", 0),
                            e.rawParam("why"),
                            ShadowFields.of(e)));
        } catch (ProblemException refused) {
            var p = refused.problem();
            one(e, Words.sentences(p.detail(), p.remedy()), p.status());
        }
    }

    private List<Prompt> versions(Exchange e) {
        var versions = library.versions(e.pathParam("name"));
        if (versions.isEmpty()) {
            throw new Problem(
                            404,
                            "unknown-prompt",
                            "No such prompt",
                            "there is no prompt `" + e.pathParam("name") + "`",
                            "the prompt library lists them")
                    .asException();
        }
        return versions;
    }

    private static void requireMayChange(Identity identity) {
        if (!identity.hasAny(MAY_CHANGE)) {
            throw new Problem(
                            403,
                            "may-not-change",
                            "Not yours to change",
                            "prompts are published and activated by "
                                    + String.join(" or ", MAY_CHANGE),
                            "ask one of them")
                    .asException();
        }
    }
}
