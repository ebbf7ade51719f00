package dev.countersign.credential;

import dev.countersign.course.Quiz;
import dev.countersign.storage.Tx;
import dev.countersign.training.Courses;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads how somebody stands, from what is kept and what the packs in force ask for.
final class Standings {
    private final Courses courses;
    private final InstantSource clock;
    private final CompetencyStore store;

    Standings(Courses courses, InstantSource clock, CompetencyStore store) {
        this.courses = courses;
        this.clock = clock;
        this.store = store;
    }

    /// Every competency that is taught, by id, with the packs that define it.
    Map<String, List<Definition>> defined() {
        var out = new LinkedHashMap<String, List<Definition>>();
        courses.all().stream()
                .map(Courses.Taught::pack)
                .sorted(Comparator.comparing(p -> p.id()))
                .forEach(pack ->
                        pack.competencies()
                                .forEach(c ->
                                        out.computeIfAbsent(c.id(), _ -> new ArrayList<>())
                                                .add(new Definition(pack.id(), c))));
        return out;
    }

    Standing of(Tx tx, String person, String competency) {
        return of(tx, person, competency, facts(tx, person));
    }

    List<Standing> all(Tx tx, String person) {
        var facts = facts(tx, person);
        return defined().keySet().stream().map(id -> of(tx, person, id, facts)).toList();
    }

    private Standing of(Tx tx, String person, String competency, Facts facts) {
        var definitions = defined().getOrDefault(competency, List.of());
        var decisions = store.decisions(tx, person, competency);
        var claims = Appraisal.claims(definitions, facts, decisions);
        return new Standing(
                person,
                competency,
                definitions,
                claims,
                Appraisal.held(claims, clock.instant()),
                decisions,
                facts);
    }

    Facts facts(Tx tx, String person) {
        return Facts.of(store.pieces(tx, person), this::counts);
    }

    private Quiz.Counts counts(String piece) {
        var slash = piece.indexOf('/');
        return piece.startsWith("quiz:") && slash > 0
                ? courses.find(piece.substring("quiz:".length(), slash))
                        .flatMap(t -> t.pack().quiz(piece.substring(slash + 1)))
                        .map(courses::counts)
                        .orElse(Quiz.Counts.BEST)
                : Quiz.Counts.BEST;
    }
}
