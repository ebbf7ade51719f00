package dev.countersign.policy.cli;

import dev.countersign.policy.Attribute;
import dev.countersign.policy.Policy;
import dev.countersign.policy.PolicySet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `policy replay`: which recorded decisions these policies would have made otherwise.
@Command(
        name = "replay",
        description = "Judge recorded decisions again and count those that come out otherwise.",
        mixinStandardHelpOptions = true)
final class ReplayCommand extends PolicyTask {
    private static final int SHOWN = 20;

    @Option(
            names = "--decisions",
            required = true,
            paramLabel = "F",
            description = "JSON lines: {\"id\": …, \"outcome\": \"deny\", \"facts\": {…}}")
    private Path file = Path.of("decisions.jsonl");

    @Override
    int run(PolicySet set, Instant when) throws Folder.Unreadable {
        usable(set);
        var byTeam = new TreeMap<String, Integer>();
        var byCategory = new TreeMap<String, Integer>();
        var shown = new ArrayList<String>();
        var total = 0;
        var changed = 0;
        try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                total++;
                if (line.isBlank()) {
                    continue;
                }
                var place = file + ":" + total;
                var record = Cases.object(place, line);
                if (!(record.get("facts") instanceof java.util.Map<?, ?> given)) {
                    throw new Folder.Unreadable(place + ": `facts` is missing; add an object");
                }
                var facts = Cases.facts(place, given);
                var was = outcome(place, String.valueOf(record.get("outcome")));
                var is = set.policies().outcomeOf(facts, when);
                if (was != is) {
                    changed++;
                    byTeam.merge(facts.name(Attribute.TEAM), 1, Integer::sum);
                    byCategory.merge(facts.name(Attribute.CATEGORY), 1, Integer::sum);
                    if (shown.size() < SHOWN) {
                        shown.add(record.get("id") + ": " + word(was) + " would be " + word(is));
                    }
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new Folder.Unreadable(
                    "cannot read `" + file + "` as UTF-8; name a JSON lines file");
        }
        var out = new LinkedHashMap<String, Object>();
        out.put("decisions", total);
        out.put("changed", changed);
        out.put("byTeam", byTeam);
        out.put("byCategory", byCategory);
        out.put("first", shown);
        var lines = new ArrayList<>(shown);
        lines.add(changed + " of " + total + " decisions would change");
        lines.add("by team: " + byTeam);
        lines.add("by category: " + byCategory);
        print(out, lines);
        return changed == 0 ? 0 : 1;
    }

    private static Policy.Outcome outcome(String place, String word) throws Folder.Unreadable {
        for (var outcome : Policy.Outcome.values()) {
            if (word(outcome).equals(word)) {
                return outcome;
            }
        }
        throw new Folder.Unreadable(
                place + ": `outcome` is `" + word + "`; write approve, escalate or deny");
    }

    private static String word(Policy.Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
