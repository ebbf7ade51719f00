package dev.countersign.policy;

import dev.countersign.kernel.Finding;
import dev.countersign.yaml.YamlPlace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// A folder of policies as it was read: what is usable, and everything wrong with the rest.
///
/// @param policies complete only where no finding is an error
/// @param files the file of each policy, by its id
public record PolicySet(Policies policies, Map<String, String> files, List<Finding> findings) {
    /// The file that holds the exemptions; every other one holds a policy.
    public static final String EXEMPTIONS = "exemptions.yaml";

    public PolicySet {
        files = Map.copyOf(files);
        findings = List.copyOf(findings);
    }

    /// @param texts by file name
    public static PolicySet read(SortedMap<String, String> texts) {
        var findings = new ArrayList<Finding>();
        var policies = new LinkedHashMap<String, Policy>();
        var files = new LinkedHashMap<String, String>();
        texts.forEach((file, text) -> {
            if (file.equals(EXEMPTIONS)) {
                return;
            }
            var reading = PolicyReader.read(file, text);
            findings.addAll(reading.findings());
            reading.policy()
                    .ifPresent(policy -> {
                        if (policies.putIfAbsent(policy.id(), policy) == null) {
                            files.put(policy.id(), file);
                            return;
                        }
                        findings.add(
                                YamlPlace.error(
                                        file,
                                        1,
                                        1,
                                        "duplicate-id",
                                        "`"
                                                + policy.id()
                                                + "` is also in "
                                                + files.get(policy.id()),
                                        "rename one"));
                    });
        });
        List<Exemption> exemptions =
                texts.containsKey(EXEMPTIONS)
                        ? ExemptionReader.read(
                                EXEMPTIONS, texts.getOrDefault(EXEMPTIONS, ""), policies, findings)
                        : List.of();
        return new PolicySet(
                Policies.of(List.copyOf(policies.values()), exemptions, texts.values()),
                files,
                findings);
    }

    /// Nothing may be judged by a set with an error in it.
    public boolean isUsable() {
        return findings.stream().noneMatch(f -> f.severity() == Finding.Severity.ERROR);
    }

    /// Where a rule, an invariant or a policy stands, for example `refunds.yaml:12`; empty for a
    /// name that is none of these.
    public String place(String name) {
        for (var policy : policies.all()) {
            var file = files.getOrDefault(policy.id(), policy.id());
            if (policy.id().equals(name)) {
                return file + ":1";
            }
            for (var rule : policy.rules()) {
                if (rule.id().equals(name)) {
                    return file + ":" + rule.line();
                }
            }
            for (var invariant : policy.invariants()) {
                if (name.equals(policy.id() + "/" + invariant.id())) {
                    return file + ":" + invariant.line();
                }
            }
        }
        return policies.exemptions().stream().anyMatch(e -> e.id().equals(name)) ? EXEMPTIONS : "";
    }

    /// The cases in the files that come out otherwise. Each is judged by its own policy alone.
    public List<Finding> failedCases(Instant at) {
        var out = new ArrayList<Finding>();
        for (var policy : policies.all()) {
            var alone = Policies.of(List.of(policy), List.of(), List.of());
            var when = policy.from().filter(at::isBefore).orElse(at);
            for (var test : policy.cases()) {
                var verdict = alone.judge(test.facts(), when);
                if (verdict.outcome() != test.expected()) {
                    out.add(
                            YamlPlace.error(
                                    files.getOrDefault(policy.id(), policy.id()),
                                    test.line(),
                                    1,
                                    "case",
                                    "`"
                                            + test.name()
                                            + "` comes out otherwise: "
                                            + verdict.explanation(),
                                    "mend the rule, or what is expected"));
                }
            }
        }
        return out;
    }
}
