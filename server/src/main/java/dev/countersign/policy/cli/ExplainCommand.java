package dev.countersign.policy.cli;

import dev.countersign.policy.Attribute;
import dev.countersign.policy.Flips;
import dev.countersign.policy.Policy;
import dev.countersign.policy.PolicySet;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `policy explain`: what the policies say of one case, and why.
@Command(
        name = "explain",
        description =
                "What the policies say of one case, which facts suffice, what would flip it,"
                        + " and the rules aloud.",
        mixinStandardHelpOptions = true)
final class ExplainCommand extends PolicyTask {
    @Parameters(paramLabel = "DIR", description = "the folder of policies")
    private Path folder = Path.of(".");

    @Option(names = "--case", required = true, paramLabel = "F", description = "facts as JSON")
    private Path file = Path.of("case.json");

    @Override
    Path folder() {
        return folder;
    }

    @Override
    int run(PolicySet set, Instant when) throws Folder.Unreadable {
        usable(set);
        var place = String.valueOf(file);
        var facts = Cases.facts(place, Cases.object(place, Folder.text(file)));
        var verdict = set.policies().judge(facts, when);
        var matched = new ArrayList<LinkedHashMap<String, Object>>();
        var lines = new ArrayList<String>();
        lines.add(verdict.explanation());
        for (var one : verdict.matched()) {
            var aloud = aloud(set, one.rule());
            lines.add((one.decisive() ? "* " : "  ") + one.rule() + ": " + aloud);
            var told = new LinkedHashMap<String, Object>();
            told.put("rule", one.rule());
            told.put("version", one.version());
            told.put("says", one.says().name().toLowerCase(Locale.ROOT));
            told.put("decisive", one.decisive());
            told.put("exemption", one.exemption());
            told.put("aloud", aloud);
            matched.add(told);
        }
        var flips = Flips.of(set.policies(), facts, when);
        flips.forEach(f -> lines.add("it would be " + f.inWords(facts)));
        var out = new LinkedHashMap<String, Object>();
        out.put("outcome", verdict.outcome().name().toLowerCase(Locale.ROOT));
        out.put("explanation", verdict.explanation());
        out.put("minimal", named(verdict.minimal()));
        out.put("matched", matched);
        out.put(
                "flips",
                flips.stream()
                        .map(f ->
                                Map.of(
                                        "outcome",
                                        f.outcome().name().toLowerCase(Locale.ROOT),
                                        "facts",
                                        named(f.changed())))
                        .toList());
        out.put("bundle", verdict.bundle());
        print(out, lines);
        return verdict.outcome() == Policy.Outcome.DENY ? 1 : 0;
    }

    private static Map<String, Object> named(Map<Attribute, Object> facts) {
        var out = new TreeMap<String, Object>();
        facts.forEach((attribute, value) -> out.put(attribute.key(), value));
        return out;
    }

    private static String aloud(PolicySet set, String id) {
        for (var policy : set.policies().all()) {
            for (var rule : policy.rules()) {
                if (rule.id().equals(id)) {
                    return policy.inWords(rule);
                }
            }
        }
        return id;
    }
}
