package dev.countersign;

import dev.countersign.api.LaunchResources;
import dev.countersign.assurance.Tool;
import dev.countersign.gate.GateState;
import dev.countersign.gate.Gates;
import dev.countersign.launch.Launches;
import dev.countersign.launch.OpenTool;
import dev.countersign.launch.web.LaunchPages;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.policy.Rulebook;
import dev.countersign.report.Line;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The two-week checklist, put together.
final class LaunchRoom {
    private final Launches launches;

    LaunchRoom(Launches.Parts parts) {
        launches = new Launches(parts);
    }

    /// The microtools in force that are open for one of these people at least, each with whom it
    /// opened for first.
    static Function<Set<String>, List<OpenTool>> openTools(
            Supplier<List<Tool>> tools,
            Supplier<Optional<Rulebook>> rulebook,
            Gates gates,
            People people,
            InstantSource clock) {
        return members ->
                tools.get().stream()
                        .flatMap(t ->
                                members.stream()
                                        .sorted()
                                        .filter(m ->
                                                rulebook.get()
                                                        .flatMap(r ->
                                                                r.roleFor(
                                                                        people.rolesNow(m),
                                                                        t.prompt()))
                                                        .isPresent())
                                        .flatMap(m ->
                                                since(gates, t, m, clock)
                                                        .map(at -> new OpenTool(t.name(), m, at))
                                                        .stream())
                                        .min(Comparator.comparing(OpenTool::since))
                                        .stream())
                        .toList();
    }

    private static Optional<Instant> since(
            Gates gates, Tool tool, String person, InstantSource clock) {
        if (tool.gate().conditions().isEmpty()) {
            return Optional.of(Instant.EPOCH);
        }
        return switch (gates.state(tool.gate(), person)) {
            // The watch tells it within seconds; until then it opened just now.
            case GateState.Open _ ->
                    Optional.of(gates.openSince(person, tool.name()).orElseGet(clock::instant));
            case GateState.Shut _ -> Optional.empty();
        };
    }

    void mount(
            Web web,
            People people,
            Predicate<Identity> briefs,
            BiPredicate<Identity, String> opens,
            Frames frames) {
        new LaunchResources(launches).mount(web);
        new LaunchPages(launches, people, briefs, opens, frames).mount(web);
    }

    boolean mayRead(Identity who) {
        return launches.mayRead(who);
    }

    List<Line> tasks(Identity who) {
        return launches.tasks(who).stream().map(t -> new Line(t.sentence(), t.href())).toList();
    }
}
