package dev.countersign.change.web;

import dev.countersign.change.ChangeRequest;
import dev.countersign.change.Changes;
import dev.countersign.desk.Desk;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.kernel.Problem;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What was proposed, who has signed, and what came of it.
public final class ChangePages {
    private static final int SHOWN = 100;

    private final Changes changes;
    private final Desk desk;
    private final People people;
    private final Frames frames;

    public ChangePages(Changes changes, Desk desk, People people, Frames frames) {
        this.changes = changes;
        this.desk = desk;
        this.people = people;
        this.frames = frames;
    }

    /// A change with its case.
    ///
    /// @param signed how many of the groups have signed
    public record Row(ChangeRequest change, Optional<ExceptionCase> exceptionCase) {
        public int signed() {
            return exceptionCase.map(c -> c.standing().signatures().size()).orElse(0);
        }

        public List<String> signers() {
            return exceptionCase.map(c -> c.standing().needed()).orElse(List.of());
        }

        public String state() {
            return change.state().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
    }

    public void mount(Web web) {
        web.get("/changes", this::list);
        web.get("/changes/:id", this::one);
    }

    private Row row(ChangeRequest change) {
        return new Row(change, desk.find(change.caseId()));
    }

    private Map<String, String> names() {
        return people.everyone().stream().collect(Collectors.toMap(Person::id, Person::name));
    }

    private void list(Exchange e) {
        e.render(
                "page/changes.jte",
                Map.of(
                        "frame", frames.frame(e, "policies", "Changes"),
                        "rows", changes.newest(SHOWN).stream().map(this::row).toList(),
                        "signers", changes.signers(),
                        "names", names()));
    }

    private void one(Exchange e) {
        var id = e.pathParam("id");
        var change =
                changes.find(id)
                        .orElseThrow(() ->
                                new Problem(
                                                404,
                                                "unknown-change",
                                                "No such change",
                                                "there is no change `" + id + "`",
                                                "the Changes page lists them")
                                        .asException());
        e.render(
                "page/change.jte",
                Map.of(
                        "frame", frames.frame(e, "policies", change.title()),
                        "row", row(change),
                        "names", names()));
    }
}
