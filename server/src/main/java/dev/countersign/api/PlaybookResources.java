package dev.countersign.api;

import dev.countersign.change.Changes;
import dev.countersign.kernel.Finding;
import dev.countersign.kernel.Problem;
import dev.countersign.playbook.LoadedPlaybook;
import dev.countersign.playbook.OrganisationDiff;
import dev.countersign.playbook.PlaybookDiff;
import dev.countersign.playbook.Playbooks;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Versions of the playbook, and which one is in force.
public final class PlaybookResources {
    private final Playbooks playbooks;
    private final Changes changes;

    public PlaybookResources(Playbooks playbooks, Changes changes) {
        this.playbooks = playbooks;
        this.changes = changes;
    }

    public void mount(Web web) {
        web.get("/v1/playbooks", this::list);
        web.post("/v1/playbooks", this::load);
        web.get("/v1/playbooks/:id", e -> e.json(200, shown(require(e.pathParam("id")), true)));
        web.get("/v1/playbooks/:a/diff/:b", this::diff);
        web.post("/v1/playbooks/:id/activate", this::activate);
    }

    private void list(Exchange e) {
        e.json(
                200,
                Map.of(
                        "playbooks",
                        playbooks.versions().stream().map(p -> shown(p, false)).toList()));
    }

    /// What changes from `a` to `b`, in words.
    private void diff(Exchange e) {
        var a = require(e.pathParam("a"));
        var b = require(e.pathParam("b"));
        e.json(
                200,
                Map.of(
                        "from", a.id(),
                        "to", b.id(),
                        "playbook", PlaybookDiff.inWords(a.playbook(), b.playbook()),
                        "organisation",
                                OrganisationDiff.inWords(a.organisation(), b.organisation())));
    }

    private void load(Exchange e) {
        var f = new Fields(e.json());
        var loaded = playbooks.load(f.text("playbook"), f.text("organisation"), e.identity());
        e.json(201, shown(loaded, false));
    }

    private void activate(Exchange e) {
        var f = new Fields(e.json());
        var accepted = Set.copyOf(f.texts("accepted"));
        var id = e.pathParam("id");
        var proposed = changes.playbook(e.identity(), id, accepted, f.text("why", ""), f.shadow());
        if (proposed.isPresent()) {
            e.json(202, ChangeResources.shown(proposed.get()));
            return;
        }
        var activation =
                playbooks.activations().stream()
                        .filter(a -> a.playbookId().equals(id))
                        .findFirst()
                        .orElseThrow();
        e.json(
                200,
                Map.of(
                        "playbook", id,
                        "accepted", activation.accepted(),
                        "activated_at", activation.at().toString(),
                        "activated_by", activation.by()));
    }

    private LoadedPlaybook require(String id) {
        return playbooks
                .named(id)
                .orElseThrow(() ->
                        new Problem(
                                        404,
                                        "unknown-playbook",
                                        "No such version",
                                        "there is no playbook `" + id + "`",
                                        "GET /v1/playbooks lists them")
                                .asException());
    }

    private Map<String, Object> shown(LoadedPlaybook p, boolean documents) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", p.id());
        out.put("version", p.playbook().version());
        out.put("active", playbooks.active().filter(a -> a.id().equals(p.id())).isPresent());
        out.put("loaded_at", p.loadedAt().toString());
        out.put("loaded_by", p.loadedBy());
        out.put("open_findings", p.open().stream().map(LoadedPlaybook::nameOf).toList());
        out.put("findings", p.findings().stream().map(PlaybookResources::finding).toList());
        if (documents) {
            out.put("playbook", p.document());
            out.put("organisation", p.organisationDocument());
        }
        return out;
    }

    private static Map<String, Object> finding(Finding f) {
        return Map.of(
                "name", LoadedPlaybook.nameOf(f),
                "file", f.file(),
                "line", f.line(),
                "column", f.column(),
                "severity", f.severity().name().toLowerCase(java.util.Locale.ROOT),
                "sentence", f.sentence(),
                "remedy", f.remedy());
    }
}
