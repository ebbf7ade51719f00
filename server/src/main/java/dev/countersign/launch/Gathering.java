package dev.countersign.launch;

import dev.countersign.cohort.Cohorts.Held;
import dev.countersign.escalation.Team;
import dev.countersign.people.Person;
import dev.countersign.playbook.LoadedPlaybook;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Asks those who keep the records what the checklist is judged from.
final class Gathering {
    private static final String PRESENT_FOR = "ops_manager";
    private static final String SIGNS = "security_partner";

    private final Launches.Parts parts;
    private final LaunchStore store;

    Gathering(Launches.Parts parts, LaunchStore store) {
        this.parts = parts;
        this.store = store;
    }

    private Optional<LoadedPlaybook> active() {
        return parts.playbooks().active();
    }

    String securityPartner() {
        return active().map(p -> p.organisation().owners().getOrDefault(SIGNS, "")).orElse("");
    }

    String name(String person) {
        return parts.people().person(person).map(Person::name).orElse(person);
    }

    /// The team as it is in the organisation in force.
    Optional<Team> team(Launch launch) {
        return active().flatMap(p ->
                Optional.ofNullable(p.organisation().routing().teams().get(launch.team())));
    }

    /// Who begins: a cohort's learners as they are now, or the people who were named.
    Set<String> members(Launch launch) {
        var all =
                launch.cohort().isEmpty()
                        ? Set.copyOf(launch.people())
                        : parts.cohorts().learners(launch.cohort());
        return all.stream()
                .filter(id -> parts.people().person(id).filter(Person::active).isPresent())
                .collect(Collectors.toSet());
    }

    Facts facts(Launch launch) {
        var real = parts.clock().instant();
        // What is called off stays as it was then.
        var now = launch.calledOff().map(Launch.Word::at).orElse(real);
        var members = members(launch);
        return new Facts(
                launch,
                now,
                team(launch).isPresent(),
                members,
                active().stream()
                        .flatMap(p -> p.organisation().baselines().stream())
                        .collect(
                                Collectors.toMap(
                                        b -> b.workflow(),
                                        b -> b.minutes().toPlainString(),
                                        (first, _) -> first)),
                active().map(Scope::of),
                parts.storage().read(tx -> store.confirmations(tx, launch.id())).stream()
                        .findFirst(),
                held(launch, members, now),
                parts.tools().apply(members),
                active().map(p -> LocalTime.parse(p.playbook().communication().dailyBriefTimeUtc()))
                        .orElse(LocalTime.of(14, 0)),
                IntStream.range(0, Launch.DAYS)
                        .mapToObj(launch.monday()::plusDays)
                        .filter(d -> parts.briefs().of(d).isPresent())
                        .collect(Collectors.toSet()),
                parts.storage().read(tx -> store.readOuts(tx, launch.id())),
                names(),
                securityPartner());
    }

    private Map<String, String> names() {
        return parts.people().everyone().stream()
                .collect(Collectors.toMap(Person::id, Person::name));
    }

    /// Of the launch's cohort; where people are named, of every cohort that one of them learns in.
    private List<Facts.Held> held(Launch launch, Set<String> members, Instant now) {
        var end = launch.endOf(launch.last());
        var until = now.isBefore(end) ? now : end;
        var cohorts =
                launch.cohort().isEmpty()
                        ? members.stream()
                                .flatMap(m -> parts.cohorts().learntIn(m).stream())
                                .distinct()
                                .toList()
                        : List.of(launch.cohort());
        return cohorts.stream()
                .flatMap(c ->
                        parts.cohorts().held(c, launch.startOf(launch.monday()), until).stream())
                .map(this::held)
                .toList();
    }

    private Facts.Held held(Held h) {
        var s = h.session();
        return new Facts.Held(
                s.id(),
                s.title(),
                s.parts(),
                s.minutes(),
                s.ends(),
                h.present().stream()
                        .filter(p -> parts.people().rolesNow(p).contains(PRESENT_FOR))
                        .sorted()
                        .toList());
    }
}
