package dev.countersign.confidence.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.confidence.Certifier;
import dev.countersign.confidence.Finding;
import dev.countersign.confidence.Promise;
import dev.countersign.confidence.PromiseCheck;
import dev.countersign.confidence.Sample;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `evaluate certificate`: from which score on answers may be released by themselves, so that at
/// most so many are wrong. Ends with 0 where a promise can be made, 1 where none can, 2 where the
/// input is no good.
@Command(
        name = "certificate",
        description = {
            "From reviewed answers (CSV `score,correct`): the lowest threshold from which on at most",
            "the given share is wrong, except with a chance of delta. With --threshold: what that",
            "threshold is worth. With --sequential: the rows are taken in order, looked at after",
            "each, for thresholds fixed beforehand. With --splits: how often promises made on n rows",
            "are broken on the rest of the file."
        },
        mixinStandardHelpOptions = true)
public final class EvaluateCertificate implements Callable<Integer> {
    private static final double PLAYBOOK = 0.82;

    private @Spec @Nullable CommandSpec spec;

    @Option(
            names = "--scores",
            required = true,
            paramLabel = "F",
            description = "CSV `score,correct` with a header")
    private Path scores = Path.of("");

    @Option(
            names = "--error",
            required = true,
            paramLabel = "E",
            description = "the share of errors that may be released, such as 0.05")
    private double error;

    @Option(
            names = "--delta",
            paramLabel = "D",
            defaultValue = "0.1",
            description = "the chance that the promise is wrong (${DEFAULT-VALUE})")
    private double delta;

    @Option(
            names = "--threshold",
            paramLabel = "T",
            description = "thresholds fixed beforehand; several for --sequential, falling")
    private List<Double> thresholds = new ArrayList<>();

    @Option(names = "--sequential", description = "look after every row")
    private boolean sequential;

    @Option(
            names = "--splits",
            paramLabel = "N",
            description = "check the promise N times on this file")
    private Optional<Integer> splits = Optional.empty();

    @Option(
            names = "--samples",
            paramLabel = "n",
            split = ",",
            defaultValue = "50,200,500",
            description = "with --splits: rows to certify on (${DEFAULT-VALUE})")
    private List<Integer> samples = new ArrayList<>();

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "with --splits: of the draws (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Override
    public Integer call() {
        try {
            var promise = new Promise(error, delta);
            var all = ScoresFile.read(scores);
            if (splits.isPresent()) {
                return check(all, promise, splits.get());
            }
            var findings = findings(all, promise);
            findings.forEach(f -> print(f, all.size()));
            if (findings.isEmpty()) {
                none(all, promise);
            }
            return findings.stream().anyMatch(Finding::kept) ? 0 : 1;
        } catch (ScoresFile.Bad | IllegalArgumentException e) {
            err().println(e.getMessage());
            err().flush();
            return 2;
        }
    }

    private List<Finding> findings(List<Sample> all, Promise promise) {
        thresholds.forEach(t -> new Sample(t, true));
        if (sequential) {
            if (thresholds.isEmpty()) {
                throw new IllegalArgumentException(
                        "--sequential needs thresholds that were fixed beforehand; add --threshold");
            }
            return Certifier.sequential(
                    thresholds.stream().sorted(Comparator.reverseOrder()).toList(), all, promise);
        }
        return thresholds.isEmpty()
                ? Certifier.lowest(all, promise).stream().toList()
                : thresholds.stream().map(t -> Certifier.at(t, all, promise)).toList();
    }

    private void print(Finding f, int rows) {
        if (json) {
            var node = node(f.promise());
            out().println(
                            node.put("method", f.method())
                                    .put("certified", f.kept())
                                    .put("threshold", f.threshold())
                                    .put("share", f.share())
                                    .put("bound", f.bound())
                                    .put("samples", f.samples())
                                    .put("released", f.released())
                                    .put("errors", f.errors())
                                    .put("rows", rows));
        } else {
            out().printf(
                            Locale.ROOT,
                            "threshold %.4f%n%s%nshare automated %.4f%nbound %.4f%nsamples %d, released %d, errors %d%nmethod %s%n",
                            f.threshold(),
                            f.kept()
                                    ? "certified: of what is released from here on, at most %.4f is wrong, except with a chance of %.4f"
                                            .formatted(f.promise().error(), f.promise().delta())
                                    : "not certified: the error rate may be as high as the bound",
                            f.share(),
                            f.bound(),
                            f.samples(),
                            f.released(),
                            f.errors(),
                            f.method());
        }
        out().flush();
    }

    private static ObjectNode node(Promise promise) {
        return JsonMapper.builder()
                .build()
                .createObjectNode()
                .put("error", promise.error())
                .put("delta", promise.delta());
    }

    private void none(List<Sample> all, Promise promise) {
        var fixed = Certifier.at(PLAYBOOK, all, promise);
        var least = Certifier.leastSamples(promise);
        if (json) {
            out().println(
                            node(promise)
                                    .put("certified", false)
                                    .put("samples", all.size())
                                    .put("least_released_without_error", least)
                                    .put("bound_at_0.82", fixed.bound()));
        } else {
            out().printf(
                            Locale.ROOT,
                            "not certified: %d samples do not show that at most %.4f is wrong anywhere%n"
                                    + "at least %d reviewed answers above the threshold, all right, are needed%n"
                                    + "from 0.82 on, the error rate is at most %.4f%n",
                            all.size(),
                            promise.error(),
                            least,
                            fixed.bound());
        }
        out().flush();
    }

    private int check(List<Sample> all, Promise promise, int times) {
        var kept = true;
        for (var n : samples) {
            kept &= row(all, promise, times, n, "learn-then-test", PromiseCheck.LEARN_THEN_TEST);
            kept &= row(all, promise, times, n, "sequential", PromiseCheck.SEQUENTIAL);
            row(all, promise, times, n, "fixed-0.82", PromiseCheck.fixed(PLAYBOOK));
        }
        return kept ? 0 : 1;
    }

    /// @return whether the promise holds as far as so many splits can show
    private boolean row(
            List<Sample> all,
            Promise promise,
            int times,
            int n,
            String name,
            PromiseCheck.Method method) {
        var r = PromiseCheck.of(all, n, promise, method, times, new Random(seed));
        if (json) {
            out().println(
                            node(promise)
                                    .put("method", name)
                                    .put("samples", n)
                                    .put("splits", r.splits())
                                    .put("issued", r.issued())
                                    .put("broken", r.broken())
                                    .put("broken_rate", r.brokenRate())
                                    .put("broken_at_least", r.brokenAtLeast())
                                    .put("share", r.share())
                                    .put("realised_error", r.realised()));
        } else {
            out().printf(
                            Locale.ROOT,
                            "n %4d  %-15s  issued %5.1f %%  broken %5.1f %% (at least %.1f %%)  share automated %5.1f %%  realised error %5.2f %%%n",
                            n,
                            name,
                            100.0 * r.issued() / r.splits(),
                            100 * r.brokenRate(),
                            100 * r.brokenAtLeast(),
                            100 * r.share(),
                            100 * r.realised());
        }
        out().flush();
        return r.brokenAtLeast() <= promise.delta();
    }

    private PrintWriter out() {
        return spec == null
                ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
                : spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec == null
                ? new PrintWriter(System.err, true, StandardCharsets.UTF_8)
                : spec.commandLine().getErr();
    }
}
