package dev.countersign.api;

import dev.countersign.change.Changes;
import dev.countersign.kernel.Problem;
import dev.countersign.people.Identity;
import dev.countersign.prompt.Prompt;
import dev.countersign.prompt.PromptLibrary;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The prompt library.
public final class PromptResources {
    private static final List<String> MAY_CHANGE = List.of("programme_manager", "administrator");

    private final PromptLibrary library;
    private final Changes changes;

    public PromptResources(PromptLibrary library, Changes changes) {
        this.library = library;
        this.changes = changes;
    }

    public void mount(Web web) {
        web.get("/v1/prompts", this::list);
        web.get("/v1/prompts/:name", this::versions);
        web.post("/v1/prompts", this::publish);
        web.post("/v1/prompts/:name/activate", this::activate);
    }

    private void list(Exchange e) {
        e.json(
                200,
                Map.of(
                        "prompts",
                        library.names().stream()
                                .map(n -> shown(library.versions(n).getFirst()))
                                .toList()));
    }

    private void versions(Exchange e) {
        e.json(
                200,
                Map.of(
                        "versions",
                        library.versions(e.pathParam("name")).stream().map(this::shown).toList()));
    }

    private void publish(Exchange e) {
        requireMayChange(e.identity());
        var f = new Fields(e.json());
        var prompt =
                library.publish(
                        new Prompt(
                                f.text("name"),
                                0,
                                f.choice("kind", Prompt.Kind.class),
                                f.text("owner"),
                                f.text("summary"),
                                f.text("text", ""),
                                f.text("upstream"),
                                f.text("model"),
                                f.text("model_version"),
                                f.choice("recipe", Prompt.Recipe.class),
                                f.choice("streaming", Prompt.Streaming.class),
                                Instant.EPOCH,
                                ""),
                        e.identity().id());
        e.json(201, shown(prompt));
    }

    private void activate(Exchange e) {
        requireMayChange(e.identity());
        var f = new Fields(e.json());
        var version = f.number("version");
        var proposed =
                changes.prompt(
                        e.identity(), e.pathParam("name"), version, f.text("why", ""), f.shadow());
        if (proposed.isPresent()) {
            e.json(202, ChangeResources.shown(proposed.get()));
            return;
        }
        e.json(200, Map.of("name", e.pathParam("name"), "live", version));
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

    private Map<String, Object> shown(Prompt p) {
        var out = new LinkedHashMap<String, Object>();
        out.put("name", p.name());
        out.put("version", p.version());
        out.put("live", library.live(p.name()).filter(l -> l.version() == p.version()).isPresent());
        out.put("kind", p.kind().name().toLowerCase(java.util.Locale.ROOT));
        out.put("owner", p.owner());
        out.put("summary", p.summary());
        out.put("text", p.text());
        out.put("variables", p.variables());
        out.put("upstream", p.upstream());
        out.put("model", p.model());
        out.put("model_version", p.modelVersion());
        out.put("recipe", p.recipe().name().toLowerCase(java.util.Locale.ROOT));
        out.put("streaming", p.streaming().name().toLowerCase(java.util.Locale.ROOT));
        out.put("digest", p.digest());
        return out;
    }
}
