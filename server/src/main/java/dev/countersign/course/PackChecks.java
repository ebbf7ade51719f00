package dev.countersign.course;

import dev.countersign.course.Item.Difficulty;
import dev.countersign.course.Pack.Module;
import dev.countersign.course.Pack.Proof;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whether a pack adds up: hours, references, outcomes, and that what must be passed can be.
final class PackChecks {
    private final Pack pack;
    private final Places places;
    private final Findings findings;

    PackChecks(Pack pack, Places places, Findings findings) {
        this.pack = pack;
        this.places = places;
        this.findings = findings;
    }

    void all() {
        hours();
        references();
        outcomes();
        pack.labs().values().forEach(this::lab);
        pack.quizzes().values().forEach(this::quiz);
        pack.competencies().forEach(c -> c.ladder().values().forEach(p -> proof(c.id(), p)));
        new MaterialChecks(pack, places, findings).all();
        new CurriculumChecks(pack, places).all();
        new CountLint(pack, findings).all();
    }

    private void hours() {
        var sum = pack.modules().stream().mapToInt(Module::minutes).sum();
        if (sum != pack.minutes()) {
            places.wrong(
                    "pack.minutes",
                    "pack",
                    "hours",
                    "the pack says " + pack.minutes() + " minutes, its modules sum to " + sum,
                    "make both the same");
        }
        for (var module : pack.modules()) {
            var sections = module.sections().stream().mapToInt(Pack.Section::minutes).sum();
            if (sections != module.minutes()) {
                places.wrong(
                        "module:" + module.id() + ".minutes",
                        "module:" + module.id(),
                        "hours",
                        "`%s` says %d minutes, its sections sum to %d"
                                .formatted(module.id(), module.minutes(), sections),
                        "make both the same");
            }
            for (var section : module.sections()) {
                var labs =
                        section.labs().stream()
                                .flatMap(l -> pack.lab(l).stream())
                                .mapToInt(Lab::minutes)
                                .sum();
                if (labs > section.minutes()) {
                    places.wrong(
                            "section:" + module.id() + "/" + section.id(),
                            "module:" + module.id(),
                            "hours",
                            "`%s` has %d minutes, its labs need %d"
                                    .formatted(section.id(), section.minutes(), labs),
                            "move a lab, or give it more time");
                }
            }
        }
        var mix = pack.mix().values().stream().mapToInt(Integer::intValue).sum();
        if (!pack.mix().isEmpty() && mix != 100) {
            places.wrong(
                    "pack.mix", "pack", "mix", "the shares sum to " + mix, "make them sum to 100");
        }
    }

    private void references() {
        var named = new HashSet<String>();
        for (var module : pack.modules()) {
            for (var section : module.sections()) {
                var place = "section:" + module.id() + "/" + section.id();
                section.labs()
                        .forEach(l -> {
                            known(place, "lab", l, pack.labs().keySet());
                            if (!named.add(l)) {
                                places.wrong(
                                        place,
                                        "pack",
                                        "lab-twice",
                                        "lab `" + l + "` is in two sections",
                                        "keep one");
                            }
                        });
                section.quiz().ifPresent(q -> known(place, "quiz", q, pack.quizzes().keySet()));
                section.video().ifPresent(v -> known(place, "video", v, pack.videos().keySet()));
            }
        }
        pack.labs().keySet().stream()
                .filter(l -> !named.contains(l))
                .forEach(l ->
                        places.wrong(
                                "labs/" + l,
                                "pack",
                                "lab-nowhere",
                                "lab `" + l + "` is in no section",
                                "name it in the `labs` of a section"));
        pack.assessment()
                .ifPresent(a -> known("pack.assessment", "quiz", a, pack.quizzes().keySet()));
    }

    private void known(String place, String what, String name, Collection<String> all) {
        if (!all.contains(name)) {
            places.wrong(
                    place,
                    "pack",
                    "unknown-" + what,
                    "there is no " + what + " `" + name + "`",
                    all.isEmpty()
                            ? "add it"
                            : "known are " + String.join(", ", all.stream().sorted().toList()));
        }
    }

    /// Each outcome is verified, and each that is named exists.
    private void outcomes() {
        var all = pack.outcomes().keySet();
        var verified =
                Stream.concat(
                                pack.labs().values().stream().flatMap(l -> l.outcomes().stream()),
                                pack.banks().values().stream()
                                        .flatMap(b -> b.items().stream())
                                        .flatMap(i -> i.outcomes().stream()))
                        .collect(Collectors.toSet());
        for (var outcome : all) {
            if (!verified.contains(outcome)) {
                places.wrong(
                        "outcome:" + outcome,
                        "pack",
                        "unverified-outcome",
                        "outcome `" + outcome + "` is verified by no lab and no question",
                        "name it in the `outcomes` of one");
            }
        }
        pack.labs()
                .values()
                .forEach(
                        l -> l.outcomes().forEach(o -> known("labs/" + l.id(), "outcome", o, all)));
        pack.banks()
                .values()
                .forEach(b ->
                        b.items()
                                .forEach(i ->
                                        i.outcomes()
                                                .forEach(o ->
                                                        known(
                                                                "item:" + b.id() + "/" + i.id(),
                                                                "outcome",
                                                                o,
                                                                all))));
    }

    private void lab(Lab lab) {
        var place = "labs/" + lab.id();
        known(place, "module", lab.module(), pack.modules().stream().map(Module::id).toList());
        lab.bank().ifPresent(b -> known(place, "bank", b, pack.banks().keySet()));
        lab.scenarios().ifPresent(s -> known(place, "scenarios", s, pack.scenarios().keySet()));
        lab.rubric().ifPresent(r -> known(place, "rubric", r, pack.rubrics().keySet()));
        file("lab:" + lab.id() + ".text", place, "labs/" + lab.text());
        lab.key().ifPresent(k -> file("lab:" + lab.id() + ".key", place, "labs/" + k));
        if (lab.pass().isEmpty()) {
            places.wrong(
                    place,
                    "pack",
                    "no-pass",
                    "nothing says when lab `" + lab.id() + "` is passed",
                    "add `pass:`");
        }
        lab.pass()
                .score()
                .ifPresent(s -> {
                    var there = asked(lab);
                    if (s.least() < 1 || s.least() > s.of() || there >= 0 && s.of() > there) {
                        places.wrong(
                                "lab:" + lab.id() + ".pass",
                                place,
                                "pass",
                                "%d of %d cannot be reached%s"
                                        .formatted(
                                                s.least(),
                                                s.of(),
                                                there < 0 ? "" : ": there are " + there),
                                "mend `score`, or write more");
                    }
                });
        lab.pass()
                .words()
                .filter(w -> w.most() > 0 && w.least() > w.most() || w.entries() < 1)
                .ifPresent(w ->
                        places.wrong(
                                "lab:" + lab.id() + ".pass",
                                place,
                                "words",
                                "no text has %d to %d words".formatted(w.least(), w.most()),
                                "mend `words`"));
        if (lab.pass().allSteps() && lab.steps().isEmpty()) {
            places.wrong(
                    place,
                    "pack",
                    "no-steps",
                    "all steps must be done, but there are none",
                    "add `steps:`");
        }
    }

    /// How many questions or cases a lab asks; -1 where it asks none of the pack's.
    private int asked(Lab lab) {
        return lab.bank()
                .flatMap(pack::bank)
                .map(b -> b.items().size())
                .or(() -> lab.scenarios().flatMap(pack::scenarioSet).map(s -> s.items().size()))
                .orElse(-1);
    }

    private void file(String place, String otherwise, String path) {
        if (!pack.texts().containsKey(path)) {
            places.wrong(
                    place, otherwise, "missing-file", "there is no `" + path + "`", "write it");
        }
    }

    private void quiz(Quiz quiz) {
        var place = "quizzes/" + quiz.id();
        quiz.banks().forEach(b -> known(place, "bank", b, pack.banks().keySet()));
        var items =
                quiz.banks().stream()
                        .flatMap(b -> pack.bank(b).stream())
                        .flatMap(b -> b.items().stream())
                        .toList();
        if (quiz.items() < 1 || quiz.items() > items.size()) {
            places.wrong(
                    "quiz:" + quiz.id() + ".items",
                    place,
                    "too-few-items",
                    "`%s` draws %d of %d questions"
                            .formatted(quiz.id(), quiz.items(), items.size()),
                    "draw fewer, or write more");
            return;
        }
        QuizDraw.counts(quiz)
                .forEach((difficulty, needed) -> {
                    var there = items.stream().filter(i -> i.difficulty() == difficulty).count();
                    if (there < needed) {
                        tooFew(quiz, difficulty, needed, there);
                    }
                });
    }

    private void tooFew(Quiz quiz, Difficulty difficulty, int needed, long there) {
        places.wrong(
                "quiz:" + quiz.id() + ".mix",
                "quizzes/" + quiz.id(),
                "too-few-items",
                "`%s` needs %d %s questions, its banks have %d"
                        .formatted(
                                quiz.id(),
                                needed,
                                difficulty.name().toLowerCase(java.util.Locale.ROOT),
                                there),
                "write more, or change the mix");
    }

    private void proof(String competency, Proof proof) {
        var place = "competency:" + competency;
        switch (proof) {
            case Proof.All(var parts) -> parts(competency, parts);
            case Proof.Any(var parts) -> parts(competency, parts);
            case Proof.LabPassed(var lab) -> known(place, "lab", lab, pack.labs().keySet());
            case Proof.QuizPassed(var quiz) -> known(place, "quiz", quiz, pack.quizzes().keySet());
            // Another pack's is checked when it is taught; this one's is always there.
            case Proof.CourseDone _ -> {}
        }
    }

    private void parts(String competency, List<Proof> parts) {
        if (parts.isEmpty()) {
            places.wrong(
                    "competency:" + competency,
                    "pack",
                    "no-evidence",
                    "nothing proves it",
                    "name a lab or a quiz");
        }
        parts.forEach(p -> proof(competency, p));
    }

    /// Those that lead, by way of prerequisites, back to themselves.
    static Set<String> cycles(Collection<Pack> packs) {
        var needs =
                packs.stream()
                        .collect(
                                Collectors.toMap(
                                        Pack::id, p -> Set.copyOf(p.prerequisites()), (a, b) -> a));
        return needs.keySet().stream()
                .filter(p -> reaches(p, p, needs, new HashSet<>()))
                .collect(Collectors.toSet());
    }

    private static boolean reaches(
            String from, String to, java.util.Map<String, Set<String>> needs, Set<String> seen) {
        for (var next : needs.getOrDefault(from, Set.of())) {
            if (next.equals(to) || seen.add(next) && reaches(next, to, needs, seen)) {
                return true;
            }
        }
        return false;
    }
}
