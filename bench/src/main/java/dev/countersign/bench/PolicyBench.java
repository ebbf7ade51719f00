package dev.countersign.bench;

import dev.countersign.policy.Facts;
import dev.countersign.policy.Policies;
import dev.countersign.policy.PolicySet;
import dev.countersign.policy.analysis.Analysis;
import dev.countersign.policy.analysis.Difference;
import dev.countersign.policy.analysis.Found;
import dev.countersign.policy.analysis.Worker;
import dev.countersign.policy.cli.PolicyCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine;

/// Policies at 1,000 rules: a verdict with its reasons, the analysis, the difference of two
/// versions, and a million recorded decisions replayed by the command line. Prints one line of JSON
/// for each.
public final class PolicyBench {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final int CASES = 20_000;
    private static final int DECISIONS = 1_000_000;

    private PolicyBench() {}

    public static void main(String[] args) throws IOException {
        var texts = PolicyBenchSet.thousandRules();
        var policies = PolicySet.read(texts).policies();
        verdicts(policies);
        analysis(texts, policies);
        difference(texts, policies);
        replay(texts);
    }

    private static void verdicts(Policies policies) {
        var random = new Random(5);
        var cases = new ArrayList<Facts>();
        for (var i = 0; i < CASES; i++) {
            cases.add(PolicyBenchSet.facts(random));
        }
        var rules = policies.all().stream().mapToInt(p -> p.rules().size()).sum();
        var candidates =
                cases.stream()
                        .mapToInt(f ->
                                policies.inScope(f, NOON).stream()
                                        .mapToInt(p -> p.rules().size())
                                        .sum())
                        .average()
                        .orElse(0);
        var spoken = 0;
        var words = 0L;
        var cpu = Double.MAX_VALUE;
        var times = new long[CASES];
        var best = new double[] {Double.MAX_VALUE, Double.MAX_VALUE};
        for (var round = 0; round < 20; round++) {
            var before = cpuNanos();
            for (var i = 0; i < CASES; i++) {
                var start = System.nanoTime();
                var verdict = policies.judge(cases.get(i), NOON);
                times[i] = System.nanoTime() - start;
                spoken += verdict.spoken() ? 1 : 0;
                words += verdict.explanation().length() + verdict.minimal().size();
            }
            var used = (cpuNanos() - before) / 1e3 / CASES;
            Arrays.sort(times);
            if (round >= 10) {
                cpu = Math.min(cpu, used);
                best[0] = Math.min(best[0], times[CASES / 2] / 1e3);
                best[1] = Math.min(best[1], times[CASES * 99 / 100] / 1e3);
            }
        }
        System.out.printf(
                "{\"bench\":\"verdict with reasons\",\"rules\":%d,\"rules_in_scope\":%.1f,"
                        + "\"spoken\":%.2f,\"words\":%d,\"p50_us\":%.2f,\"p99_us\":%.2f,"
                        + "\"cpu_mean_us\":%.2f}%n",
                rules,
                candidates,
                spoken / 20.0 / CASES,
                words / 20 / CASES,
                best[0],
                best[1],
                cpu);
    }

    private static void analysis(SortedMap<String, String> texts, Policies policies) {
        var found = new ArrayList<Found>();
        var warm =
                millis(
                        7,
                        () -> {
                            found.clear();
                            found.addAll(Analysis.of(policies, NOON));
                            return found;
                        });
        var kinds =
                found.stream()
                        .collect(
                                Collectors.groupingBy(f -> f.kind().name(), Collectors.counting()));
        var cold = millis(1, () -> Worker.usual().analyse(texts, NOON));
        System.out.printf(
                "{\"bench\":\"analysis\",\"warm_ms\":%.0f,\"process_cold_ms\":%.0f,\"found\":\"%s\"}%n",
                warm.wall, cold.wall, kinds);
    }

    private static void difference(SortedMap<String, String> texts, Policies policies) {
        var changed = PolicyBenchSet.withOneThresholdMoved(texts);
        var after = PolicySet.read(changed).policies();
        var found = Difference.of(policies, after, NOON);
        var warm = millis(7, () -> Difference.of(policies, after, NOON));
        var same = millis(7, () -> Difference.of(policies, policies, NOON));
        var cold = millis(1, () -> Worker.usual().compare(texts, changed, NOON));
        System.out.printf(
                "{\"bench\":\"difference\",\"warm_ms\":%.0f,\"warm_cpu_ms\":%.0f,\"nothing_changes_ms\":%.0f,"
                        + "\"process_cold_ms\":%.0f,\"example\":\"%s %s\"}%n",
                warm.wall,
                warm.cpu,
                same.wall,
                cold.wall,
                found.getFirst().sentence(),
                found.getFirst().example().map(Facts::toString).orElse(""));
    }

    private static void replay(SortedMap<String, String> texts) throws IOException {
        var folder = Files.createTempDirectory("policies");
        for (var file : texts.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        var decisions = folder.resolve("decisions.jsonl");
        PolicyBenchSet.write(decisions, DECISIONS);
        var line = new CommandLine(new PolicyCommand());
        line.setOut(new PrintWriter(Writer.nullWriter()));
        var took =
                millis(
                        1,
                        () ->
                                line.execute(
                                        "replay",
                                        folder.toString(),
                                        "--decisions",
                                        decisions.toString()));
        System.out.printf(
                "{\"bench\":\"replay\",\"decisions\":%d,\"megabytes\":%d,\"seconds\":%.1f,\"cpu_seconds\":%.1f}%n",
                DECISIONS, Files.size(decisions) >> 20, took.wall / 1e3, took.cpu / 1e3);
        for (var file : List.copyOf(files(folder))) {
            Files.delete(file);
        }
        Files.delete(folder);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            return all.toList();
        }
    }

    /// @param wall milliseconds by the clock
    /// @param cpu milliseconds of this thread: what a machine without other work would need
    private record Took(double wall, double cpu) {}

    /// The median of the last rounds; the first warms up where there are several.
    private static Took millis(int rounds, Supplier<?> work) {
        var times = new ArrayList<Took>();
        for (var i = 0; i < rounds; i++) {
            var cpu = cpuNanos();
            var start = System.nanoTime();
            if (work.get() == null) {
                throw new IllegalStateException("no result");
            }
            times.add(new Took((System.nanoTime() - start) / 1e6, (cpuNanos() - cpu) / 1e6));
        }
        var last = times.subList(rounds / 2, rounds);
        return last.stream()
                .sorted(Comparator.comparingDouble(Took::wall))
                .toList()
                .get(last.size() / 2);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
