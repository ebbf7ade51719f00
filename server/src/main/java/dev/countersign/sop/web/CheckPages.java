package dev.countersign.sop.web;

import dev.countersign.kernel.ProblemException;
import dev.countersign.ledger.Ledger;
import dev.countersign.ledger.StoredEntry;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.playbook.DefectClass;
import dev.countersign.quality.Defect.Severity;
import dev.countersign.quality.Defects;
import dev.countersign.quality.Defects.Classed;
import dev.countersign.sop.Check;
import dev.countersign.sop.Checks;
import dev.countersign.sop.Finding.Said;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/// One check: what the tool proposes of each step, and a person's word.
public final class CheckPages {
    private static final String ONE = "/quality/checks/:id";

    private final Checks checks;
    private final Defects defects;
    private final Ledger ledger;
    private final People people;
    private final BiPredicate<Identity, String> opens;
    private final Frames frames;

    /// @param opens whether somebody may open the page of a call or case
    public CheckPages(
            Checks checks,
            Defects defects,
            Ledger ledger,
            People people,
            BiPredicate<Identity, String> opens,
            Frames frames) {
        this.checks = checks;
        this.defects = defects;
        this.ledger = ledger;
        this.people = people;
        this.opens = opens;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get(ONE, e -> one(e, "", 200));
        web.post(ONE + "/steps/:step", this::confirm);
        web.post(ONE + "/steps/:step/defect", this::defect);
    }

    /// @param step that was refused, 0 where none was
    public record View(
            Check check,
            List<StoredEntry> history,
            Map<String, String> names,
            List<DefectClass> classes,
            boolean confirms,
            boolean raises,
            boolean reads,
            boolean opensCall,
            boolean opensCase,
            int step,
            String said,
            String words,
            String type,
            String grade,
            String error) {
        public String name(String id) {
            return names.getOrDefault(id, id);
        }

        /// What was typed about a step before a refusal.
        public String words(int of) {
            return of == step ? words : "";
        }

        public boolean said(int of, Said proposed, Said choice) {
            return of == step ? choice.name().equals(said) : choice == proposed;
        }
    }

    private void one(Exchange e, String error, int status) {
        var who = e.identity();
        var check = checks.see(who, e.pathParam("id"));
        e.html(
                status,
                e.rendered(
                        "page/sop-check.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "quality", "A check of " + check.sop().id()),
                                "v",
                                new View(
                                        check,
                                        ledger.about(check.id()),
                                        people.everyone().stream()
                                                .collect(
                                                        Collectors.toMap(Person::id, Person::name)),
                                        defects.classes(),
                                        Checks.confirms(who, check),
                                        Defects.classifies(who),
                                        Defects.reads(who),
                                        opens.test(who, check.call()),
                                        check.source().equals("case")
                                                && opens.test(who, check.sourceId()),
                                        error.isEmpty() ? 0 : step(e),
                                        e.param("said"),
                                        e.rawParam("words"),
                                        e.param("class"),
                                        e.param("grade"),
                                        error))));
    }

    private static int step(Exchange e) {
        try {
            return Integer.parseInt(e.pathParam("step"));
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }

    private void confirm(Exchange e) {
        var said =
                Arrays.stream(Said.values())
                        .filter(s -> s.name().equals(e.param("said").toUpperCase(Locale.ROOT)))
                        .findFirst()
                        .orElse(Said.SILENT);
        act(e, id -> checks.confirm(e.identity(), id, step(e), said, e.rawParam("words")));
    }

    private void defect(Exchange e) {
        act(
                e,
                id -> {
                    var severity = Severity.named(e.param("grade"));
                    checks.defect(
                            e.identity(),
                            id,
                            step(e),
                            new Classed(e.param("class"), severity, e.rawParam("words")));
                });
    }

    private void act(Exchange e, java.util.function.Consumer<String> what) {
        var id = e.pathParam("id");
        try {
            what.accept(id);
            e.redirect("/quality/checks/" + id + "#step-" + step(e));
        } catch (ProblemException refused) {
            var p = refused.problem();
            if (p.status() == 403 || p.status() == 404) {
                throw refused;
            }
            one(e, Words.sentences(p.detail(), p.remedy()), p.status());
        }
    }
}
