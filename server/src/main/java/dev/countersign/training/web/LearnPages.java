package dev.countersign.training.web;

import dev.countersign.course.Pack;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.training.Attempts;
import dev.countersign.training.Courses;
import dev.countersign.training.Film;
import dev.countersign.training.Films;
import dev.countersign.training.Learning;
import dev.countersign.training.Training;
import dev.countersign.training.Watching;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// My courses, one course, one section.
public final class LearnPages {
    private static final List<String> TEACHES =
            List.of("programme_manager", "ops_manager", "mentor");

    private final Training training;
    private final Learning learning;
    private final Courses courses;
    private final Frames frames;

    public LearnPages(Training training, Frames frames) {
        this.training = training;
        this.learning = training.learning();
        this.courses = training.courses();
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get("/learn", e -> list(e, "", 200));
        web.post("/learn/:pack/enrol", this::enrol);
        web.get("/learn/:pack", this::course);
        web.get("/learn/:pack/:module/:section", this::section);
        web.post("/learn/:pack/:module/:section", this::mark);
    }

    private void list(Exchange e, String error, int status) {
        var mine = learning.of(e.identity());
        e.html(
                status,
                e.rendered(
                        "page/learn.jte",
                        Map.of(
                                "frame", frames.frame(e, "learn", "My courses"),
                                "courses", mine,
                                "others", others(e, mine),
                                "names", names(),
                                "marks", Attempts.marks(e.identity()),
                                "error", error)));
    }

    /// Who teaches looks at a course before anybody is enrolled.
    private List<Pack> others(Exchange e, List<Learning.Progress> mine) {
        var shown = mine.stream().map(p -> p.taught().pack().id()).toList();
        return e.identity().hasAny(TEACHES)
                ? courses.all().stream()
                        .map(Courses.Taught::pack)
                        .filter(p -> !shown.contains(p.id()))
                        .sorted(java.util.Comparator.comparing(Pack::title))
                        .toList()
                : List.of();
    }

    /// Titles by id, so that a prerequisite is called by its name.
    private Map<String, String> names() {
        var out = new java.util.HashMap<String, String>();
        courses.all().forEach(t -> out.put(t.pack().id(), t.pack().title()));
        return out;
    }

    private void enrol(Exchange e) {
        try {
            learning.enrol(e.identity(), e.identity().id(), e.pathParam("pack"));
            e.redirect("/learn/" + e.pathParam("pack"));
        } catch (ProblemException refused) {
            var p = refused.problem();
            list(e, Words.sentences(p.detail(), p.remedy()), p.status());
        }
    }

    private void course(Exchange e) {
        var progress = learning.of(e.identity(), e.pathParam("pack"));
        e.render(
                "page/course.jte",
                Map.of(
                        "frame", frames.frame(e, "learn", progress.taught().pack().title()),
                        "p", progress,
                        "films", Films.may(e.identity()),
                        "shared", shared(progress.taught().pack()),
                        "asks", asks(e, progress),
                        "names", names()));
    }

    /// Whether the questions of its modules are for this reader; they decide that themselves.
    private static boolean asks(Exchange e, Learning.Progress progress) {
        return progress.enrolled()
                || e.identity().hasAny(progress.taught().pack().roles())
                || e.identity().hasAny(TEACHES);
    }

    /// Titles by id of the texts that a course uses of others, as far as those are taught here.
    private Map<String, String> shared(Pack pack) {
        var out = new java.util.HashMap<String, String>();
        for (var use : pack.curriculum().uses()) {
            courses.find(use.pack()).stream()
                    .flatMap(t -> t.pack().curriculum().shares().stream())
                    .filter(a -> a.id().equals(use.id()))
                    .forEach(a -> out.put(a.id(), a.title()));
        }
        return out;
    }

    private void section(Exchange e) {
        var progress = learning.of(e.identity(), e.pathParam("pack"));
        var place =
                Place.of(progress, e.pathParam("module"), e.pathParam("section"))
                        .orElseThrow(() -> unknown(e));
        var shown =
                place.section()
                        .video()
                        .flatMap(v -> player(e, progress, v))
                        .map(place::with)
                        .orElse(place);
        e.render(
                "page/section.jte",
                Map.of("frame", frames.frame(e, "learn", place.section().title()), "place", shown));
    }

    private Optional<Player> player(Exchange e, Learning.Progress progress, String video) {
        var pack = progress.taught().pack();
        var watch = training.watching().of(e.identity(), pack.id(), video);
        return Watching.lesson(pack, video)
                .map(lesson ->
                        new Player(
                                lesson,
                                "/learn/" + pack.id() + "/videos/" + video,
                                training.films().find(pack.id(), video).map(Film::kind),
                                progress.enrolled(),
                                watch.at(),
                                watch.percent(lesson.length())));
    }

    private void mark(Exchange e) {
        var pack = learning.of(e.identity(), e.pathParam("pack")).taught().pack();
        var module =
                pack.modules().stream()
                        .filter(m -> m.folder().equals(e.pathParam("module")))
                        .findFirst()
                        .orElseThrow(() -> unknown(e));
        learning.mark(
                e.identity(),
                pack.id(),
                module.id() + "/" + e.pathParam("section"),
                e.param("done").equals("true"));
        e.redirect(Exchange.onward(e.param("next"), "/learn/", "/learn/" + pack.id()));
    }

    private static RuntimeException unknown(Exchange e) {
        return new Problem(
                        404,
                        "unknown-section",
                        "There is no such section",
                        "`" + e.path() + "` is in no course",
                        "start from your courses")
                .asException();
    }
}
