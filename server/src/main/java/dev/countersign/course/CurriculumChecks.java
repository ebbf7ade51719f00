package dev.countersign.course;

import dev.countersign.course.Curriculum.Metadata;
import dev.countersign.course.Curriculum.Project;
import dev.countersign.course.Pack.Module;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/// Whether what is filed about a pack agrees with the pack itself.
final class CurriculumChecks {
    private final Pack pack;
    private final Places places;

    CurriculumChecks(Pack pack, Places places) {
        this.pack = pack;
        this.places = places;
    }

    void all() {
        days();
        pack.curriculum().metadata().forEach(this::metadata);
        pack.curriculum().projects().values().forEach(this::project);
        shares();
    }

    /// Every module has a day, in a week of its own.
    private void days() {
        var days = pack.curriculum().days();
        if (days.isEmpty()) {
            return;
        }
        for (var i = 0; i < days.size(); i++) {
            var day = days.get(i);
            for (var id : day.modules()) {
                var module = pack.modules().stream().filter(m -> m.id().equals(id)).findFirst();
                if (module.isEmpty()) {
                    wrong(
                            "day:" + i,
                            "unknown-module",
                            "there is no module `" + id + "`",
                            "known are " + String.join(", ", modules()));
                } else if (!module.get().weeks().isEmpty()
                        && !module.get().weeks().contains(day.week())) {
                    wrong(
                            "day:" + i,
                            "week",
                            "`%s` is taught in week %s, not %d"
                                    .formatted(
                                            id,
                                            module.get().weeks().stream()
                                                    .map(String::valueOf)
                                                    .collect(Collectors.joining(" and ")),
                                            day.week()),
                            "mend the day, or the module's `weeks`");
                }
            }
        }
        var named = days.stream().flatMap(d -> d.modules().stream()).collect(Collectors.toSet());
        modules().stream()
                .filter(m -> !named.contains(m))
                .forEach(m ->
                        wrong(
                                "pack.days",
                                "no-day",
                                "module `" + m + "` has no day",
                                "add it to a row of `days`"));
    }

    private List<String> modules() {
        return pack.modules().stream().map(Module::id).toList();
    }

    private void metadata(Metadata m) {
        var at = "metadata:" + m.id();
        var module = pack.modules().stream().filter(x -> x.id().equals(m.id())).findFirst();
        var whole = m.id().equals(pack.id());
        if (!whole && module.isEmpty()) {
            wrong(
                    at,
                    "unknown-module",
                    "`" + m.id() + "` is neither this pack nor a module of it",
                    "known are " + pack.id() + ", " + String.join(", ", modules()));
            return;
        }
        var minutes = whole ? pack.minutes() : module.orElseThrow().minutes();
        if (m.minutes() > 0 && m.minutes() != minutes) {
            wrong(
                    at + ".minutes",
                    "hours",
                    "`%s` has %d minutes here, %d in its own file"
                            .formatted(m.id(), m.minutes(), minutes),
                    "make both the same");
        }
        if (whole) {
            same(at + ".roles", "roles", m.roles(), pack.roles());
            same(at + ".dependencies", "prerequisites", m.dependencies(), pack.prerequisites());
        }
        m.competencies()
                .forEach((id, level) -> {
                    var known =
                            pack.competencies().stream().filter(c -> c.id().equals(id)).findFirst();
                    if (known.isEmpty()) {
                        wrong(
                                at + ".competencies",
                                "unknown-competency",
                                "there is no competency `" + id + "`",
                                "add it to `competencies.yaml`");
                    } else if (!known.get().levels().contains(level)) {
                        wrong(
                                at + ".competencies",
                                "unknown-level",
                                "`" + id + "` has no level `" + level + "`",
                                "known are " + String.join(", ", known.get().levels()));
                    }
                });
        for (var evidence : m.evidence()) {
            var name = evidence.substring(evidence.indexOf(' ') + 1);
            var there =
                    evidence.startsWith("lab ")
                            ? pack.lab(name).isPresent()
                            : pack.quiz(name).isPresent();
            if (!there) {
                wrong(
                        at + ".evidence",
                        "unknown-evidence",
                        "there is no " + evidence.replaceFirst(" (.*)", " `$1`"),
                        "name a lab or a quiz of this pack");
            }
        }
    }

    private void same(String at, String what, List<String> here, List<String> there) {
        if (!new HashSet<>(here).equals(new HashSet<>(there))) {
            wrong(
                    at,
                    what,
                    "here it is %s, `%s` in `pack.yaml` are %s".formatted(here, what, there),
                    "make both the same");
        }
    }

    private void project(Project p) {
        var at = "project:" + p.id();
        var module = pack.modules().stream().filter(m -> m.id().equals(p.module())).findFirst();
        if (module.isEmpty()) {
            wrong(
                    "projects/" + p.id(),
                    "unknown-module",
                    "there is no module `" + p.module() + "`",
                    "known are " + String.join(", ", modules()));
            return;
        }
        var deliverables = module.get().deliverables().stream().map(Pack.Outcome::id).toList();
        if (p.deliverables().isEmpty() || !deliverables.containsAll(p.deliverables())) {
            wrong(
                    at + ".deliverables",
                    "unknown-deliverable",
                    "`%s` delivers %s".formatted(p.id(), p.deliverables()),
                    "name some of its module's: " + String.join(", ", deliverables));
        }
        var there =
                module.get().sections().stream()
                        .filter(s -> s.form() == Pack.Form.PROJECT)
                        .mapToInt(Pack.Section::minutes)
                        .sum();
        if (p.minutes() > there) {
            wrong(
                    at + ".phases",
                    "hours",
                    "its phases need %d minutes, the module has %d for projects"
                            .formatted(p.minutes(), there),
                    "shorten a phase, or give the sections more time");
        }
        rubric(p, at + ".rubric");
    }

    private void rubric(Project p, String at) {
        var rubric = pack.rubrics().get(p.rubric());
        if (rubric == null) {
            wrong(
                    at,
                    "unknown-rubric",
                    "there is no rubric `" + p.rubric() + "`",
                    "known are "
                            + String.join(
                                    ", ", pack.rubrics().keySet().stream().sorted().toList()));
            return;
        }
        for (var row : rubric.rows()) {
            if (row.levels().size() != Project.LEVELS.size()) {
                wrong(
                        at,
                        "levels",
                        "`%s` of `%s` has %d levels"
                                .formatted(row.id(), rubric.id(), row.levels().size()),
                        "a project's are " + String.join(", ", Project.LEVELS));
            }
        }
    }

    private void shares() {
        for (var asset : pack.curriculum().shares()) {
            if (!pack.texts().containsKey(asset.text())) {
                wrong(
                        "asset:" + asset.id(),
                        "missing-file",
                        "there is no `" + asset.text() + "`",
                        "write it");
            }
        }
    }

    private void wrong(String place, String code, String sentence, String remedy) {
        places.wrong(place, "pack", code, sentence, remedy);
    }
}
