package dev.countersign;

import dev.countersign.api.KpiResources;
import dev.countersign.assurance.Assurance;
import dev.countersign.desk.Insight;
import dev.countersign.gateway.CallQuery;
import dev.countersign.gateway.Gateway;
import dev.countersign.kernel.Ids;
import dev.countersign.ledger.Ledger;
import dev.countersign.measure.Counted;
import dev.countersign.measure.FailureModes;
import dev.countersign.measure.FailureModes.Approver;
import dev.countersign.measure.FailureModes.Share;
import dev.countersign.measure.FailureModes.TeamWork;
import dev.countersign.measure.FailureWatch;
import dev.countersign.measure.Kpis;
import dev.countersign.measure.web.FailurePages;
import dev.countersign.measure.web.KpiPages;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.playbook.Organisation;
import dev.countersign.playbook.Playbooks;
import dev.countersign.storage.Storage;
import dev.countersign.timer.Timers;
import dev.countersign.training.Training;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Whether training shows in production, put together with the records it is counted from.
final class MeasureRoom {
    private static final Set<String> LEGAL = Set.of("legal", "legal_partner");

    private final Storage storage;
    private final Ledger ledger;
    private final Playbooks playbooks;
    private final People people;
    private final Training training;
    private final Gateway gateway;
    private final Insight insight;
    private final Assurance assurance;
    private final InstantSource clock;
    private final Kpis kpis;

    MeasureRoom(
            Storage storage,
            Ledger ledger,
            Playbooks playbooks,
            People people,
            Training training,
            Gateway gateway,
            Assurance assurance,
            InstantSource clock,
            Ids ids) {
        this.storage = storage;
        this.ledger = ledger;
        this.playbooks = playbooks;
        this.people = people;
        this.training = training;
        this.gateway = gateway;
        this.insight = new Insight(storage);
        this.assurance = assurance;
        this.clock = clock;
        kpis = new Kpis(new Kpis.Parts(storage, ledger, playbooks::active, counted(), clock, ids));
    }

    Kpis kpis() {
        return kpis;
    }

    /// @param completed when the first one of a role completed
    /// @param teller tells those who answer for the programme
    FailureWatch mount(
            Web web,
            Frames frames,
            Timers timers,
            Function<String, Optional<Instant>> completed,
            FailureWatch.Teller teller) {
        var watch = new FailureWatch(storage, ledger, timers, this::facts, teller, clock);
        new KpiResources(kpis, watch, completed).mount(web);
        new FailurePages(watch, frames).mount(web);
        new KpiPages(kpis, people, completed, frames).mount(web);
        return watch;
    }

    private Counted counted() {
        return (figure, from, to) ->
                switch (figure) {
                    case "exception_rate" -> {
                        var calls = CallQuery.where().between(from, to);
                        yield share(
                                gateway.count(calls.neededPerson(true).limit(1)),
                                gateway.count(CallQuery.where().between(from, to).limit(1)));
                    }
                    case "late_rate" -> {
                        var became = insight.became(from, to, clock.instant());
                        yield share(became.late(), became.judged());
                    }
                    case "rework_rate" -> {
                        var became = insight.became(from, to, clock.instant());
                        yield share(became.overturned(), became.settled());
                    }
                    case "open_cases" -> {
                        var open = insight.openAt(to);
                        yield open.isEmpty()
                                ? Optional.empty()
                                : Optional.of(
                                        new Counted.Count(
                                                BigDecimal.valueOf(open.getAsInt()),
                                                open.getAsInt()));
                    }
                    case "sample_agreement" -> {
                        var agreed = assurance.agreement(from, to);
                        yield share(agreed.right(), agreed.reviewed());
                    }
                    default -> throw new IllegalArgumentException(figure);
                };
    }

    private static Optional<Counted.Count> share(int hits, int of) {
        return of == 0
                ? Optional.empty()
                : Optional.of(
                        new Counted.Count(
                                BigDecimal.valueOf(hits)
                                        .movePointRight(2)
                                        .divide(BigDecimal.valueOf(of), 2, RoundingMode.HALF_UP),
                                of));
    }

    /// What the failure modes are judged by, now.
    private FailureModes.Facts facts(int days) {
        var now = clock.instant();
        var from = now.minus(Duration.ofDays(days));
        var before = from.minus(Duration.ofDays(days));
        var passed = training.attempts().passed(from, now);
        var passedBefore = training.attempts().passed(before, from);
        return new FailureModes.Facts(
                teams(from, now),
                new Share(passed.passed(), passed.all()),
                new Share(passedBefore.passed(), passedBefore.all()),
                insight.openAt(now),
                insight.openAt(from),
                insight.passedTo(LEGAL, from, now),
                insight.passedTo(LEGAL, before, from),
                insight.approved(from, now).stream()
                        .map(t ->
                                new Approver(
                                        t.person(),
                                        people.person(t.person())
                                                .map(Person::name)
                                                .orElse(t.person()),
                                        t.subject(),
                                        new Share(t.hits(), t.all()),
                                        (t.category() ? "/decisions?category=" : "/decisions?q=")
                                                + t.subject()))
                        .toList(),
                days);
    }

    private List<TeamWork> teams(Instant from, Instant to) {
        var loaded = playbooks.active();
        if (loaded.isEmpty()) {
            return List.of();
        }
        var organisation = loaded.get().organisation();
        var calls = gateway.callsPerPerson(from, to);
        var corrected = new HashMap<String, Share>();
        insight.corrected(from, to)
                .forEach(t -> corrected.put(t.person(), new Share(t.hits(), t.all())));
        var uses = new HashSet<String>();
        // Nobody can have left records of a time before there was a playbook.
        if (playbooks.activations().stream().anyMatch(a -> !a.at().isAfter(from))) {
            loaded.get().playbook().rbac().roles().stream()
                    .filter(r -> !r.prompts().isEmpty())
                    .forEach(r -> uses.add(r.name()));
        }
        var out = new ArrayList<TeamWork>();
        organisation
                .routing()
                .teams()
                .forEach((name, team) -> {
                    var members = members(organisation, name);
                    if (!members.isEmpty()) {
                        out.add(work(team.title(), members, uses, calls, corrected));
                    }
                });
        return out;
    }

    private static List<Organisation.Member> members(Organisation organisation, String team) {
        return organisation.people().stream().filter(m -> m.teams().contains(team)).toList();
    }

    private static TeamWork work(
            String title,
            List<Organisation.Member> members,
            Set<String> uses,
            Map<String, Integer> calls,
            Map<String, Share> corrected) {
        var learners = 0;
        var asked = 0;
        var hits = 0;
        var all = 0;
        for (var m : members) {
            learners += m.roles().stream().anyMatch(uses::contains) ? 1 : 0;
            asked += calls.getOrDefault(m.id(), 0);
            var c = corrected.getOrDefault(m.id(), new Share(0, 0));
            hits += c.hits();
            all += c.of();
        }
        return new TeamWork(title, learners, asked, new Share(hits, all));
    }
}
