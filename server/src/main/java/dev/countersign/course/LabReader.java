package dev.countersign.course;

import dev.countersign.course.Lab.Pass;
import dev.countersign.course.Lab.Score;
import dev.countersign.course.Lab.Words;
import dev.countersign.yaml.YamlPlace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Reads a lab.
final class LabReader {
    private final Places places;

    LabReader(Places places) {
        this.places = places;
    }

    Lab lab(YamlPlace at) {
        at.only(
                Set.of(
                        "lab",
                        "title",
                        "module",
                        "minutes",
                        "kind",
                        "outcomes",
                        "text",
                        "pass",
                        "bank",
                        "scenarios",
                        "steps",
                        "on",
                        "private_to_mentor",
                        "rubric",
                        "key"));
        var id = at.get("lab").required(at, "lab");
        places.put("lab:" + id + ".pass", at.get("pass"));
        places.put("lab:" + id + ".text", at.get("text"));
        places.put("lab:" + id + ".key", at.get("key"));
        var steps = new ArrayList<Pack.Outcome>();
        for (var s : at.get("steps").elements()) {
            steps.add(
                    new Pack.Outcome(
                            s.get("id").required(s, "id"), s.get("text").required(s, "text")));
        }
        return new Lab(
                id,
                at.get("title").required(at, "title"),
                at.get("module").required(at, "module"),
                at.get("minutes").whole(0),
                at.get("kind").choice(Lab.Kind.class, Lab.Kind.CHECKLIST),
                at.get("outcomes").list(),
                at.get("text").required(at, "text"),
                pass(at.get("pass")),
                at.get("bank").text(),
                at.get("scenarios").text(),
                steps,
                runsOn(at.get("on")),
                at.get("private_to_mentor").flag(false),
                at.get("rubric").text(),
                at.get("key").text());
    }

    private static Map<String, List<String>> runsOn(YamlPlace at) {
        var out = new LinkedHashMap<String, List<String>>();
        at.entries().forEach((what, which) -> out.put(what, which.list()));
        return out;
    }

    private static Pass pass(YamlPlace at) {
        at.only(Set.of("score", "mentor", "words", "group", "observed", "steps"));
        var score = at.get("score");
        var words = at.get("words");
        return new Pass(
                score.isThere()
                        ? Optional.of(
                                new Score(score.get("least").whole(0), score.get("of").whole(0)))
                        : Optional.empty(),
                at.get("mentor").flag(false),
                words.isThere()
                        ? Optional.of(
                                new Words(
                                        words.get("least").whole(0),
                                        words.get("most").whole(0),
                                        words.get("entries").whole(1)))
                        : Optional.empty(),
                least(at.get("group")),
                at.get("observed").isThere()
                        ? OptionalInt.of(at.get("observed").whole(0))
                        : OptionalInt.empty(),
                at.get("steps").text().filter("all"::equals).isPresent());
    }

    private static OptionalInt least(YamlPlace at) {
        return at.isThere() ? OptionalInt.of(at.get("least").whole(0)) : OptionalInt.empty();
    }
}
