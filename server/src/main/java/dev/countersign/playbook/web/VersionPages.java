package dev.countersign.playbook.web;

import dev.countersign.kernel.Finding;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.Identity;
import dev.countersign.playbook.Draft;
import dev.countersign.playbook.LoadedPlaybook;
import dev.countersign.playbook.PlaybookDiff;
import dev.countersign.playbook.Playbooks;
import dev.countersign.playbook.web.VersionView.Diff;
import dev.countersign.playbook.web.VersionView.Sent;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.ShadowFields;
import dev.countersign.ui.Web;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Every version of the playbook: listed, read, compared, loaded and brought into force.
public final class VersionPages {
    /// Brings a version into force, or proposes it; a higher module knows which.
    @FunctionalInterface
    public interface Activating {
        /// @return the page to go on to
        String activate(
                Identity by, String id, Set<String> accepted, String why, ShadowFields shadow);
    }

    private final Playbooks playbooks;
    private final Activating activating;
    private final Frames frames;

    public VersionPages(Playbooks playbooks, Activating activating, Frames frames) {
        this.playbooks = playbooks;
        this.activating = activating;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get("/playbooks", this::list);
        web.get("/playbooks/new", this::blank);
        web.post("/playbooks", this::load);
        web.get("/playbooks/:id", e -> show(e, Sent.NOTHING, 200));
        web.post("/playbooks/:id/activate", this::activate);
        web.get("/playbooks/:a/diff/:b", this::compare);
    }

    private void list(Exchange e) {
        var versions = playbooks.versions().stream().map(this::view).toList();
        e.render(
                "page/playbooks.jte",
                Map.of(
                        "frame", frames.frame(e, "policies", "Playbook versions"),
                        "versions", versions,
                        "inForce", playbooks.active().map(LoadedPlaybook::id).orElse(""),
                        "mayLoad", Playbooks.mayLoad(e.identity())));
    }

    private VersionView view(LoadedPlaybook loaded) {
        var recovered =
                Playbooks.draft(loaded.document(), loaded.organisationDocument()).recovered();
        return new VersionView(
                loaded,
                playbooks.active().filter(a -> a.id().equals(loaded.id())).isPresent(),
                recovered.isPresent(),
                lines(recovered.orElse(loaded.document())),
                lines(loaded.organisationDocument()),
                playbooks.activations().stream()
                        .filter(a -> a.playbookId().equals(loaded.id()))
                        .toList());
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }

    private void show(Exchange e, Sent sent, int status) {
        var loaded = require(e.pathParam("id"));
        var diff =
                playbooks
                        .active()
                        .filter(a -> !a.id().equals(loaded.id()))
                        .map(a -> Diff.between(a, loaded));
        e.html(
                status,
                e.rendered(
                        "page/playbook-version.jte",
                        Map.of(
                                "frame",
                                        frames.frame(
                                                e,
                                                "policies",
                                                "Playbook " + loaded.playbook().version()),
                                "view", view(loaded),
                                "findings", VersionView.told(loaded.findings()),
                                "open", VersionView.told(loaded.open()),
                                "diff", diff,
                                "whyNot", playbooks.whyNotActivate(loaded, e.identity()).orElse(""),
                                "accepted", sent.accepted(),
                                "why", sent.why(),
                                "shadow", sent.shadow(),
                                "error", sent.error().orElse(""))));
    }

    private void compare(Exchange e) {
        var diff = Diff.between(require(e.pathParam("a")), require(e.pathParam("b")));
        e.render(
                "page/playbook-diff.jte",
                Map.of("frame", frames.frame(e, "policies", "What changes"), "diff", diff));
    }

    private void blank(Exchange e) {
        if (!Playbooks.mayLoad(e.identity())) {
            throw new Problem(
                            403,
                            "may-not-load",
                            "Not yours to change",
                            "playbooks are loaded by a programme manager or an administrator",
                            "ask one of them")
                    .asException();
        }
        form(e, "", organisationInForce(), Optional.empty(), List.of(), 200);
    }

    private String organisationInForce() {
        return playbooks.active().map(LoadedPlaybook::organisationDocument).orElse("");
    }

    /// Nothing that was pasted or uploaded is lost where it is refused.
    private void load(Exchange e) {
        var document = e.rawParam("playbook");
        var organisation = e.rawParam("organisation");
        try {
            document = text(e, "playbook_file").orElse(document);
            organisation = text(e, "organisation_file").orElse(organisation);
            var loaded = playbooks.load(document, organisation, e.identity());
            e.redirect("/playbooks/" + loaded.id());
        } catch (ProblemException refused) {
            var problem = refused.problem();
            var draft = Playbooks.draft(document, organisation);
            form(
                    e,
                    document,
                    organisation,
                    Optional.of(draft),
                    List.of(problem.detail() + "; " + problem.remedy()),
                    problem.status());
        }
    }

    private void form(
            Exchange e,
            String document,
            String organisation,
            Optional<Draft> draft,
            List<String> errors,
            int status) {
        List<Finding> findings = draft.map(Draft::findings).orElse(List.of());
        List<String> changes =
                draft.flatMap(Draft::playbook)
                        .flatMap(now ->
                                playbooks
                                        .active()
                                        .map(was -> PlaybookDiff.inWords(was.playbook(), now)))
                        .orElse(List.of());
        e.html(
                status,
                e.rendered(
                        "page/playbook-new.jte",
                        Map.of(
                                "frame", frames.frame(e, "policies", "Load a playbook"),
                                "document", document,
                                "organisation", organisation,
                                "findings", VersionView.told(findings),
                                "recovered", draft.flatMap(Draft::recovered).orElse(""),
                                "changes", changes,
                                "errors", errors)));
    }

    private static Optional<String> text(Exchange e, String name) {
        return e.upload(name)
                .map(bytes -> {
                    try {
                        return StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(bytes))
                                .toString()
                                .replace("\r\n", "\n");
                    } catch (CharacterCodingException e1) {
                        throw new Problem(
                                        422,
                                        "not-utf-8",
                                        "Not UTF-8",
                                        "the chosen file is not UTF-8, so it was not read",
                                        "save it as UTF-8 and choose it again; what was pasted is still here")
                                .asException();
                    }
                });
    }

    private void activate(Exchange e) {
        var accepted = e.params("accept");
        var shadow = ShadowFields.of(e);
        try {
            var loaded = require(e.pathParam("id"));
            e.redirect(
                    activating.activate(
                            e.identity(),
                            loaded.id(),
                            Set.copyOf(accepted),
                            e.rawParam("why"),
                            shadow));
        } catch (ProblemException refused) {
            var p = refused.problem();
            if (p.status() == 404) {
                throw refused;
            }
            var because =
                    p.because().isEmpty() ? "" : ": `" + String.join("`, `", p.because()) + "`";
            show(
                    e,
                    new Sent(
                            accepted,
                            e.rawParam("why"),
                            shadow,
                            Optional.of(p.detail() + because + "; " + p.remedy())),
                    p.status());
        }
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
                                        "the list of versions has every one")
                                .asException());
    }
}
