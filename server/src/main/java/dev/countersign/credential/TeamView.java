package dev.countersign.credential;

import dev.countersign.kernel.Refusal;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.training.Courses;
import dev.countersign.training.Mentoring;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Whose competencies somebody may see: managers everybody's, mentors those of the people they
/// teach, anybody their own.
public final class TeamView {
    private final Competencies competencies;
    private final Mentoring mentoring;
    private final Courses courses;
    private final People people;

    public TeamView(
            Competencies competencies, Mentoring mentoring, Courses courses, People people) {
        this.competencies = competencies;
        this.mentoring = mentoring;
        this.courses = courses;
        this.people = people;
    }

    /// @param standings in the order of the columns
    public record Row(String person, List<Standing> standings) {}

    /// @param columns titles by competency
    public record Table(Map<String, String> columns, List<Row> people) {}

    public boolean may(Identity who) {
        return Competencies.seesAll(who) || who.has("mentor");
    }

    /// @throws dev.countersign.kernel.ProblemException 403
    public Table of(Identity who) {
        if (!may(who)) {
            throw refused();
        }
        var rows =
                visible(who).stream()
                        .map(p -> new Row(p, competencies.standings(p)))
                        .filter(r -> !r.standings().isEmpty())
                        .toList();
        var columns = new LinkedHashMap<String, String>();
        competencies
                .defined()
                .forEach((id, d) -> columns.put(id, d.getFirst().competency().title()));
        return new Table(columns, rows);
    }

    /// @throws dev.countersign.kernel.ProblemException 403
    public void require(Identity who, String person) {
        if (!who.id().equals(person)
                && !Competencies.seesAll(who)
                && !visible(who).contains(person)) {
            throw refused();
        }
    }

    private Collection<String> visible(Identity who) {
        var learners =
                mentoring.learners(who).stream()
                        .map(l -> l.enrolment().person())
                        .collect(Collectors.toSet());
        if (Competencies.seesAll(who)) {
            learners.addAll(competencies.people());
        }
        Set<String> active =
                people.everyone().stream()
                        .filter(Person::active)
                        .map(Person::id)
                        .collect(Collectors.toSet());
        return learners.stream().filter(active::contains).sorted().toList();
    }

    /// Whether a competency is for one's roles, or one has begun to show it.
    public boolean concerns(Identity who, Standing s) {
        return !s.claims().isEmpty()
                || !s.decisions().isEmpty()
                || s.definitions().stream()
                        .flatMap(d -> courses.find(d.pack()).stream())
                        .anyMatch(t -> who.hasAny(t.pack().roles()))
                || s.facts().accepted().keySet().stream()
                        .anyMatch(k ->
                                s.definitions().stream()
                                        .anyMatch(d -> k.contains(":" + d.pack() + "/")));
    }

    private static RuntimeException refused() {
        return Refusal.of(
                403,
                "team",
                "the team's competencies are for managers, and for mentors of their people",
                "your own are at /learn/competencies");
    }
}
