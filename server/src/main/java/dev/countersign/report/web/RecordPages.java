package dev.countersign.report.web;

import dev.countersign.gate.Gate;
import dev.countersign.gate.Gates;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.policy.Rulebook;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The ledger, the people, and the waivers as pages.
public final class RecordPages {
    private static final int PAGE = 50;
    private static final List<String> MAY_WAIVE = List.of("programme_manager", "ops_manager");

    private final Ledger ledger;
    private final People people;
    private final Gates gates;
    private final Frames frames;
    private final Supplier<Optional<Rulebook>> rulebook;

    public RecordPages(
            Ledger ledger,
            People people,
            Gates gates,
            Frames frames,
            Supplier<Optional<Rulebook>> rulebook) {
        this.ledger = ledger;
        this.people = people;
        this.gates = gates;
        this.frames = frames;
        this.rulebook = rulebook;
    }

    public void mount(Web web) {
        web.get("/ledger", this::entries);
        web.get("/ledger/pack", this::pack);
        web.get(
                "/people",
                e ->
                        e.render(
                                "page/people.jte",
                                Map.of(
                                        "frame", frames.frame(e, "records", "People"),
                                        "people", people.everyone())));
        web.get("/waivers", e -> waivers(e, "", 200));
        web.post("/waivers", this::grant);
        web.post("/waivers/:id/end", this::end);
    }

    private void entries(Exchange e) {
        long before;
        try {
            before =
                    e.param("before").isEmpty()
                            ? Long.MAX_VALUE
                            : Long.parseLong(e.param("before"));
        } catch (NumberFormatException bad) {
            before = Long.MAX_VALUE;
        }
        var entries = ledger.page(before, PAGE, e.param("action"));
        var last = entries.isEmpty() ? 0 : entries.getLast().index();
        e.render(
                "page/ledger.jte",
                Map.of(
                        "frame", frames.frame(e, "records", "Ledger"),
                        "entries", entries,
                        "action", e.param("action"),
                        "size", ledger.size(),
                        "checkpoint", ledger.checkpoint(),
                        "key", ledger.verifierKey(),
                        "mayExport", mayExport(e.identity()),
                        "nextHref",
                                entries.size() < PAGE || last <= 0
                                        ? ""
                                        : "/ledger?action="
                                                + e.param("action")
                                                + "&before="
                                                + last));
    }

    private void pack(Exchange e) {
        if (!mayExport(e.identity())) {
            throw new Problem(
                            403,
                            "role",
                            "Your role does not include this",
                            "your roles do not include `evidence_pack`",
                            "ask the compliance liaison")
                    .asException();
        }
        var out = new ByteArrayOutputStream();
        ledger.export(List.of(), out);
        e.download("evidence-pack.zip", "application/zip", out.toByteArray());
    }

    private boolean mayExport(Identity identity) {
        return rulebook.get()
                .filter(r -> r.roleFor(identity.person().roles(), "evidence_pack").isPresent())
                .isPresent();
    }

    private void waivers(Exchange e, String error, int status) {
        e.html(
                status,
                e.rendered(
                        "page/waivers.jte",
                        Map.of(
                                "frame", frames.frame(e, "records", "Waivers"),
                                "waivers", gates.waivers(200),
                                "people", people.everyone(),
                                "tools",
                                        rulebook.get()
                                                .map(r ->
                                                        r.gates().values().stream()
                                                                .filter(g ->
                                                                        !g.conditions().isEmpty())
                                                                .map(Gate::tool)
                                                                .sorted()
                                                                .toList())
                                                .orElse(List.of()),
                                "mayGrant", e.identity().hasAny(MAY_WAIVE),
                                "error", error)));
    }

    private void grant(Exchange e) {
        try {
            gates.waive(
                    e.identity(),
                    e.param("person"),
                    e.param("tool"),
                    e.param("condition"),
                    e.rawParam("reason"),
                    Duration.ofDays(e.intParam("days", 0)));
            e.redirect("/waivers");
        } catch (ProblemException refused) {
            var p = refused.problem();
            waivers(e, p.detail() + ". " + p.remedy(), p.status());
        }
    }

    private void end(Exchange e) {
        gates.revoke(e.identity(), e.pathParam("id"));
        e.redirect("/waivers");
    }
}
