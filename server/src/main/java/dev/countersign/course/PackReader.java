package dev.countersign.course;

import dev.countersign.course.Pack.Chapter;
import dev.countersign.course.Pack.Module;
import dev.countersign.course.Pack.Outcome;
import dev.countersign.course.Pack.Section;
import dev.countersign.course.Pack.Video;
import dev.countersign.kernel.Finding;
import dev.countersign.yaml.YamlPlace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;

/// Reads a pack from its files. Whatever is wrong is told at its place; all of it at once. Never
/// throws for any text.
public final class PackReader {
    private static final int LARGEST = 1 << 20;
    private static final String METADATA = "metadata.yaml";

    private final SortedMap<String, String> files;
    private final Findings findings = new Findings();
    private final Places places = new Places();

    private PackReader(SortedMap<String, String> files) {
        this.files = files;
    }

    /// @param pack empty where there is an error
    public record Read(Optional<Pack> pack, List<Finding> findings) {
        public Read {
            findings = List.copyOf(findings);
        }
    }

    /// @param files text by path inside the pack, such as `modules/m1/module.yaml`
    public static Read read(SortedMap<String, String> files) {
        return new PackReader(files).all();
    }

    /// A pack that was found fit once stays readable, whatever is asked of new ones since.
    ///
    /// @return empty where it has no readable `pack.yaml`
    public static Optional<Pack> asKept(SortedMap<String, String> files) {
        var reader = new PackReader(files);
        return reader.root("pack.yaml").map(reader::pack);
    }

    private Read all() {
        for (var file : files.entrySet()) {
            if (file.getValue().length() > LARGEST) {
                findings.error(
                        file.getKey(), "too-large", "the file is larger than 1 MiB", "split it");
                return new Read(Optional.empty(), findings.all());
            }
        }
        if (!files.containsKey("pack.yaml")) {
            findings.error("pack.yaml", "missing", "there is no `pack.yaml`", "add one");
            return new Read(Optional.empty(), findings.all());
        }
        var root = root("pack.yaml");
        if (root.isEmpty()) {
            return new Read(Optional.empty(), findings.all());
        }
        var pack = pack(root.get());
        new PackChecks(pack, places, findings).all();
        return new Read(
                findings.hasErrors() ? Optional.empty() : Optional.of(pack), findings.all());
    }

    private Optional<YamlPlace> root(String file) {
        return YamlPlace.root(file, files.getOrDefault(file, ""), findings.list());
    }

    private Pack pack(YamlPlace at) {
        at.only(
                Set.of(
                        "pack",
                        "version",
                        "title",
                        "summary",
                        "roles",
                        "minutes",
                        "mix",
                        "prerequisites",
                        "successors",
                        "modules",
                        "assessment",
                        "attendance",
                        "languages",
                        "track",
                        "days"));
        places.put("pack", at);
        places.put("pack.days", at.get("days"));
        places.put("pack.minutes", at.get("minutes"));
        places.put("pack.mix", at.get("mix"));
        places.put("pack.assessment", at.get("assessment"));
        var mix = new LinkedHashMap<String, Integer>();
        at.get("mix").entries().forEach((form, share) -> mix.put(form, share.whole(0)));
        var modules = new ArrayList<Module>();
        for (var folder : at.get("modules").elements()) {
            var name = folder.text().orElse("");
            var file = "modules/" + name + "/module.yaml";
            if (!files.containsKey(file)) {
                folder.wrong("missing-file", "there is no `" + file + "`", "add it");
            } else {
                root(file).ifPresent(m -> modules.add(module(m, name)));
            }
        }
        var parts = new PartReader(findings, places);
        return new Pack(
                at.get("pack").required(at, "pack"),
                at.get("version").required(at, "version"),
                at.get("title").required(at, "title"),
                at.get("summary").required(at, "summary"),
                at.get("roles").list(),
                at.get("minutes").whole(0),
                mix,
                at.get("prerequisites").list(),
                at.get("successors").list(),
                at.get("assessment").text(),
                share(at.get("attendance")),
                modules,
                each("labs/", place -> new LabReader(places).lab(place), Lab::id),
                each("banks/", place -> new BankReader(places).bank(place), Pack.Bank::id),
                each("quizzes/", place -> new BankReader(places).quiz(place), Quiz::id),
                each("scenarios/", place -> parts.scenarios(place), Pack.ScenarioSet::id),
                each("trees/", place -> parts.tree(place), Pack.Tree::id),
                each("rubrics/", place -> parts.rubric(place), Rubric::id),
                each("surveys/", place -> parts.survey(place), Survey::id),
                videos(),
                files.containsKey("competencies.yaml")
                        ? root("competencies.yaml").map(parts::competencies).orElse(List.of())
                        : List.of(),
                files.containsKey("materials.yaml")
                        ? root("materials.yaml").map(parts::materials).orElse(List.of())
                        : List.of(),
                texts(),
                curriculum(at));
    }

    private Curriculum curriculum(YamlPlace pack) {
        var reader = new CurriculumReader(places);
        var metadata = new ArrayList<Curriculum.Metadata>();
        files.keySet().stream()
                .filter(f -> f.equals(METADATA) || f.matches("modules/[^/]+/" + METADATA))
                .forEach(f -> root(f).ifPresent(m -> metadata.add(reader.metadata(m))));
        var assets =
                files.containsKey("assets.yaml")
                        ? root("assets.yaml")
                        : Optional.<YamlPlace>empty();
        return new Curriculum(
                pack.get("track").text(),
                reader.days(pack.get("days")),
                metadata,
                each("projects/", reader::project, Curriculum.Project::id),
                assets.map(reader::shares).orElse(List.of()),
                assets.map(CurriculumReader::uses).orElse(List.of()));
    }

    private static OptionalDouble share(YamlPlace at) {
        return at.isThere() ? OptionalDouble.of(at.number(0)) : OptionalDouble.empty();
    }

    private Map<String, String> texts() {
        var out = new LinkedHashMap<String, String>();
        files.forEach((name, text) -> {
            if (!name.endsWith(".yaml")) {
                out.put(name, text);
            }
        });
        return out;
    }

    /// Reads one part from a file.
    private interface One<T> {
        T read(YamlPlace place);
    }

    private interface Id<T> {
        String of(T part);
    }

    private <T> Map<String, T> each(String folder, One<T> one, Id<T> id) {
        var out = new LinkedHashMap<String, T>();
        for (var file : files.keySet()) {
            if (!file.startsWith(folder) || !file.endsWith(".yaml")) {
                continue;
            }
            root(file)
                    .ifPresent(place -> {
                        var part = one.read(place);
                        places.put(folder + id.of(part), place);
                        if (out.put(id.of(part), part) != null) {
                            place.wrong(
                                    "duplicate-id",
                                    "`" + id.of(part) + "` is there twice in `" + folder + "`",
                                    "give one of them another id");
                        }
                    });
        }
        return out;
    }

    private Module module(YamlPlace at, String folder) {
        at.only(
                Set.of(
                        "module",
                        "title",
                        "minutes",
                        "weeks",
                        "share_of_job",
                        "you_will",
                        "outcomes",
                        "sections",
                        "deliverables"));
        var id = at.get("module").required(at, "module");
        places.put("module:" + id, at);
        places.put("module:" + id + ".minutes", at.get("minutes"));
        var sections = new ArrayList<Section>();
        for (var s : at.get("sections").elements()) {
            sections.add(section(s, id, folder));
        }
        return new Module(
                id,
                folder,
                at.get("title").required(at, "title"),
                at.get("minutes").whole(0),
                at.get("weeks").elements().stream().map(w -> w.whole(0)).toList(),
                share(at.get("share_of_job")),
                at.get("you_will").required(at, "you_will"),
                named(at.get("outcomes"), "outcome:"),
                sections,
                named(at.get("deliverables"), "deliverable:" + id + "/"));
    }

    private List<Outcome> named(YamlPlace list, String prefix) {
        var out = new ArrayList<Outcome>();
        for (var one : list.elements()) {
            one.only(Set.of("id", "text"));
            var id = one.get("id").required(one, "id");
            places.put(prefix + id, one);
            out.add(new Outcome(id, one.get("text").required(one, "text")));
        }
        return out;
    }

    private Section section(YamlPlace at, String module, String folder) {
        at.only(Set.of("id", "title", "minutes", "format", "text", "video", "labs", "quiz"));
        var id = at.get("id").required(at, "id");
        places.put("section:" + module + "/" + id, at);
        var text = at.get("text").required(at, "text");
        var path = "modules/" + folder + "/" + text;
        if (!text.isEmpty() && !files.containsKey(path)) {
            at.get("text").wrong("missing-file", "there is no `" + path + "`", "write it");
        }
        return new Section(
                id,
                at.get("title").required(at, "title"),
                at.get("minutes").whole(0),
                at.get("format").choice(Pack.Form.class, Pack.Form.READING),
                path,
                at.get("video").text(),
                at.get("labs").list(),
                at.get("quiz").text());
    }

    private Map<String, Video> videos() {
        var out = new LinkedHashMap<String, Video>();
        for (var file : files.keySet()) {
            if (!file.startsWith("videos/") || !file.endsWith("/video.yaml")) {
                continue;
            }
            root(file)
                    .ifPresent(at -> {
                        var folder = file.substring(0, file.lastIndexOf('/') + 1);
                        var video = video(at, folder);
                        places.put("videos/" + video.id(), at);
                        out.put(video.id(), video);
                        new VideoFiles(files, findings).check(at, video);
                    });
        }
        return out;
    }

    private static Video video(YamlPlace at, String folder) {
        at.only(Set.of("video", "title", "minutes", "chapters", "film"));
        var chapters = new ArrayList<Chapter>();
        for (var c : at.get("chapters").elements()) {
            chapters.add(
                    new Chapter(
                            c.get("at").required(c, "at"), c.get("title").required(c, "title")));
        }
        return new Video(
                at.get("video").required(at, "video"),
                at.get("title").required(at, "title"),
                at.get("minutes").whole(0),
                chapters,
                at.get("film").flag(false),
                folder);
    }
}
