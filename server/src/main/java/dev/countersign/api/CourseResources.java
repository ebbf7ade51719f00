package dev.countersign.api;

import dev.countersign.kernel.Problem;
import dev.countersign.training.Courses;
import dev.countersign.training.Learning;
import dev.countersign.training.Learning.Progress;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// `/v1/courses`: what is taught, how far one is, enrolment; packs brought into force.
public final class CourseResources {
    private static final List<String> TEACHES = List.of("programme_manager", "ops_manager");

    private final Courses courses;
    private final Learning learning;

    public CourseResources(Courses courses, Learning learning) {
        this.courses = courses;
        this.learning = learning;
    }

    public void mount(Web web) {
        web.get("/v1/courses", this::mine);
        web.post("/v1/courses", this::keep);
        web.post("/v1/courses/:pack/enrolments", this::enrol);
        web.post("/v1/courses/:pack/sections", this::mark);
    }

    private void mine(Exchange e) {
        e.json(
                200,
                Map.of(
                        "courses",
                        learning.of(e.identity()).stream().map(CourseResources::json).toList()));
    }

    private static Map<String, Object> json(Progress p) {
        var out = new LinkedHashMap<String, Object>();
        out.put("pack", p.taught().pack().id());
        out.put("version", p.taught().pack().version());
        out.put("title", p.taught().pack().title());
        out.put("enrolled", p.enrolled());
        out.put("missing", p.missing());
        out.put("sections_done", p.sections().stream().sorted().toList());
        out.put("sections", p.sectionsInAll());
        var quizzes = new LinkedHashMap<String, Object>();
        p.quizzes()
                .forEach((id, q) ->
                        quizzes.put(
                                id,
                                Map.of(
                                        "attempts", q.attempts().size(),
                                        "left", q.left(),
                                        "score", Math.max(0, q.score()),
                                        "passed", q.passed())));
        out.put("quizzes", quizzes);
        var labs = new LinkedHashMap<String, Object>();
        p.labs().forEach((id, l) -> labs.put(id, l.words()));
        out.put("labs", labs);
        out.put("completed", p.completed());
        return out;
    }

    /// `{"files": {"pack.yaml": "…"}}`
    private void keep(Exchange e) {
        if (!e.identity().hasAny(TEACHES)) {
            throw new Problem(
                            403,
                            "role",
                            "Your role does not include this",
                            "courses are brought into force by " + String.join(" or ", TEACHES),
                            "ask one of them")
                    .asException();
        }
        var files = new TreeMap<String, String>();
        e.json()
                .path("files")
                .properties()
                .forEach(f -> files.put(f.getKey(), f.getValue().asText()));
        var taught = courses.keep(e.identity().id(), files);
        e.json(
                201,
                Map.of(
                        "pack", taught.pack().id(),
                        "version", taught.pack().version(),
                        "digest", taught.digest()));
    }

    private void enrol(Exchange e) {
        var person = e.json().path("person").asText(e.identity().id());
        learning.enrol(e.identity(), person, e.pathParam("pack"));
        e.json(201, Map.of("enrolled", true));
    }

    private void mark(Exchange e) {
        learning.mark(
                e.identity(),
                e.pathParam("pack"),
                e.json().path("section").asText(),
                e.json().path("done").asBoolean(true));
        e.json(200, Map.of("saved", true));
    }
}
