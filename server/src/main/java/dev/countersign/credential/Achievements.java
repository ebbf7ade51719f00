package dev.countersign.credential;

import dev.countersign.course.Pack;
import dev.countersign.course.Pack.Proof;
import dev.countersign.credential.BadgeDocument.Achievement;
import dev.countersign.credential.BadgeDocument.Evidence;
import dev.countersign.training.Courses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What competencies and courses ask for, in words and links.
public final class Achievements {
    private final Courses courses;

    Achievements(Courses courses) {
        this.courses = courses;
    }

    /// One line of what a level asks for.
    ///
    /// @param depth how far it is inside `all of` and `one of`
    /// @param link where it is met; empty for a line that joins others
    public record Line(int depth, String text, String link, boolean met) {}

    /// What a proof asks for, and what of it is there.
    public List<Line> lines(Proof proof, String pack, Facts facts) {
        var out = new ArrayList<Line>();
        add(out, 0, proof, pack, facts);
        return out;
    }

    private void add(List<Line> out, int depth, Proof proof, String pack, Facts facts) {
        var met = Appraisal.met(proof, pack, facts).isPresent();
        switch (proof) {
            case Proof.All(var parts) -> {
                out.add(new Line(depth, "all of these", "", met));
                parts.forEach(p -> add(out, depth + 1, p, pack, facts));
            }
            case Proof.Any(var parts) -> {
                out.add(new Line(depth, "one of these", "", met));
                parts.forEach(p -> add(out, depth + 1, p, pack, facts));
            }
            case Proof.LabPassed(var lab) ->
                    out.add(
                            new Line(
                                    depth,
                                    piece(proof, pack),
                                    "/learn/" + pack + "/labs/" + lab,
                                    met));
            case Proof.QuizPassed _ ->
                    out.add(new Line(depth, piece(proof, pack), "/learn/" + pack, met));
            case Proof.CourseDone(var course) ->
                    out.add(new Line(depth, piece(proof, pack), "/learn/" + course, met));
        }
    }

    /// A proof as a sentence.
    String words(Proof proof, String pack) {
        return switch (proof) {
            case Proof.All(var parts) -> joined(parts, pack, " and ");
            case Proof.Any(var parts) -> "(" + joined(parts, pack, " or ") + ")";
            case Proof.LabPassed _, Proof.QuizPassed _, Proof.CourseDone _ -> piece(proof, pack);
        };
    }

    private String joined(List<Proof> parts, String pack, String word) {
        return parts.stream().map(p -> words(p, pack)).collect(Collectors.joining(word));
    }

    private String piece(Proof leaf, String pack) {
        var in = courses.find(pack).map(Courses.Taught::pack);
        return switch (leaf) {
            case Proof.LabPassed(var lab) ->
                    "lab "
                            + lab
                            + in.flatMap(p -> p.lab(lab)).map(l -> ", " + l.title()).orElse("");
            case Proof.QuizPassed(var quiz) ->
                    "quiz " + in.flatMap(p -> p.quiz(quiz)).map(q -> q.title()).orElse(quiz);
            case Proof.CourseDone(var course) ->
                    "course " + courses.find(course).map(t -> t.pack().title()).orElse(course);
            case Proof.All _, Proof.Any _ -> "";
        };
    }

    /// @param level from 1
    Achievement competency(Definition d, int level) {
        var levelName = d.name(level);
        var proof = Optional.ofNullable(d.competency().ladder().get(levelName));
        return new Achievement(
                "Competency",
                path("competency", d.competency().id()),
                d.competency().title(),
                "The competency “"
                        + d.competency().title()
                        + "”, taught in "
                        + courses.find(d.pack()).map(t -> t.pack().title()).orElse(d.pack())
                        + ".",
                "For the level "
                        + levelName
                        + ": "
                        + proof.map(p -> words(p, d.pack())).orElse("proved in another course")
                        + ".",
                levelName);
    }

    Achievement course(Pack pack) {
        return new Achievement(
                "Course",
                path("course", pack.id()),
                pack.title(),
                pack.summary(),
                "All sections done, all labs passed"
                        + (pack.assessment().isPresent() ? ", the assessment passed." : "."),
                "");
    }

    static String path(String kind, String id) {
        return "/credentials/achievements/" + kind + "/" + id;
    }

    /// The accepted pieces that a level rests on.
    List<Evidence> evidence(Definition d, int level, Facts facts) {
        var out = new ArrayList<Evidence>();
        Optional.ofNullable(d.competency().ladder().get(d.name(level)))
                .ifPresent(proof -> collect(out, proof, d.pack(), facts));
        return out;
    }

    private void collect(List<Evidence> out, Proof proof, String pack, Facts facts) {
        switch (proof) {
            case Proof.All(var parts) -> parts.forEach(p -> collect(out, p, pack, facts));
            case Proof.Any(var parts) -> parts.forEach(p -> collect(out, p, pack, facts));
            case Proof.LabPassed _, Proof.QuizPassed _, Proof.CourseDone _ ->
                    facts.find(Appraisal.key(proof, pack))
                            .ifPresent(span ->
                                    out.add(
                                            new Evidence(
                                                    Appraisal.key(proof, pack),
                                                    piece(proof, pack),
                                                    span.newest())));
        }
    }
}
