package dev.countersign.course;

import dev.countersign.course.Curriculum.Approval;
import dev.countersign.course.Curriculum.AssetUse;
import dev.countersign.course.Curriculum.Day;
import dev.countersign.course.Curriculum.Metadata;
import dev.countersign.course.Curriculum.Phase;
import dev.countersign.course.Curriculum.Project;
import dev.countersign.course.Curriculum.SharedAsset;
import dev.countersign.yaml.YamlPlace;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// Reads the parts of a [Curriculum].
final class CurriculumReader {
    private final Places places;

    CurriculumReader(Places places) {
        this.places = places;
    }

    List<Day> days(YamlPlace list) {
        var out = new ArrayList<Day>();
        for (var d : list.elements()) {
            d.only(Set.of("week", "day", "modules", "focus", "deliverable"));
            places.put("day:" + out.size(), d);
            out.add(
                    new Day(
                            d.get("week").whole(0),
                            d.get("day").choice(DayOfWeek.class, DayOfWeek.MONDAY),
                            d.get("modules").list(),
                            d.get("focus").required(d, "focus"),
                            d.get("deliverable").required(d, "deliverable")));
        }
        return out;
    }

    Metadata metadata(YamlPlace at) {
        at.only(
                Set.of(
                        "id",
                        "type",
                        "roles",
                        "stage",
                        "proficiency_target",
                        "minutes",
                        "competencies",
                        "dependencies",
                        "validation_profile",
                        "status",
                        "owners",
                        "evidence"));
        var id = at.get("id").required(at, "id");
        places.put("metadata:" + id, at);
        for (var key : List.of("minutes", "roles", "dependencies", "competencies", "evidence")) {
            places.put("metadata:" + id + "." + key, at.get(key));
        }
        var competencies = new LinkedHashMap<String, String>();
        for (var c : at.get("competencies").elements()) {
            c.only(Set.of("id", "level"));
            competencies.put(c.get("id").required(c, "id"), c.get("level").required(c, "level"));
        }
        var evidence = new ArrayList<String>();
        for (var e : at.get("evidence").elements()) {
            e.only(Set.of("lab", "quiz"));
            e.entries().forEach((kind, name) -> evidence.add(kind + " " + name.text().orElse("")));
        }
        var roles = at.get("roles").list();
        var owners = at.get("owners").list();
        if (owners.isEmpty()) {
            at.wrong("missing", "nobody owns it", "add `owners:`");
        }
        return new Metadata(
                id,
                at.get("type").required(at, "type"),
                roles,
                at.get("stage").required(at, "stage"),
                at.get("proficiency_target").required(at, "proficiency_target"),
                at.get("minutes").whole(0),
                competencies,
                at.get("dependencies").list(),
                at.get("validation_profile").required(at, "validation_profile"),
                at.get("status").choice(Curriculum.Status.class, Curriculum.Status.DRAFT),
                owners,
                evidence);
    }

    Project project(YamlPlace at) {
        at.only(
                Set.of(
                        "project",
                        "title",
                        "module",
                        "narrative",
                        "deliverables",
                        "phases",
                        "rubric",
                        "sign_off"));
        var id = at.get("project").required(at, "project");
        for (var key : List.of("phases", "rubric", "sign_off", "deliverables")) {
            places.put("project:" + id + "." + key, at.get(key));
        }
        var phases = new ArrayList<Phase>();
        for (var p : at.get("phases").elements()) {
            p.only(Set.of("id", "title", "minutes", "text"));
            phases.add(
                    new Phase(
                            p.get("id").required(p, "id"),
                            p.get("title").required(p, "title"),
                            p.get("minutes").whole(0),
                            p.get("text").required(p, "text")));
        }
        return new Project(
                id,
                at.get("title").required(at, "title"),
                at.get("module").required(at, "module"),
                at.get("narrative").required(at, "narrative"),
                at.get("deliverables").list(),
                phases,
                at.get("rubric").required(at, "rubric"),
                signOff(at.get("sign_off"), at));
    }

    private static Approval signOff(YamlPlace at, YamlPlace project) {
        if (!at.isThere()) {
            project.wrong(
                    "missing", "nobody signed it off", "add `sign_off: {author, reviewer, date}`");
            return new Approval("", "", LocalDate.EPOCH);
        }
        at.only(Set.of("author", "reviewer", "date"));
        var author = at.get("author").required(at, "author");
        var reviewer = at.get("reviewer").required(at, "reviewer");
        if (!author.isEmpty() && author.equals(reviewer)) {
            at.wrong(
                    "own-sign-off",
                    "`" + author + "` reviewed their own work",
                    "name another reviewer");
        }
        var text = at.get("date").required(at, "date");
        try {
            return new Approval(author, reviewer, LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            at.get("date").wrong("date", "`" + text + "` is no date", "write YYYY-MM-DD");
            return new Approval(author, reviewer, LocalDate.EPOCH);
        }
    }

    List<SharedAsset> shares(YamlPlace root) {
        root.only(Set.of("shares", "uses"));
        var out = new ArrayList<SharedAsset>();
        for (var a : root.get("shares").elements()) {
            a.only(Set.of("asset", "title", "version", "owner", "text"));
            var id = a.get("asset").required(a, "asset");
            places.put("asset:" + id, a);
            out.add(
                    new SharedAsset(
                            id,
                            a.get("title").required(a, "title"),
                            a.get("version").required(a, "version"),
                            a.get("owner").required(a, "owner"),
                            a.get("text").required(a, "text")));
        }
        return out;
    }

    static List<AssetUse> uses(YamlPlace root) {
        var out = new ArrayList<AssetUse>();
        for (var u : root.get("uses").elements()) {
            u.only(Set.of("asset", "from", "version"));
            out.add(
                    new AssetUse(
                            u.get("asset").required(u, "asset"),
                            u.get("from").required(u, "from"),
                            u.get("version").required(u, "version")));
        }
        return out;
    }
}
