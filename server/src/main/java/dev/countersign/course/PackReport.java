package dev.countersign.course;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How a pack adds up, in lines that people read: hours, outcomes and where each is verified, labs
/// with their pass rules, questions, materials.
public final class PackReport {
    private PackReport() {}

    public static List<String> of(Pack pack) {
        var out = new ArrayList<String>();
        out.add(pack.id() + " " + pack.version() + ": " + pack.title());
        out.add("hours " + hours(pack.minutes()) + " in " + pack.modules().size() + " modules");
        for (var m : pack.modules()) {
            out.add(
                    "  %s %s: %s = %s"
                            .formatted(
                                    m.id(),
                                    m.title(),
                                    m.sections().stream()
                                            .map(s -> hours(s.minutes()))
                                            .collect(Collectors.joining(" + ")),
                                    hours(m.minutes())));
        }
        forms(pack, out);
        outcomes(pack, out);
        out.add("labs " + pack.labs().size());
        for (var lab : pack.labs().values()) {
            out.add(
                    "  %s %s, %d min: %s"
                            .formatted(lab.id(), lab.title(), lab.minutes(), inWords(lab.pass())));
        }
        for (var bank : pack.banks().values()) {
            out.add("bank " + bank.id() + ": " + bank.items().size() + " questions");
        }
        for (var quiz : pack.quizzes().values()) {
            out.add(
                    "quiz %s: %d questions, pass %s %%, %d attempts"
                            .formatted(
                                    quiz.id(),
                                    quiz.items(),
                                    percent(quiz.pass()),
                                    quiz.attempts()));
        }
        for (var set : pack.scenarios().values()) {
            out.add("scenarios " + set.id() + ": " + set.items().size());
        }
        out.add("decision trees " + pack.trees().size() + ", videos " + pack.videos().size());
        out.add("materials " + pack.materials().size());
        curriculum(pack.curriculum(), out);
        return out;
    }

    private static void curriculum(Curriculum c, List<String> out) {
        c.track().ifPresent(t -> out.add("teaches the track " + t));
        for (var d : c.days()) {
            out.add(
                    "  week %d %s: %s; %s; by evening: %s"
                            .formatted(
                                    d.week(),
                                    d.day().name().toLowerCase(Locale.ROOT),
                                    String.join(", ", d.modules()),
                                    d.focus(),
                                    d.deliverable()));
        }
        for (var m : c.metadata()) {
            out.add(
                    "filed %s: %s, %s, %s, for %s, owned by %s, validated by %s"
                            .formatted(
                                    m.id(),
                                    m.type(),
                                    m.stage(),
                                    m.status().name().toLowerCase(Locale.ROOT),
                                    String.join(", ", m.roles()),
                                    String.join(", ", m.owners()),
                                    m.validationProfile()));
            out.add(
                    "  target %s: %s; evidence %s"
                            .formatted(
                                    m.proficiencyTarget(),
                                    m.competencies().entrySet().stream()
                                            .map(e -> e.getKey() + " " + e.getValue())
                                            .collect(Collectors.joining(", ")),
                                    String.join(", ", m.evidence())));
        }
        for (var p : c.projects().values()) {
            out.add(
                    "project %s, %d min in %d phases, by %s, reviewed by %s %s"
                            .formatted(
                                    p.id(),
                                    p.minutes(),
                                    p.phases().size(),
                                    p.signOff().author(),
                                    p.signOff().reviewer(),
                                    p.signOff().on()));
        }
    }

    private static void forms(Pack pack, List<String> out) {
        var byForm =
                pack.modules().stream()
                        .flatMap(m -> m.sections().stream())
                        .collect(
                                Collectors.groupingBy(
                                        Pack.Section::form,
                                        java.util.TreeMap::new,
                                        Collectors.summingInt(Pack.Section::minutes)));
        byForm.forEach((form, minutes) ->
                out.add(
                        "  %s %s, %d %%"
                                .formatted(
                                        form.name().toLowerCase(Locale.ROOT),
                                        hours(minutes),
                                        Math.round(100f * minutes / Math.max(1, pack.minutes())))));
    }

    private static void outcomes(Pack pack, List<String> out) {
        var all = pack.outcomes();
        var verified = 0;
        var lines = new ArrayList<String>();
        for (var outcome : all.keySet()) {
            var labs =
                    pack.labs().values().stream()
                            .filter(l -> l.outcomes().contains(outcome))
                            .map(l -> "lab " + l.id());
            var questions =
                    pack.banks().values().stream()
                            .flatMap(b -> b.items().stream())
                            .filter(i -> i.outcomes().contains(outcome))
                            .count();
            var by =
                    Stream.concat(
                                    labs,
                                    questions == 0
                                            ? Stream.of()
                                            : Stream.of(questions + " questions"))
                            .toList();
            verified += by.isEmpty() ? 0 : 1;
            lines.add("  " + outcome + ": " + (by.isEmpty() ? "nothing" : String.join(", ", by)));
        }
        out.add("outcomes verified " + verified + " of " + all.size());
        out.addAll(lines);
    }

    /// A pass rule in words.
    public static String inWords(Lab.Pass pass) {
        var out = new ArrayList<String>();
        pass.score().ifPresent(s -> out.add("at least " + s.least() + " of " + s.of()));
        pass.words()
                .ifPresent(w ->
                        out.add(
                                (w.entries() > 1 ? w.entries() + " entries of " : "")
                                        + (w.least() > 0 ? w.least() + " to " : "at most ")
                                        + w.most()
                                        + " words"));
        pass.group().ifPresent(g -> out.add("a group, at least " + g));
        if (pass.allSteps()) {
            out.add("every step");
        }
        pass.observed().ifPresent(o -> out.add("the first " + o + " observed"));
        if (pass.mentor()) {
            out.add("signed by a mentor");
        }
        return String.join("; ", out);
    }

    private static String hours(int minutes) {
        return minutes % 60 == 0
                ? minutes / 60 + " h"
                : String.format(Locale.ROOT, "%d:%02d h", minutes / 60, minutes % 60);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.4g", 100 * share);
    }
}
