package dev.countersign.training.web;

import dev.countersign.course.Curriculum.AssetUse;
import dev.countersign.course.Curriculum.Project;
import dev.countersign.course.Curriculum.SharedAsset;
import dev.countersign.course.Pack;
import dev.countersign.course.Rubric;
import dev.countersign.kernel.Refusal;
import dev.countersign.training.Courses;
import dev.countersign.training.Learning;
import dev.countersign.training.Training;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Markdown;
import dev.countersign.ui.Web;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A course's projects, and the texts that it shares with other courses.
public final class CurriculumPages {
    private final Learning learning;
    private final Courses courses;
    private final Frames frames;

    public CurriculumPages(Training training, Frames frames) {
        this.learning = training.learning();
        this.courses = training.courses();
        this.frames = frames;
    }

    /// Before the pages of sections, whose addresses have the same form.
    public void mount(Web web) {
        web.get("/learn/:pack/projects/:project", this::project);
        web.get("/learn/:pack/texts/:asset", this::text);
    }

    /// @param deliverables in words
    public record ProjectView(
            Pack pack, Project project, List<String> deliverables, Optional<Rubric> rubric) {}

    private void project(Exchange e) {
        var pack = pack(e);
        var project = pack.curriculum().projects().get(e.pathParam("project"));
        if (project == null) {
            throw unknown("project", e.pathParam("project"), pack);
        }
        var titles =
                pack.modules().stream()
                        .flatMap(m -> m.deliverables().stream())
                        .filter(d -> project.deliverables().contains(d.id()))
                        .map(Pack.Outcome::text)
                        .toList();
        e.render(
                "page/project.jte",
                Map.of(
                        "frame",
                        frames.frame(e, "learn", project.title()),
                        "v",
                        new ProjectView(
                                pack,
                                project,
                                titles,
                                Optional.ofNullable(pack.rubrics().get(project.rubric())))));
    }

    /// @param readVersion which one this course was written for
    /// @param users the courses that use it, its owner's own first
    public record TextView(
            Pack pack,
            Pack home,
            SharedAsset asset,
            String readVersion,
            List<Pack> users,
            String html) {
        public boolean moved() {
            return !readVersion.equals(asset.version());
        }
    }

    private void text(Exchange e) {
        var pack = pack(e);
        var id = e.pathParam("asset");
        var use = pack.curriculum().uses().stream().filter(u -> u.id().equals(id)).findFirst();
        var home = use.map(AssetUse::pack).flatMap(courses::find).map(Courses.Taught::pack);
        var from = use.isPresent() ? home : Optional.of(pack);
        var asset =
                from.flatMap(p ->
                        p.curriculum().shares().stream()
                                .filter(a -> a.id().equals(id))
                                .findFirst());
        if (from.isEmpty() || asset.isEmpty()) {
            throw unknown("shared text", id, pack);
        }
        e.render(
                "page/shared-text.jte",
                Map.of(
                        "frame",
                        frames.frame(e, "learn", asset.get().title()),
                        "v",
                        new TextView(
                                pack,
                                from.get(),
                                asset.get(),
                                use.map(AssetUse::version).orElse(asset.get().version()),
                                users(from.get(), id),
                                Markdown.below(
                                        from.get().texts().getOrDefault(asset.get().text(), "")))));
    }

    private List<Pack> users(Pack home, String asset) {
        return courses.all().stream()
                .map(Courses.Taught::pack)
                .filter(p ->
                        p.curriculum().uses().stream()
                                .anyMatch(u -> u.id().equals(asset) && u.pack().equals(home.id())))
                .sorted(java.util.Comparator.comparing(Pack::title))
                .toList();
    }

    /// As everybody who may see the course sees it.
    private Pack pack(Exchange e) {
        return learning.of(e.identity(), e.pathParam("pack")).taught().pack();
    }

    private static RuntimeException unknown(String what, String id, Pack pack) {
        return Refusal.unknown(what, id, "start from /learn/" + pack.id());
    }
}
