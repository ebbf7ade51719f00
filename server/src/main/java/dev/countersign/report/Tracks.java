package dev.countersign.report;

import dev.countersign.course.Pack;
import dev.countersign.playbook.Organisation;
import dev.countersign.playbook.Playbook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/// The playbook's training tracks beside the courses that teach them: whom they are for, what they
/// take, and what proves each outcome. Pure.
public record Tracks(List<Track> tracks) {
    public Tracks {
        tracks = List.copyOf(tracks);
    }

    /// @param role whom it trains; empty where no setting binds it
    /// @param people who have the role
    /// @param courses that teach it, by id and title
    public record Track(
            String id,
            Optional<String> role,
            int people,
            List<String> kpis,
            List<Course> courses,
            List<Part> parts) {
        public Track {
            kpis = List.copyOf(kpis);
            courses = List.copyOf(courses);
            parts = List.copyOf(parts);
        }

        /// What the playbook expects of one person.
        public int minutes() {
            return parts.stream().mapToInt(Part::minutes).sum();
        }

        /// What it expects of all who have the role.
        public String effort() {
            return duration((long) minutes() * people);
        }
    }

    public record Course(String id, String title) {}

    /// A module of the track.
    ///
    /// @param taught minutes of the course's module that teaches it
    public record Part(String name, int minutes, OptionalInt taught, List<Outcome> outcomes) {
        public Part {
            outcomes = List.copyOf(outcomes);
        }

        /// Whether the course takes as long as the playbook says.
        public boolean differs() {
            return taught.isPresent() && taught.getAsInt() != minutes;
        }
    }

    /// @param items labs and questions that assess it, in words; none where nothing does
    /// @param opens what it leads to, where its name is a prompt's
    public record Outcome(String name, List<String> items, Optional<String> opens) {
        public Outcome {
            items = List.copyOf(items);
        }
    }

    /// @param holders how many people have a role
    public static Tracks of(
            Playbook playbook,
            Organisation organisation,
            ToIntFunction<String> holders,
            Collection<Pack> packs) {
        var out = new ArrayList<Track>();
        for (var track : playbook.trainingTracks()) {
            var role = Optional.ofNullable(organisation.settings().trackRoles().get(track.id()));
            var teaching =
                    packs.stream()
                            .filter(p ->
                                    p.curriculum().track().stream().anyMatch(track.id()::equals))
                            .sorted(Comparator.comparing(Pack::id))
                            .toList();
            out.add(
                    new Track(
                            track.id(),
                            role,
                            role.stream().mapToInt(holders).sum(),
                            track.kpis(),
                            teaching.stream().map(p -> new Course(p.id(), p.title())).toList(),
                            track.modules().stream()
                                    .map(m ->
                                            new Part(
                                                    m.name(),
                                                    m.durationMin(),
                                                    taught(m, teaching),
                                                    m.outcomes().stream()
                                                            .map(o ->
                                                                    new Outcome(
                                                                            o,
                                                                            items(o, teaching),
                                                                            opens(
                                                                                    o,
                                                                                    role,
                                                                                    playbook,
                                                                                    organisation)))
                                                            .toList()))
                                    .toList()));
        }
        return new Tracks(out);
    }

    /// The playbook and a course name modules differently; outcomes have one name in both.
    private static OptionalInt taught(Playbook.Module module, List<Pack> packs) {
        return packs.stream()
                .flatMap(p -> p.modules().stream())
                .filter(m ->
                        m.outcomes().stream().anyMatch(o -> module.outcomes().contains(o.id())))
                .mapToInt(Pack.Module::minutes)
                .findFirst();
    }

    private static List<String> items(String outcome, List<Pack> packs) {
        var out = new ArrayList<String>();
        for (var pack : packs) {
            pack.labs().values().stream()
                    .filter(l -> l.outcomes().contains(outcome))
                    .forEach(l -> out.add("lab " + l.id()));
            var questions =
                    pack.banks().values().stream()
                            .flatMap(b -> b.items().stream())
                            .filter(i -> i.outcomes().contains(outcome))
                            .count();
            if (questions > 0) {
                out.add(questions + (questions == 1 ? " question" : " questions"));
            }
        }
        return out;
    }

    private static Optional<String> opens(
            String outcome, Optional<String> role, Playbook playbook, Organisation organisation) {
        var roles = playbook.rbac().roles();
        if (roles.stream().noneMatch(r -> r.prompts().contains(outcome))) {
            return Optional.empty();
        }
        if (roles.stream()
                .filter(r -> role.stream().anyMatch(r.name()::equals))
                .noneMatch(r -> r.prompts().contains(outcome))) {
            return Optional.of("a prompt that this role may not run");
        }
        var tools = organisation.settings().toolPrompts();
        return Optional.of(
                playbook.trainingTracks().stream()
                        .flatMap(t -> t.microtools().stream())
                        .filter(t -> tools.getOrDefault(t.name(), t.name()).equals(outcome))
                        .filter(t -> !t.gatingConditions().isEmpty())
                        .findFirst()
                        .map(t -> "running it, once the gate of " + t.name() + " is open")
                        .orElse("running it; no gate guards it"));
    }

    /// What somebody has to mend, in sentences.
    public List<String> findings() {
        return tracks.stream().flatMap(Tracks::findings).toList();
    }

    private static Stream<String> findings(Track t) {
        var out = new ArrayList<String>();
        if (t.role().isEmpty()) {
            out.add(
                    "`%s` is bound to no role: nobody is enrolled; name it under `settings.track_roles`"
                            .formatted(t.id()));
        }
        if (t.courses().isEmpty()) {
            out.add(
                    "no course teaches `%1$s`: write `track: %1$s` into one's `pack.yaml`"
                            .formatted(t.id()));
            return out.stream();
        }
        for (var part : t.parts()) {
            if (part.differs()) {
                out.add(
                        "\"%s\" takes %d minutes in the playbook and %d in the course"
                                .formatted(part.name(), part.minutes(), part.taught().getAsInt()));
            }
            part.outcomes().stream()
                    .filter(o -> o.items().isEmpty())
                    .map(o ->
                            "no lab and no question assesses `%s` of \"%s\""
                                    .formatted(o.name(), part.name()))
                    .forEach(out::add);
        }
        return out.stream();
    }

    static String duration(long minutes) {
        var hours = minutes / 60;
        var rest = minutes % 60;
        if (hours == 0) {
            return rest + " min";
        }
        return rest == 0 ? hours + " h" : hours + " h " + rest + " min";
    }
}
