package dev.countersign.course;

import dev.countersign.course.Pack.Branch;
import dev.countersign.course.Pack.Competency;
import dev.countersign.course.Pack.Material;
import dev.countersign.course.Pack.Proof;
import dev.countersign.course.Pack.Scenario;
import dev.countersign.course.Pack.ScenarioSet;
import dev.countersign.course.Pack.Tree;
import dev.countersign.yaml.YamlPlace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/// Reads scenarios, decision trees, rubrics, surveys, competencies and materials.
final class PartReader {
    private static final Set<String> CATEGORIES =
            Set.of(
                    "policy_violation",
                    "config_conflict",
                    "customer_exemption",
                    "rollback",
                    "performance_tradeoff",
                    "operational_override",
                    "new_requirement");
    private static final Set<String> DECISIONS = Set.of("approve", "deny", "escalate");

    private final Findings findings;
    private final Places places;

    PartReader(Findings findings, Places places) {
        this.findings = findings;
        this.places = places;
    }

    ScenarioSet scenarios(YamlPlace at) {
        at.only(Set.of("scenarios", "title", "items"));
        var id = at.get("scenarios").required(at, "scenarios");
        var items = new ArrayList<Scenario>();
        var ids = new HashSet<String>();
        var before = 0;
        for (var place : at.get("items").elements()) {
            var one = scenario(place);
            if (!ids.add(one.id())) {
                place.wrong("duplicate-id", "`" + one.id() + "` is there twice", "rename one");
            }
            if (one.difficulty() < before) {
                findings.warn(
                        place.file(),
                        place.line(),
                        place.column(),
                        "order",
                        "`" + one.id() + "` is easier than the one before it",
                        "order them by difficulty");
            }
            before = one.difficulty();
            items.add(one);
        }
        return new ScenarioSet(id, at.get("title").required(at, "title"), items);
    }

    private static Scenario scenario(YamlPlace at) {
        at.only(
                Set.of(
                        "id",
                        "difficulty",
                        "title",
                        "service",
                        "environment",
                        "severity",
                        "situation",
                        "evidence",
                        "answer"));
        var answer = at.get("answer");
        answer.only(Set.of("category", "decision", "to", "because", "mistakes"));
        var category = answer.get("category").required(answer, "category");
        if (!category.isEmpty() && !CATEGORIES.contains(category)) {
            answer.get("category")
                    .wrong(
                            "unknown-category",
                            "`" + category + "` is no category",
                            "write one of "
                                    + String.join(", ", CATEGORIES.stream().sorted().toList()));
        }
        var decision = answer.get("decision").required(answer, "decision");
        if (!decision.isEmpty() && !DECISIONS.contains(decision)) {
            answer.get("decision")
                    .wrong(
                            "unknown-decision",
                            "`" + decision + "` is no decision",
                            "write approve, deny or escalate");
        }
        if (decision.equals("escalate") && !answer.get("to").isThere()) {
            answer.wrong("missing", "`to` is missing", "say to whom it is escalated");
        }
        return new Scenario(
                at.get("id").required(at, "id"),
                at.get("difficulty").whole(1),
                at.get("title").required(at, "title"),
                at.get("service").required(at, "service"),
                at.get("environment").required(at, "environment"),
                at.get("severity").required(at, "severity"),
                at.get("situation").required(at, "situation"),
                at.get("evidence").text().orElse(""),
                new Pack.Key(
                        category,
                        decision,
                        answer.get("to").text().orElse(""),
                        answer.get("because").required(answer, "because"),
                        answer.get("mistakes").list()));
    }

    Tree tree(YamlPlace at) {
        at.only(Set.of("tree", "title", "start", "nodes"));
        var nodes = new LinkedHashMap<String, Branch>();
        at.get("nodes")
                .entries()
                .forEach((name, n) -> {
                    n.only(Set.of("ask", "answers", "say", "because"));
                    var answers = new LinkedHashMap<String, String>();
                    n.get("answers")
                            .entries()
                            .forEach((answer, next) -> answers.put(answer, next.text().orElse("")));
                    var ask = n.get("ask").text().orElse("");
                    var say = n.get("say").text().orElse("");
                    if (ask.isEmpty() == say.isEmpty() || !ask.isEmpty() && answers.size() < 2) {
                        n.wrong(
                                "tree-node",
                                "`" + name + "` neither asks with two answers nor says an end",
                                "write `ask` and `answers`, or `say` and `because`");
                    }
                    nodes.put(
                            name,
                            new Branch(ask, answers, say, n.get("because").text().orElse("")));
                });
        var tree =
                new Tree(
                        at.get("tree").required(at, "tree"),
                        at.get("title").required(at, "title"),
                        at.get("start").required(at, "start"),
                        nodes);
        TreeCheck.problem(tree).ifPresent(p -> at.wrong("tree", p, "mend `nodes`"));
        return tree;
    }

    Rubric rubric(YamlPlace at) {
        at.only(Set.of("rubric", "title", "pass", "rows"));
        var pass = at.get("pass");
        pass.only(Set.of("sum", "average", "least"));
        var rows = new ArrayList<Rubric.Row>();
        var most = 0;
        for (var r : at.get("rows").elements()) {
            r.only(Set.of("id", "title", "load_bearing", "levels"));
            var row =
                    new Rubric.Row(
                            r.get("id").required(r, "id"),
                            r.get("title").required(r, "title"),
                            r.get("load_bearing").flag(false),
                            r.get("levels").list());
            if (row.levels().size() < 2) {
                r.wrong(
                        "few-levels",
                        "`" + row.id() + "` has fewer than two levels",
                        "add `levels`");
            }
            most += row.levels().size() - 1;
            rows.add(row);
        }
        var sum = optional(pass.get("sum"));
        if (sum.isEmpty() && !pass.get("average").isThere()) {
            at.wrong("no-pass", "nothing says what passes", "add `pass: {sum: 18}`");
        } else if (sum.isPresent() && sum.getAsDouble() > most) {
            pass.get("sum")
                    .wrong(
                            "pass-too-high",
                            "the rows sum to " + most + " at most, so nothing passes",
                            "lower `sum`");
        }
        return new Rubric(
                at.get("rubric").required(at, "rubric"),
                at.get("title").required(at, "title"),
                rows,
                sum,
                optional(pass.get("average")),
                pass.get("least").number(0));
    }

    private static OptionalDouble optional(YamlPlace at) {
        return at.isThere() ? OptionalDouble.of(at.number(0)) : OptionalDouble.empty();
    }

    Survey survey(YamlPlace at) {
        at.only(Set.of("survey", "title", "anonymous", "when", "items"));
        var questions = new ArrayList<Survey.Question>();
        for (var q : at.get("items").elements()) {
            q.only(Set.of("id", "kind", "text", "red_below", "green_above"));
            var red = optional(q.get("red_below"));
            var green = optional(q.get("green_above"));
            if (red.isPresent() && green.isPresent() && red.getAsDouble() > green.getAsDouble()) {
                q.wrong(
                        "bounds",
                        "red begins above green",
                        "make `red_below` the lower of the two");
            }
            if (red.isPresent() != green.isPresent()) {
                q.wrong(
                        "bounds",
                        "only one bound is given, so it is open where yellow is",
                        "give both `red_below` and `green_above`");
            }
            questions.add(
                    new Survey.Question(
                            q.get("id").required(q, "id"),
                            q.get("kind").choice(Survey.Kind.class, Survey.Kind.OPEN),
                            q.get("text").required(q, "text"),
                            red,
                            green));
        }
        return new Survey(
                at.get("survey").required(at, "survey"),
                at.get("title").required(at, "title"),
                at.get("anonymous").flag(true),
                at.get("when").get("week").whole(0),
                at.get("when").get("day").text().orElse(""),
                questions);
    }

    List<Competency> competencies(YamlPlace root) {
        var out = new ArrayList<Competency>();
        for (var c : root.only(Set.of("competencies")).get("competencies").elements()) {
            c.only(
                    Set.of(
                            "id",
                            "title",
                            "levels",
                            "target",
                            "valid_months",
                            "evidence",
                            "evidence_of"));
            var id = c.get("id").required(c, "id");
            places.put("competency:" + id, c);
            var levels = c.get("levels").list();
            var target = c.get("target").required(c, "target");
            if (!levels.isEmpty() && !levels.contains(target)) {
                c.get("target")
                        .wrong(
                                "unknown-level",
                                "`" + target + "` is none of `levels`",
                                "add it there");
            }
            out.add(
                    new Competency(
                            id,
                            c.get("title").required(c, "title"),
                            levels,
                            target,
                            c.get("valid_months").whole(0),
                            proof(c.get("evidence")),
                            others(c.get("evidence_of"), levels, target)));
        }
        return out;
    }

    private static Map<String, Proof> others(YamlPlace at, List<String> levels, String target) {
        var out = new LinkedHashMap<String, Proof>();
        at.only(Set.copyOf(levels));
        for (var level : levels) {
            if (!at.get(level).isThere()) {
                continue;
            }
            if (level.equals(target)) {
                at.get(level)
                        .wrong(
                                "target-twice",
                                "`" + level + "` is the target, which `evidence` proves",
                                "remove it here");
            }
            out.put(level, proof(at.get(level)));
        }
        return out;
    }

    private static Proof proof(YamlPlace at) {
        at.only(Set.of("all", "any", "lab", "quiz", "course"));
        if (at.get("all").isThere()) {
            return new Proof.All(at.get("all").elements().stream().map(PartReader::proof).toList());
        }
        if (at.get("any").isThere()) {
            return new Proof.Any(at.get("any").elements().stream().map(PartReader::proof).toList());
        }
        if (at.get("lab").isThere()) {
            return new Proof.LabPassed(at.get("lab").required(at, "lab"));
        }
        if (at.get("course").isThere()) {
            return new Proof.CourseDone(at.get("course").required(at, "course"));
        }
        return new Proof.QuizPassed(at.get("quiz").required(at, "quiz"));
    }

    List<Material> materials(YamlPlace root) {
        var out = new ArrayList<Material>();
        var ids = new HashSet<String>();
        for (var m : root.only(Set.of("materials")).get("materials").elements()) {
            m.only(
                    Set.of(
                            "id",
                            "kind",
                            "title",
                            "pages",
                            "from",
                            "tree",
                            "card",
                            "scenarios",
                            "labs",
                            "live",
                            "for"));
            var id = m.get("id").required(m, "id");
            places.put("material:" + id, m);
            if (!ids.add(id)) {
                m.wrong("duplicate-id", "`" + id + "` is there twice", "rename one");
            }
            var sources = new LinkedHashMap<String, List<String>>();
            for (var source : List.of("from", "tree", "card", "scenarios", "labs", "live")) {
                if (m.get(source).isThere()) {
                    sources.put(source, m.get(source).list());
                }
            }
            if (sources.isEmpty()) {
                m.wrong("no-source", "`" + id + "` is made of nothing", "add `from:` or `labs:`");
            }
            out.add(
                    new Material(
                            id,
                            m.get("kind").choice(Pack.Kind.class, Pack.Kind.GUIDE),
                            m.get("title").required(m, "title"),
                            m.get("pages").whole(0),
                            sources,
                            forMentors(m.get("for"))));
        }
        return out;
    }

    private static boolean forMentors(YamlPlace at) {
        var who = at.text().orElse("learners");
        if (!Set.of("mentors", "learners").contains(who)) {
            at.wrong("material", "`for` is `" + who + "`", "say `mentors` or `learners`");
        }
        // What nobody can read as `learners` is kept from them.
        return !who.equals("learners");
    }
}
