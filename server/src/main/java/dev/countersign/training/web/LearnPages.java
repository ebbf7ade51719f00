package dev.countersign.training.web;

import dev.countersign.course.Pack;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.training.Attempts;
import dev.countersign.training.Courses;
import dev.countersign.training.Learning;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Markdown;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// My courses, one course, one section.
public final class LearnPages {
    private final Learning learning;
    private final Courses courses;
    private final Frames frames;

    public LearnPages(Learning learning, Courses courses, Frames frames) {
        this.learning = learning;
        this.courses = courses;
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
        e.html(
                status,
                e.rendered(
                        "page/learn.jte",
                        Map.of(
                                "frame", frames.frame(e, "learn", "My courses"),
                                "courses", learning.of(e.identity()),
                                "names", names(),
                                "marks", Attempts.marks(e.identity()),
                                "error", error)));
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
                        "names", names()));
    }

    /// A section in its place.
    ///
    /// @param html of its text
    /// @param before and `after`: addresses; empty at the ends
    public record Place(
            Learning.Progress progress,
            Pack.Module module,
            Pack.Section section,
            String html,
            String before,
            String after,
            boolean done) {}

    private void section(Exchange e) {
        var progress = learning.of(e.identity(), e.pathParam("pack"));
        var pack = progress.taught().pack();
        var all = new ArrayList<String>();
        pack.modules().forEach(m -> m.sections().forEach(s -> all.add(m.folder() + "/" + s.id())));
        var here = all.indexOf(e.pathParam("module") + "/" + e.pathParam("section"));
        var module =
                pack.modules().stream()
                        .filter(m -> m.folder().equals(e.pathParam("module")))
                        .findFirst()
                        .orElseThrow(() -> unknown(e));
        var section =
                module.sections().stream()
                        .filter(s -> s.id().equals(e.pathParam("section")))
                        .findFirst()
                        .orElseThrow(() -> unknown(e));
        var place =
                new Place(
                        progress,
                        module,
                        section,
                        Markdown.below(
                                withoutTitle(
                                        pack.texts().getOrDefault(section.text(), ""),
                                        section.title())),
                        address(pack, all, here - 1),
                        address(pack, all, here + 1),
                        progress.isDone(module, section));
        e.render(
                "page/section.jte",
                Map.of("frame", frames.frame(e, "learn", section.title()), "place", place));
    }

    /// The page has the title already.
    private static String withoutTitle(String text, String title) {
        var head = "# " + title;
        return text.stripLeading().startsWith(head + "\n")
                ? text.stripLeading().substring(head.length())
                : text;
    }

    private static String address(Pack pack, List<String> all, int at) {
        return at < 0 || at >= all.size() ? "" : "/learn/" + pack.id() + "/" + all.get(at);
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
