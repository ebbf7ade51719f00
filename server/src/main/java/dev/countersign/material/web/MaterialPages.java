package dev.countersign.material.web;

import dev.countersign.course.Pack.Tree;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.material.Lifecycle.Word;
import dev.countersign.material.Making;
import dev.countersign.material.Materials;
import dev.countersign.material.Materials.Listed;
import dev.countersign.material.Step;
import dev.countersign.material.Version;
import dev.countersign.material.tree.TreeLayout;
import dev.countersign.material.tree.TreeSvg;
import dev.countersign.material.tree.TreeWords;
import dev.countersign.people.People;
import dev.countersign.training.Courses;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A course's materials: what there is, how far it is, one's word on it; and its decision trees.
public final class MaterialPages {
    private static final double WIDE = 900;
    private static final double HIGH = 700;

    private final Materials materials;
    private final Making making;
    private final Courses courses;
    private final People people;
    private final Frames frames;

    public MaterialPages(
            Materials materials, Making making, Courses courses, People people, Frames frames) {
        this.materials = materials;
        this.making = making;
        this.courses = courses;
        this.people = people;
        this.frames = frames;
    }

    /// Before the course's own pages: `materials` and `trees` are no modules.
    public void mount(Web web) {
        web.get("/learn/:pack/materials", e -> list(e, "", 200));
        web.post("/learn/:pack/materials", this::make);
        web.post("/learn/:pack/materials/mentors", this::mentors);
        web.get("/learn/:pack/materials/:material", e -> one(e, "", "", 200));
        web.post("/learn/:pack/materials/:material", this::say);
        web.get("/learn/:pack/materials/:material/:digest", this::download);
        web.get("/learn/:pack/trees/:tree", this::tree);
        web.get("/v1/courses/:pack/materials", this::listJson);
        web.post("/v1/courses/:pack/materials", this::makeJson);
        web.post("/v1/courses/:pack/materials/:material/words", this::sayJson);
    }

    private void list(Exchange e, String error, int status) {
        var shelf = materials.shelf(e.identity(), e.pathParam("pack"));
        var model = new LinkedHashMap<String, Object>();
        model.put("frame", frames.frame(e, "learn", "Materials"));
        model.put("shelf", shelf);
        model.put("progress", making.progress(shelf.taught().pack().id()));
        model.put("names", names());
        model.put("confirms", e.identity().has("programme_manager"));
        model.put("error", error);
        e.html(status, e.rendered("page/materials.jte", model));
    }

    private Map<String, String> names() {
        var out = new java.util.HashMap<String, String>();
        people.everyone().forEach(p -> out.put(p.id(), p.name()));
        out.put("system:material", "the clock");
        return out;
    }

    private void make(Exchange e) {
        try {
            var one = e.param("material");
            making.begin(
                    e.identity(),
                    e.pathParam("pack"),
                    one.isEmpty() ? Optional.empty() : Optional.of(one));
            e.redirect("/learn/" + e.pathParam("pack") + "/materials");
        } catch (ProblemException refused) {
            list(e, said(refused), refused.problem().status());
        }
    }

    private void mentors(Exchange e) {
        try {
            materials.mentorsTrained(e.identity(), e.pathParam("pack"), e.rawParam("words"));
            e.redirect("/learn/" + e.pathParam("pack") + "/materials");
        } catch (ProblemException refused) {
            list(e, said(refused), refused.problem().status());
        }
    }

    private static String said(ProblemException refused) {
        return Words.sentences(refused.problem().detail(), refused.problem().remedy());
    }

    /// What may be said next by whoever reads.
    ///
    /// @param whyNot in words; empty where they may
    public record Turn(Step step, String whyNot) {}

    private void one(Exchange e, String error, String typed, int status) {
        var pack = e.pathParam("pack");
        var id = e.pathParam("material");
        var history = materials.history(e.identity(), pack, id);
        var shelf = materials.shelf(e.identity(), pack);
        var listed = shelf.find(id).orElseThrow(() -> unknown(e));
        var model = new LinkedHashMap<String, Object>();
        model.put("frame", frames.frame(e, "learn", listed.material().title()));
        model.put("shelf", shelf);
        model.put("listed", listed);
        model.put("history", history);
        model.put("turn", turn(e, history));
        model.put("names", names());
        model.put("typed", typed);
        model.put("error", error);
        e.html(status, e.rendered("page/material.jte", model));
    }

    private static Optional<Turn> turn(Exchange e, List<Version> history) {
        return history.stream()
                .findFirst()
                .flatMap(v ->
                        v.lifecycle()
                                .next()
                                .map(step ->
                                        new Turn(
                                                step,
                                                v.lifecycle()
                                                        .whyNot(
                                                                step,
                                                                e.identity().id(),
                                                                e.identity().person().roles())
                                                        .orElse(""))));
    }

    private void say(Exchange e) {
        try {
            materials.say(
                    e.identity(),
                    e.pathParam("pack"),
                    e.pathParam("material"),
                    e.param("version"),
                    step(e.param("step")),
                    e.rawParam("words"));
            e.redirect("/learn/" + e.pathParam("pack") + "/materials/" + e.pathParam("material"));
        } catch (ProblemException refused) {
            one(e, said(refused), e.rawParam("words"), refused.problem().status());
        }
    }

    private static Step step(String name) {
        for (var step : Step.values()) {
            if (step.name().equalsIgnoreCase(name)) {
                return step;
            }
        }
        throw new Problem(
                        422,
                        "unknown-step",
                        "There is no such step",
                        "`" + name + "` is none of expert, ops_lead, field_test, delivered",
                        "choose one of them")
                .asException();
    }

    private void download(Exchange e) {
        var file =
                materials.open(
                        e.identity(),
                        e.pathParam("pack"),
                        e.pathParam("material"),
                        e.pathParam("digest"));
        e.download(file.name(), file.type(), file.bytes());
    }

    private void tree(Exchange e) {
        var taught = courses.find(e.pathParam("pack")).orElseThrow(() -> unknown(e));
        Tree tree =
                Optional.ofNullable(taught.pack().trees().get(e.pathParam("tree")))
                        .orElseThrow(() -> unknown(e));
        e.render(
                "page/tree.jte",
                Map.of(
                        "frame",
                        frames.frame(e, "learn", tree.title()),
                        "pack",
                        taught.pack(),
                        "tree",
                        tree,
                        "svg",
                        TreeSvg.svg(
                                TreeLayout.fitting(tree, WIDE, HIGH),
                                "Decision tree: " + tree.title() + " The same in words is below."),
                        "steps",
                        TreeWords.of(tree)));
    }

    private void listJson(Exchange e) {
        var pack = e.pathParam("pack");
        var out = new LinkedHashMap<String, Object>();
        var shelf = materials.shelf(e.identity(), pack);
        out.put("materials", shelf.listed().stream().map(l -> json(pack, l)).toList());
        out.put(
                "checks",
                shelf.checks().stream()
                        .map(c -> Map.of("text", c.text(), "missing", c.missing()))
                        .toList());
        making.progress(pack)
                .ifPresent(p ->
                        out.put(
                                "progress",
                                Map.of("done", p.done(), "of", p.of(), "failed", p.failed())));
        e.json(200, out);
    }

    private static Map<String, Object> json(String pack, Listed l) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", l.material().id());
        out.put("kind", l.material().kind().name().toLowerCase(java.util.Locale.ROOT));
        out.put("title", l.material().title());
        out.put("for_mentors", l.material().forMentors());
        l.version()
                .ifPresent(v -> {
                    out.put("version", v.number());
                    out.put("version_id", v.id());
                    out.put("content", v.content());
                    out.put("made_at", v.at().toString());
                    out.put(
                            "state",
                            v.lifecycle().state().name().toLowerCase(java.util.Locale.ROOT));
                    out.put("changed", l.changed());
                    out.put("files", l.open() ? files(pack, l, v) : List.of());
                });
        return out;
    }

    private static List<Object> files(String pack, Listed l, Version v) {
        var out = new ArrayList<Object>();
        for (var f : v.files()) {
            out.add(
                    Map.of(
                            "name",
                            f.name(),
                            "type",
                            f.type(),
                            "pages",
                            f.pages(),
                            "size",
                            f.size(),
                            "digest",
                            f.digest(),
                            "at",
                            "/learn/"
                                    + pack
                                    + "/materials/"
                                    + l.material().id()
                                    + "/"
                                    + f.digest()));
        }
        return out;
    }

    private void makeJson(Exchange e) {
        var one = e.body().isBlank() ? "" : e.json().path("material").asText();
        making.begin(
                e.identity(),
                e.pathParam("pack"),
                one.isEmpty() ? Optional.empty() : Optional.of(one));
        e.json(202, Map.of("begun", true));
    }

    private void sayJson(Exchange e) {
        materials.say(
                e.identity(),
                e.pathParam("pack"),
                e.pathParam("material"),
                e.json().path("version_id").asText(),
                step(e.json().path("step").asText()),
                e.json().path("words").asText());
        e.json(200, Map.of("said", true));
    }

    private static RuntimeException unknown(Exchange e) {
        return new Problem(
                        404,
                        "unknown-material",
                        "There is no such material",
                        "`" + e.path() + "` is in no course",
                        "start from your courses")
                .asException();
    }

    /// A person's name, for words on a version.
    public static String name(Map<String, String> names, String id) {
        return names.getOrDefault(id, id);
    }

    /// Sizes as people say them.
    public static String size(int bytes) {
        return bytes < 1024 * 1024
                ? Math.max(1, bytes / 1024) + " KB"
                : "%.1f MB".formatted(bytes / 1024.0 / 1024.0);
    }

    /// Words in the order of time.
    public static List<Word> words(Version version) {
        return version.lifecycle().words();
    }
}
