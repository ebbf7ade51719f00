package dev.countersign.policy;

import dev.countersign.kernel.Finding;
import dev.countersign.yaml.YamlPlace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// How the versions of one policy follow each other: two are never in force at once. Pure.
final class Sunset {
    private Sunset() {}

    /// A version as it stands in its file.
    ///
    /// @param line of its `valid`, or 1 where it has none
    record Placed(Policy policy, String file, int line, int column) {
        private String version() {
            return "version `" + policy.version() + "`";
        }

        private String place() {
            return file + ":" + line;
        }
    }

    /// What is wrong between them: an overlap is an error at the later one, a gap a warning.
    static List<Finding> findings(List<Placed> versions) {
        var out = new ArrayList<Finding>();
        var ordered = ordered(versions);
        for (var i = 1; i < ordered.size(); i++) {
            var was = ordered.get(i - 1);
            var is = ordered.get(i);
            var begins = is.policy.from();
            var ends = was.policy.until();
            if (begins.isEmpty() || ends.isEmpty() || ends.get().isAfter(begins.get())) {
                out.add(overlap(was, is));
            } else if (ends.get().isBefore(begins.get())) {
                out.add(
                        new Finding(
                                is.file,
                                is.line,
                                is.column,
                                Finding.Severity.WARNING,
                                "sunset-gap",
                                "from "
                                        + ends.get()
                                        + " to "
                                        + begins.get()
                                        + " no version of `"
                                        + is.policy.id()
                                        + "` is in force: "
                                        + was.version()
                                        + " has ended and "
                                        + is.version()
                                        + " has not begun",
                                "let one begin where the other ends, unless nothing shall hold then"));
            }
        }
        return out;
    }

    private static Finding overlap(Placed was, Placed is) {
        return YamlPlace.error(
                is.file,
                is.line,
                is.column,
                "overlap",
                "`"
                        + is.policy.id()
                        + "` "
                        + is.version()
                        + " "
                        + is.policy
                                .from()
                                .map(f -> "begins " + f)
                                .orElse("holds from the beginning")
                        + " while "
                        + was.version()
                        + " ("
                        + was.place()
                        + ") "
                        + was.policy.until().map(u -> "holds until " + u).orElse("never ends"),
                is.policy
                        .from()
                        .map(f ->
                                "end "
                                        + was.version()
                                        + " with `valid: {until: "
                                        + f
                                        + "}`, or take one of the two out")
                        .orElse(
                                "say when "
                                        + is.version()
                                        + " begins with `valid: {from: …}`, and end "
                                        + was.version()
                                        + " then"));
    }

    /// Who takes over from whom, each in a sentence at its place.
    static List<String> handovers(List<Placed> versions) {
        var out = new ArrayList<String>();
        var ordered = ordered(versions);
        for (var i = 1; i < ordered.size(); i++) {
            var was = ordered.get(i - 1);
            var is = ordered.get(i);
            out.add(
                    was.place()
                            + ": `"
                            + was.policy.id()
                            + "` "
                            + was.version()
                            + " ends "
                            + was.policy.until().map(Instant::toString).orElse("never")
                            + ", "
                            + is.version()
                            + " takes over"
                            + is.policy
                                    .from()
                                    .filter(f -> !was.policy.until().equals(is.policy.from()))
                                    .map(f -> " " + f)
                                    .orElse(""));
        }
        return out;
    }

    private static List<Placed> ordered(List<Placed> versions) {
        return versions.stream()
                .sorted(Comparator.comparing(p -> p.policy.from().orElse(Instant.MIN)))
                .toList();
    }
}
