package dev.countersign.policy;

import dev.countersign.kernel.Finding;
import dev.countersign.yaml.YamlPlace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// A folder of policies as it was read: what is usable, and everything wrong with the rest.
///
/// @param policies complete only where no finding is an error
/// @param files the file of each version of a policy, by its name such as `refunds@2`
/// @param handovers which version takes over from which, and when, in sentences
public record PolicySet(
        Policies policies,
        Map<String, String> files,
        List<Finding> findings,
        List<String> handovers) {
    /// The file that holds the exemptions; every other one holds a policy.
    public static final String EXEMPTIONS = "exemptions.yaml";

    public PolicySet {
        files = Map.copyOf(files);
        findings = List.copyOf(findings);
        handovers = List.copyOf(handovers);
    }

    /// @param texts by file name
    public static PolicySet read(SortedMap<String, String> texts) {
        var findings = new ArrayList<Finding>();
        var versions = new LinkedHashMap<String, List<Sunset.Placed>>();
        var files = new LinkedHashMap<String, String>();
        texts.forEach((file, text) -> {
            if (file.equals(EXEMPTIONS)) {
                return;
            }
            var reading = PolicyReader.read(file, text);
            findings.addAll(reading.findings());
            reading.policy()
                    .ifPresent(policy -> {
                        var other = files.putIfAbsent(policy.named(), file);
                        if (other == null) {
                            versions.computeIfAbsent(policy.id(), _ -> new ArrayList<>())
                                    .add(
                                            new Sunset.Placed(
                                                    policy,
                                                    file,
                                                    reading.line(),
                                                    reading.column()));
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
                                                + "` version `"
                                                + policy.version()
                                                + "` is also in "
                                                + other,
                                        "rename one, or give the later version another `version`"));
                    });
        });
        var handovers = new ArrayList<String>();
        versions.values()
                .forEach(of -> {
                    findings.addAll(Sunset.findings(of));
                    handovers.addAll(Sunset.handovers(of));
                });
        var policies =
                versions.values().stream()
                        .flatMap(List::stream)
                        .map(Sunset.Placed::policy)
                        .toList();
        List<Exemption> exemptions =
                texts.containsKey(EXEMPTIONS)
                        ? ExemptionReader.read(
                                EXEMPTIONS,
                                texts.getOrDefault(EXEMPTIONS, ""),
                                policies.stream().collect(Collectors.groupingBy(Policy::id)),
                                findings)
                        : List.of();
        return new PolicySet(
                Policies.of(policies, exemptions, texts.values()), files, findings, handovers);
    }

    /// The file of one version of a policy; its name where it is none of these.
    public String file(Policy policy) {
        return files.getOrDefault(policy.named(), policy.id());
    }

    /// Nothing may be judged by a set with an error in it.
    public boolean isUsable() {
        return findings.stream().noneMatch(f -> f.severity() == Finding.Severity.ERROR);
    }

    /// Where a rule, an invariant or a policy stands, for example `refunds.yaml:12`; empty for a
    /// name that is none of these. Of several versions, the one in force at that time.
    public String place(String name, Instant at) {
        var inForceFirst =
                policies.all().stream()
                        .sorted(Comparator.comparing(p -> !p.isInForce(at)))
                        .toList();
        for (var policy : inForceFirst) {
            var file = file(policy);
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
            // Each at a time when it is in force: it says nothing at any other.
            var ended = policy.until().filter(u -> !at.isBefore(u)).map(u -> u.minusMillis(1));
            var when = policy.from().filter(at::isBefore).or(() -> ended).orElse(at);
            for (var test : policy.cases()) {
                var verdict = alone.judge(test.facts(), when);
                if (verdict.outcome() != test.expected()) {
                    out.add(
                            YamlPlace.error(
                                    file(policy),
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
