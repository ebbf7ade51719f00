package dev.countersign.report;

import dev.countersign.change.Changes;
import dev.countersign.change.Shadow;
import dev.countersign.desk.CaseQuery;
import dev.countersign.desk.Desk;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.gate.Gates;
import dev.countersign.gate.Waiver;
import dev.countersign.gateway.CallQuery;
import dev.countersign.gateway.CallState;
import dev.countersign.gateway.Gateway;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.playbook.Playbooks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// The figures and tasks of each role's home page. Every figure is a count, and its link lists
/// exactly what was counted.
public final class HomeFigures {
    private static final int MOST_WAIVERS = 200;
    private static final Duration SOON = Duration.ofDays(7);
    private static final Duration TOLD = Duration.ofDays(7);
    private static final List<String> SEES_WAIVERS =
            List.of("programme_manager", "ops_manager", "mentor", "compliance_liaison");

    private final Gateway gateway;
    private final Desk desk;
    private final People people;
    private final Gates gates;
    private final Playbooks playbooks;
    private final Changes changes;
    private final Function<Identity, List<Line>> told;

    /// @param told what somebody was told elsewhere and has not seen
    public HomeFigures(
            Gateway gateway,
            Desk desk,
            People people,
            Gates gates,
            Playbooks playbooks,
            Changes changes,
            Function<Identity, List<Line>> told) {
        this.gateway = gateway;
        this.desk = desk;
        this.people = people;
        this.gates = gates;
        this.playbooks = playbooks;
        this.changes = changes;
        this.told = told;
    }

    /// @param today from the start of the reader's day until it ends
    public List<Figure> of(Identity who, Window today, Instant now) {
        var out = new ArrayList<Figure>();
        if (gateway.mayList(who)) {
            everybodys(out, who, today, now);
        } else if (!who.person().roles().isEmpty() && !onlyAdministers(who)) {
            own(out, who, today);
        }
        if (who.has("administrator")) {
            administrators(out);
        }
        if (who.hasAny(SEES_WAIVERS)) {
            out.add(
                    new Figure(
                            "Waivers in force",
                            String.valueOf(waivers(now).size()),
                            "people let through a gate without the evidence",
                            "/waivers"));
        }
        return out;
    }

    private static boolean onlyAdministers(Identity who) {
        return who.person().roles().equals(java.util.Set.of("administrator"));
    }

    private void everybodys(List<Figure> out, Identity who, Window today, Instant now) {
        out.add(calls("Calls", "governed calls of everybody", today, "", q -> q));
        out.add(
                calls(
                        "Released at once",
                        "answers that needed nobody",
                        today,
                        "outcome=released",
                        q -> q.outcome(CallState.RELEASED)));
        out.add(
                calls(
                        "Held",
                        "answers that a person has to see",
                        today,
                        "outcome=held",
                        q -> q.outcome(CallState.HELD)));
        out.add(
                calls(
                        "Blocked",
                        "answers below the block line",
                        today,
                        "outcome=blocked",
                        q -> q.outcome(CallState.BLOCKED)));
        out.add(
                new Figure(
                        "Overdue",
                        String.valueOf(
                                desk.count(
                                        CaseQuery.where()
                                                .readableBy(desk.reader(who))
                                                .overdueAt(now)
                                                .limit(1))),
                        "open cases past their time that you may read",
                        "/work?tab=all&overdue=1"));
        if (who.has("ops_manager")) {
            out.add(
                    new Figure(
                            "Unassigned",
                            String.valueOf(
                                    desk.count(
                                            CaseQuery.where()
                                                    .state(ExceptionCase.State.OPEN)
                                                    .queues(desk.reader(who).roles())
                                                    .notRaisedBy(who.id())
                                                    .untaken()
                                                    .unassigned()
                                                    .limit(1))),
                            "cases of your queues that nobody has",
                            "/work?who=unassigned"));
        }
    }

    private void own(List<Figure> out, Identity who, Window today) {
        UnaryOperator<CallQuery.Builder> mine = q -> q.person(who.id());
        out.add(calls("You asked", "governed calls of yours", today, "", mine));
        out.add(
                calls(
                        "Released at once",
                        "answers that needed nobody",
                        today,
                        "outcome=released",
                        q -> mine.apply(q).outcome(CallState.RELEASED)));
        out.add(
                calls(
                        "Held or blocked",
                        "answers that went to a person",
                        today,
                        "went=person",
                        q -> mine.apply(q).neededPerson(true)));
        var approved = CallQuery.where().person(who.id()).state(CallState.APPROVED).limit(1);
        out.add(
                new Figure(
                        "To fetch",
                        String.valueOf(gateway.count(approved)),
                        "approved answers that you have not fetched yet",
                        "/calls?state=approved"));
    }

    private void administrators(List<Figure> out) {
        out.add(
                new Figure(
                        "People",
                        String.valueOf(people.everyone().size()),
                        "who may sign in or did",
                        "/people"));
        playbooks
                .active()
                .ifPresent(p ->
                        out.add(
                                new Figure(
                                        "Playbook",
                                        p.playbook().version(),
                                        "the version in force",
                                        "/playbook")));
    }

    private Figure calls(
            String label,
            String definition,
            Window today,
            String filter,
            UnaryOperator<CallQuery.Builder> narrow) {
        var query = narrow.apply(CallQuery.where().between(today.from(), today.to()));
        return new Figure(
                label,
                String.valueOf(gateway.count(query.limit(1))),
                definition,
                today.calls(filter));
    }

    private List<Waiver> waivers(Instant now) {
        return gates.waivers(MOST_WAIVERS).stream().filter(w -> w.holds(now)).toList();
    }

    /// What waits for somebody beside cases.
    public List<Line> tasks(Identity who, Instant now) {
        var out = new ArrayList<>(told.apply(who));
        if (who.hasAny(List.of("programme_manager", "ops_manager"))) {
            waivers(now).stream()
                    .filter(w -> w.validUntil().isBefore(now.plus(SOON)))
                    .forEach(w ->
                            out.add(
                                    new Line(
                                            "The waiver of "
                                                    + name(w.personId())
                                                    + " for `"
                                                    + w.tool()
                                                    + "` ends within 7 days",
                                            "/waivers")));
        }
        if (who.has("programme_manager") && playbooks.active().isEmpty()) {
            out.add(new Line("No playbook is in force: nothing can be asked", "/playbook"));
        }
        if (who.has("administrator")) {
            people.everyone().stream()
                    .filter(p -> p.active() && p.roles().isEmpty())
                    .forEach(p -> out.add(new Line(p.name() + " has no role yet", "/people")));
        }
        shadows(out, who, now);
        return out;
    }

    private void shadows(List<Line> out, Identity who, Instant now) {
        changes.shadowActs()
                .waitingFor(who)
                .forEach(c ->
                        out.add(
                                new Line(
                                        c.title()
                                                + " was watched long enough: look at the figures,"
                                                + " and let it go live or stop it",
                                        "/changes/" + c.id())));
        changes.shadowActs()
                .stoppedFor(who, now.minus(TOLD))
                .forEach(c ->
                        out.add(
                                new Line(
                                        c.title()
                                                + " was stopped in shadow: "
                                                + changes.shadows()
                                                        .of(c.id())
                                                        .flatMap(Shadow::end)
                                                        .map(Shadow.End::said)
                                                        .orElse(""),
                                        "/changes/" + c.id())));
    }

    private String name(String personId) {
        return people.person(personId).map(Person::name).orElse(personId);
    }
}
