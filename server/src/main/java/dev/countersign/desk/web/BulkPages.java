package dev.countersign.desk.web;

import dev.countersign.desk.BulkDecision;
import dev.countersign.desk.BulkDecision.Chosen;
import dev.countersign.desk.Decision;
import dev.countersign.desk.Desk;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.desk.Justification;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// One decision on several selected cases: first what would happen to each, then what did.
public final class BulkPages {
    private final Desk desk;
    private final Frames frames;
    private final Supplier<String> playbookInForce;

    public BulkPages(Desk desk, Frames frames, Supplier<String> playbookInForce) {
        this.desk = desk;
        this.frames = frames;
        this.playbookInForce = playbookInForce;
    }

    public void mount(Web web) {
        web.post("/work/decide", e -> show(e, chosen(e), List.of(), "", 200));
        web.post("/work/decide/now", this::decide);
    }

    /// What the page shows.
    ///
    /// @param why empty where the case would be decided
    public record Row(ExceptionCase exceptionCase, String why) {}

    /// @param done what happened; empty before anything did
    public record View(
            List<Row> rows,
            List<BulkDecision.Outcome> done,
            String decision,
            String justification,
            int most,
            String error) {
        public View {
            rows = List.copyOf(rows);
            done = List.copyOf(done);
        }

        public long ready() {
            return rows.stream().filter(r -> r.why().isEmpty()).count();
        }
    }

    private void decide(Exchange e) {
        var chosen = chosen(e);
        try {
            var why = new Justification(e.rawParam("justification"));
            var decision =
                    switch (e.param("decision")) {
                        case "approve" -> new Decision.Approve(why);
                        case "deny" -> new Decision.Deny(why);
                        default ->
                                throw new Problem(
                                                422,
                                                "choose",
                                                "Choose a decision",
                                                "no decision was chosen",
                                                "choose approve or deny")
                                        .asException();
                    };
            var done =
                    new BulkDecision(desk, chosen, decision)
                            .decide(e.identity(), playbookInForce.get());
            show(e, chosen, done, "", 200);
        } catch (ProblemException refused) {
            var p = refused.problem();
            show(e, chosen, List.of(), Words.sentences(p.detail(), p.remedy()), p.status());
        }
    }

    private void show(
            Exchange e,
            List<Chosen> chosen,
            List<BulkDecision.Outcome> done,
            String error,
            int status) {
        var rows = new ArrayList<Row>();
        var reader = desk.reader(e.identity());
        for (var c : chosen) {
            desk.find(c.id())
                    .filter(found -> found.readableBy(reader))
                    .ifPresent(found -> rows.add(new Row(found, why(e, found))));
        }
        var refused =
                rows.isEmpty() || rows.size() > BulkDecision.MOST
                        ? Words.sentences(
                                rows.size() + " cases are selected",
                                "go back and select from 1 to " + BulkDecision.MOST)
                        : error;
        e.html(
                status,
                e.rendered(
                        "page/decide.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "work", "Decide together"),
                                "view",
                                new View(
                                        rows,
                                        done,
                                        e.param("decision"),
                                        e.rawParam("justification"),
                                        BulkDecision.MOST,
                                        refused))));
    }

    private String why(Exchange e, ExceptionCase c) {
        return c.isOpen() ? desk.whyNot(c, e.identity()).orElse("") : "it is settled";
    }

    /// `case` holds an id, or an id and the version that was shown.
    private List<Chosen> chosen(Exchange e) {
        var out = new ArrayList<Chosen>();
        for (var text : e.params("case")) {
            var parts = text.split(":", 2);
            var version =
                    parts.length == 2
                            ? Optional.of(parts[1])
                                    .filter(v -> v.matches("[0-9]{1,9}"))
                                    .map(Integer::parseInt)
                            : desk.find(parts[0]).map(ExceptionCase::version);
            version.ifPresent(v -> out.add(new Chosen(parts[0], v)));
        }
        return out;
    }
}
