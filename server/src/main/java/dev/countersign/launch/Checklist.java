package dev.countersign.launch;

import dev.countersign.launch.Facts.Held;
import dev.countersign.launch.Item.Door;
import dev.countersign.launch.Item.Seen;
import dev.countersign.launch.Item.State;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// How the seven items of a launch stand. Pure: the same facts give the same checklist.
final class Checklist {
    static final int MODULES = 2;
    static final int MODULE_MINUTES = 45;
    static final int TOOLS = 2;

    /// A brief is made in the seconds after its time; until then nobody says that it is missing.
    private static final Duration GRACE = Duration.ofHours(1);

    private final Facts facts;
    private final Launch launch;

    private Checklist(Facts facts) {
        this.facts = facts;
        this.launch = facts.launch();
    }

    static List<Item> of(Facts facts) {
        var list = new Checklist(facts);
        return List.of(
                list.team(),
                list.workflows(),
                list.confirmed(),
                list.modules(),
                list.tools(),
                list.briefs(),
                list.readOuts());
    }

    private LocalDate day(int number) {
        return launch.monday().plusDays(number - 1L);
    }

    /// @param at when it was done, if it was
    private State by(Optional<Instant> at, LocalDate due) {
        var end = launch.endOf(due);
        return at.map(done -> done.isBefore(end) ? State.MET : State.NOT_BY_ITS_DAY)
                .orElse(facts.now().isBefore(end) ? State.WAITING : State.LATE);
    }

    private Item team() {
        var there = facts.teamKnown() && !facts.members().isEmpty();
        var state = by(there ? Optional.of(launch.startedAt()) : Optional.empty(), day(1));
        var seen = new ArrayList<Seen>();
        seen.add(
                Seen.said(
                        "%s, %s; started by %s"
                                .formatted(
                                        launch.teamTitle(),
                                        many(facts.members().size(), "person", "people"),
                                        facts.name(launch.startedBy()))));
        if (!launch.cohort().isEmpty()) {
            seen.add(new Seen("its cohort", "/learn/cohorts/" + launch.cohort(), Door.COHORTS));
        }
        var next =
                there
                        ? ""
                        : !facts.teamKnown()
                                ? "the organisation in force has no team `"
                                        + launch.team()
                                        + "` any more: call this launch off and start another"
                                : facts.name(launch.startedBy())
                                        + " lets somebody join the cohort: nobody is in it";
        return new Item(1, "One team", state, day(1), seen, next);
    }

    private Item workflows() {
        var seen =
                launch.workflows().stream()
                        .map(g ->
                                Seen.said(
                                        g.workflow()
                                                + ": "
                                                + g.slo()
                                                + ", "
                                                + g.target().toPlainString()
                                                + "; "
                                                + Optional.ofNullable(
                                                                facts.measured().get(g.workflow()))
                                                        .map(m -> m + " min a piece before")
                                                        .orElse(
                                                                "nobody measured it before, so no"
                                                                        + " saving will be"
                                                                        + " claimed")))
                        .toList();
        return new Item(
                2,
                "Two workflows, each with an objective",
                by(Optional.of(launch.startedAt()), day(1)),
                day(1),
                seen,
                "");
    }

    private Item confirmed() {
        var due = day(3);
        var partner =
                facts.security().isEmpty()
                        ? "the organisation file names no `security_partner`: name one"
                        : facts.name(facts.security()) + ", the security partner,";
        var signed = facts.confirmation();
        var changed = signed.map(this::changed).orElse(List.of());
        var holds = signed.isPresent() && changed.isEmpty();
        var seen = new ArrayList<Seen>();
        signed.ifPresent(c -> {
            seen.add(
                    new Seen(
                            "%s on %s: %s"
                                    .formatted(
                                            facts.name(c.said().by()),
                                            c.said().at().atZone(launch.zone()).toLocalDate(),
                                            c.said().words()),
                            "/playbooks/" + c.playbook(),
                            Door.EVERYBODY));
            if (!holds) {
                seen.add(
                        Seen.said(
                                "void: the "
                                        + String.join(" and the ", changed)
                                        + " changed since it was signed"));
            }
        });
        var next =
                holds
                        ? ""
                        : facts.security().isEmpty()
                                ? partner
                                : partner
                                        + (signed.isEmpty()
                                                ? " reads the roles and regions below and signs"
                                                        + " them"
                                                : " reads what changed and signs anew");
        return new Item(
                3,
                "Roles and regions, confirmed by Security",
                by(holds ? signed.map(c -> c.said().at()) : Optional.empty(), due),
                due,
                seen,
                next);
    }

    /// What voids a confirmation: what was recorded, and while the launch runs also what is in
    /// force since. A change after the two weeks takes nothing back.
    private List<String> changed(Confirmation c) {
        return c.voided()
                .map(Confirmation.Voided::because)
                .orElseGet(() ->
                        launch.isOn() && !launch.isOver(facts.now())
                                ? facts.inForce().map(s -> s.changedSince(c)).orElse(List.of())
                                : List.of());
    }

    /// A module that was taught for long enough with a manager in the room.
    private record Taught(String session, String title, Instant at, List<String> managers) {}

    private List<Taught> taught() {
        var minutes = new HashMap<String, Integer>();
        var out = new ArrayList<Taught>();
        facts.held().stream()
                .filter(h -> !h.managers().isEmpty())
                .sorted(Comparator.comparing(Held::ends).thenComparing(Held::session))
                .forEach(h ->
                        lengths(h)
                                .forEach((module, length) -> {
                                    var before = minutes.getOrDefault(module, 0);
                                    minutes.put(module, before + length);
                                    if (before < MODULE_MINUTES
                                            && before + length >= MODULE_MINUTES) {
                                        out.add(
                                                new Taught(
                                                        h.session(),
                                                        h.title(),
                                                        h.ends(),
                                                        h.managers()));
                                    }
                                }));
        return out;
    }

    /// A session that belongs to no module of the course is one by itself.
    private static Map<String, Integer> lengths(Held h) {
        return h.parts().isEmpty() ? Map.of(h.session(), h.minutes()) : h.parts();
    }

    private Item modules() {
        var due = day(10);
        var taught = taught();
        var seen =
                new ArrayList<>(
                        taught.stream()
                                .map(t ->
                                        new Seen(
                                                t.title()
                                                        + ", with "
                                                        + t.managers().stream()
                                                                .map(facts::name)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                " and ")),
                                                "/learn/sessions/" + t.session(),
                                                Door.COHORTS))
                                .toList());
        var without = facts.held().stream().filter(h -> h.managers().isEmpty()).count();
        if (without > 0) {
            seen.add(
                    Seen.said(
                            many(without, "session was", "sessions were")
                                    + " held with no ops manager marked present"));
        }
        var missing = MODULES - taught.size();
        return new Item(
                4,
                "Two modules of 45 minutes, with a manager",
                by(nth(taught.stream().map(Taught::at), MODULES), due),
                due,
                seen,
                missing <= 0
                        ? ""
                        : "an ops manager of the cohort comes to %s of at least %d minutes, and the trainer marks them present"
                                .formatted(
                                        many(missing, "more module", "more modules"),
                                        MODULE_MINUTES));
    }

    private Item tools() {
        var due = day(12);
        var missing = TOOLS - facts.tools().size();
        return new Item(
                5,
                "Two microtools open",
                // A tool that asks nothing was open before there was a launch.
                by(nth(facts.tools().stream().map(OpenTool::since), TOOLS), due),
                due,
                facts.tools().stream()
                        .map(t ->
                                new Seen(
                                        t.name() + ", open for " + facts.name(t.person()),
                                        "/quality/tools/" + t.name(),
                                        Door.EVERYBODY))
                        .toList(),
                missing <= 0
                        ? ""
                        : "somebody of the team opens "
                                + many(missing, "more microtool", "more microtools")
                                + ": each says on their home page what is missing");
    }

    private static Optional<Instant> nth(java.util.stream.Stream<Instant> times, int n) {
        return times.sorted().skip(n - 1L).findFirst();
    }

    private Item briefs() {
        var due = launch.last();
        var expected =
                java.util.stream.IntStream.rangeClosed(1, Launch.DAYS)
                        .mapToObj(this::day)
                        .filter(d ->
                                !facts.now()
                                        .isBefore(
                                                d.atTime(facts.briefTime())
                                                        .toInstant(ZoneOffset.UTC)
                                                        .plus(GRACE)))
                        .toList();
        var missing = expected.stream().filter(d -> !facts.briefs().contains(d)).toList();
        var made =
                java.util.stream.IntStream.rangeClosed(1, Launch.DAYS)
                        .mapToObj(this::day)
                        .filter(facts.briefs()::contains)
                        .toList();
        var seen = new ArrayList<Seen>();
        if (!made.isEmpty()) {
            seen.add(
                    new Seen(
                            many(made.size(), "brief", "briefs")
                                    + ", the last of "
                                    + made.getLast(),
                            "/brief?day=" + made.getLast(),
                            Door.BRIEFS));
        }
        missing.forEach(d -> seen.add(Seen.said("none was made on " + d)));
        var state =
                !missing.isEmpty()
                        ? State.NOT_BY_ITS_DAY
                        : made.size() == Launch.DAYS ? State.MET : State.WAITING;
        return new Item(
                6,
                "A daily brief on each day",
                state,
                due,
                seen,
                switch (state) {
                    case MET -> "";
                    case WAITING ->
                            "nobody: one is made every day at %s UTC, %d of %d so far"
                                    .formatted(facts.briefTime(), made.size(), Launch.DAYS);
                    case LATE, NOT_BY_ITS_DAY ->
                            "an administrator looks why the server made none; a day that is gone"
                                    + " stays without one";
                });
    }

    private Item readOuts() {
        var read =
                facts.readOuts().stream()
                        .collect(Collectors.toMap(ReadOut::friday, r -> r.said().at()));
        var states =
                launch.fridays().stream()
                        .map(f -> by(Optional.ofNullable(read.get(f)), f))
                        .toList();
        var state =
                List.of(State.LATE, State.NOT_BY_ITS_DAY, State.WAITING).stream()
                        .filter(states::contains)
                        .findFirst()
                        .orElse(State.MET);
        var open = launch.fridays().stream().filter(f -> !read.containsKey(f)).findFirst();
        return new Item(
                7,
                "A read-out on each Friday",
                state,
                launch.fridays().getLast(),
                facts.readOuts().stream()
                        .map(r ->
                                new Seen(
                                        r.friday() + ": " + r.said().words(),
                                        "#read-" + r.friday(),
                                        Door.EVERYBODY))
                        .toList(),
                open.map(f ->
                                facts.name(launch.startedBy())
                                        + ", or another programme manager, reads the week out on "
                                        + f
                                        + " and signs it")
                        .orElse(""));
    }

    private static String many(long count, String one, String more) {
        return count + " " + (count == 1 ? one : more);
    }
}
