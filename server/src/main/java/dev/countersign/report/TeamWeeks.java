package dev.countersign.report;

import dev.countersign.desk.CaseQuery;
import dev.countersign.desk.Desk;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.desk.NewCase;
import dev.countersign.escalation.Team;
import dev.countersign.gateway.CallQuery;
import dev.countersign.gateway.CallState;
import dev.countersign.gateway.Gateway;
import dev.countersign.playbook.Playbooks;
import dev.countersign.report.TeamWeek.Saved;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Counts what a team's time returned, from the records that the adoption rows are made of.
public final class TeamWeeks {
    private static final int MOST_ROWS = 10_000;

    private final Gateway gateway;
    private final Desk desk;
    private final Playbooks playbooks;

    public TeamWeeks(Gateway gateway, Desk desk, Playbooks playbooks) {
        this.gateway = gateway;
        this.desk = desk;
        this.playbooks = playbooks;
    }

    /// @param persons whose answers count, and whose cases
    /// @param team whose exceptions count, too
    public TeamWeek of(
            Window window, Set<String> persons, Optional<Team> team, List<String> workflows) {
        var cases = cases(window, persons, team);
        return new TeamWeek(
                window,
                saved(window, persons, workflows),
                cases.stream()
                        .filter(c ->
                                switch (c.state()) {
                                    case APPROVED, DENIED -> true;
                                    case OPEN, EXPIRED -> false;
                                })
                        .map(ExceptionCase::id)
                        .toList(),
                (int) cases.stream().filter(c -> c.state() == ExceptionCase.State.EXPIRED).count());
    }

    private List<Saved> saved(Window window, Set<String> persons, List<String> workflows) {
        var playbook = playbooks.active();
        var pieces =
                persons.stream()
                        .sorted()
                        .flatMap(p ->
                                gateway
                                        .query(
                                                CallQuery.where()
                                                        .between(window.from(), window.to())
                                                        .person(p)
                                                        .state(CallState.RELEASED)
                                                        .limit(MOST_ROWS))
                                        .stream())
                        .filter(gateway.drafts()::counts)
                        .map(call -> Piece.of(call, playbook))
                        .toList();
        return workflows.stream()
                .map(w -> {
                    var of = pieces.stream().filter(p -> p.workflow().equals(w)).toList();
                    var measured =
                            playbook.stream()
                                    .flatMap(p -> p.organisation().baselines().stream())
                                    .anyMatch(b -> b.workflow().equals(w));
                    return new Saved(
                            w,
                            of.size(),
                            measured
                                    ? Optional.of(
                                            of.stream()
                                                    .flatMap(p -> p.minutes().stream())
                                                    .reduce(BigDecimal.ZERO, BigDecimal::add))
                                    : Optional.empty());
                })
                .toList();
    }

    private Collection<ExceptionCase> cases(
            Window window, Set<String> persons, Optional<Team> team) {
        Map<String, ExceptionCase> out = new LinkedHashMap<>();
        persons.stream().sorted().forEach(p -> add(out, window, CaseQuery.where().raisedBy(p)));
        team.ifPresent(t -> {
            add(out, window, CaseQuery.where().fact("team", t.name()));
            t.services().stream()
                    .sorted()
                    .forEach(s -> add(out, window, CaseQuery.where().fact("service", s)));
        });
        return out.values();
    }

    private void add(Map<String, ExceptionCase> out, Window window, CaseQuery.Builder narrowed) {
        desk.query(narrowed.settled().limit(MOST_ROWS)).stream()
                .filter(c -> isException(c.opened().kind()))
                .filter(c ->
                        c.settledAt()
                                .filter(t -> !t.isBefore(window.from()) && t.isBefore(window.to()))
                                .isPresent())
                .forEach(c -> out.put(c.id(), c));
    }

    private static boolean isException(NewCase.Kind kind) {
        return switch (kind) {
            case HELD_ANSWER, BLOCKED_ANSWER, REFUSED_ACTION, EXCEPTION -> true;
            case REVIEW, CHANGE -> false;
        };
    }
}
