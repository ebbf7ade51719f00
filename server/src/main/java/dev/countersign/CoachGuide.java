package dev.countersign;

import dev.countersign.course.Pack;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.playbook.LoadedPlaybook;
import dev.countersign.playbook.Playbook;
import dev.countersign.playbook.Playbooks;
import dev.countersign.report.Coaching;
import dev.countersign.report.Line;
import dev.countersign.training.Attempts;
import dev.countersign.training.Courses;
import dev.countersign.training.Learning;
import dev.countersign.training.Training;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// From a miss in the daily brief to whom it is talked over with and the module that teaches it.
final class CoachGuide {
    private final People people;
    private final Playbooks playbooks;
    private final Training training;

    CoachGuide(People people, Playbooks playbooks, Training training) {
        this.people = people;
        this.playbooks = playbooks;
        this.training = training;
    }

    /// @param reader empty for the managers' channel, where each link is for somebody
    Coaching forReader(Optional<Identity> reader) {
        return line ->
                line.about().person().isEmpty()
                        ? Optional.empty()
                        : people.person(line.about().person()).map(p -> coach(reader, line, p));
    }

    private Coaching.Coach coach(Optional<Identity> reader, Line line, Person person) {
        var learns = learns(person);
        var module = module(line.about(), person, learns);
        return new Coaching.Coach(
                person.name(),
                standing(reader, person, learns, module),
                module.map(Taught::title).orElse(""),
                module.map(Taught::href).orElse(""),
                line.href());
    }

    /// How far they are, which mentors and managers may see of others.
    private static String standing(
            Optional<Identity> reader, Person person, List<String> learns, Optional<Taught> about) {
        if (reader.filter(r -> !Attempts.marks(r) || r.id().equals(person.id())).isPresent()) {
            return "";
        }
        return Stream.concat(
                        about.stream().map(Taught::pack).filter(learns::contains), learns.stream())
                .findFirst()
                .map(pack -> "/learn/mentor/" + pack + "/" + person.id())
                .orElse("");
    }

    /// Ids of the courses somebody is enrolled in.
    private List<String> learns(Person person) {
        return people.identity(person.id()).stream()
                .flatMap(i -> training.learning().of(i).stream())
                .filter(Learning.Progress::enrolled)
                .map(p -> p.taught().pack().id())
                .sorted()
                .toList();
    }

    /// A module that teaches something.
    ///
    /// @param pack empty where only the playbook names it; then nothing is linked
    private record Taught(String pack, String title, String href) {
        static Taught of(Pack pack, Pack.Module module) {
            return new Taught(
                    pack.id(),
                    module.title(),
                    "/learn/"
                            + pack.id()
                            + "/"
                            + module.folder()
                            + "/"
                            + module.sections().getFirst().id());
        }
    }

    /// The module with a quiz that opens the tool, or with labs on the category; else the
    /// playbook's own that has the prompt among its outcomes.
    private Optional<Taught> module(Line.About about, Person person, List<String> learns) {
        return Stream.of(
                        about.category().isEmpty()
                                ? Optional.<Taught>empty()
                                : inPacks(person, learns, p -> teaches(p, about.category())),
                        inPacks(person, learns, p -> opens(p, tools(about.tool()))),
                        inPlaybook(about.tool()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private interface Finder {
        Predicate<Pack.Module> in(Pack pack);
    }

    /// First where they learn, then where their role does.
    private Optional<Taught> inPacks(Person person, List<String> learns, Finder finder) {
        return training.courses().all().stream()
                .map(Courses.Taught::pack)
                .sorted(
                        Comparator.comparing((Pack p) -> !learns.contains(p.id()))
                                .thenComparing(
                                        p -> p.roles().stream().noneMatch(person.roles()::contains))
                                .thenComparing(Pack::id))
                .flatMap(p ->
                        p.modules().stream()
                                .filter(m -> !m.sections().isEmpty())
                                .filter(finder.in(p))
                                .map(m -> Taught.of(p, m)))
                .findFirst();
    }

    private static Predicate<Pack.Module> opens(Pack pack, Set<String> tools) {
        return m ->
                m.sections().stream()
                        .flatMap(s -> s.quiz().stream())
                        .flatMap(q -> pack.quiz(q).stream())
                        .anyMatch(q -> q.opens().stream().anyMatch(tools::contains));
    }

    private static Predicate<Pack.Module> teaches(Pack pack, String category) {
        return m ->
                pack.labs().values().stream()
                        .filter(l -> l.module().equals(m.id()))
                        .flatMap(l -> l.scenarios().stream())
                        .flatMap(s -> pack.scenarioSet(s).stream())
                        .flatMap(s -> s.items().stream())
                        .anyMatch(s -> s.key().category().equals(category));
    }

    /// What a prompt is called as a microtool, with its own name.
    private Set<String> tools(String prompt) {
        return Stream.concat(
                        Stream.of(prompt),
                        playbooks.active().stream()
                                .flatMap(p ->
                                        p
                                                .organisation()
                                                .settings()
                                                .toolPrompts()
                                                .entrySet()
                                                .stream())
                                .filter(e -> e.getValue().equals(prompt))
                                .map(e -> e.getKey()))
                .collect(java.util.stream.Collectors.toSet());
    }

    private Optional<Taught> inPlaybook(String prompt) {
        var names = tools(prompt);
        return playbooks.active().map(LoadedPlaybook::playbook).stream()
                .flatMap(p -> p.trainingTracks().stream())
                .flatMap(t -> t.modules().stream())
                .filter(m -> m.outcomes().stream().anyMatch(names::contains))
                .map(Playbook.Module::name)
                .findFirst()
                .map(this::titled);
    }

    /// A course's module of the same name, where there is one.
    private Taught titled(String name) {
        return training.courses().all().stream()
                .map(Courses.Taught::pack)
                .sorted(Comparator.comparing(Pack::id))
                .flatMap(p ->
                        p.modules().stream()
                                .filter(m -> m.title().equals(name) && !m.sections().isEmpty())
                                .map(m -> Taught.of(p, m)))
                .findFirst()
                .orElseGet(() -> new Taught("", name, ""));
    }
}
