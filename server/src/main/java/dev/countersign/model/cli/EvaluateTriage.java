package dev.countersign.model.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.model.Encoder;
import dev.countersign.model.Example;
import dev.countersign.model.Head;
import dev.countersign.model.Judgement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `evaluate triage`: trains a head as the product does and says how often it is right.
///
/// `accuracy` is over texts that belong to a category, by the likeliest category.
/// `accuracy_in_scope` counts those held as out of scope as wrong: read it beside `oos_recall`, the
/// share of texts of no category that are held. `ece` is the calibration error over texts that
/// belong, 15 bins of equal size.
@Command(
        name = "triage",
        description = "Train a head on labelled texts and measure it on others.",
        mixinStandardHelpOptions = true)
public final class EvaluateTriage implements Callable<Integer> {
    private @Spec @Nullable CommandSpec spec;

    @Option(
            names = "--train",
            required = true,
            paramLabel = "F",
            description = "CSV `text,category` or CLINC150 JSON, may be gzipped")
    private Path train = Path.of("");

    @Option(names = "--test", paramLabel = "F", description = "the same; may be the same JSON")
    private @Nullable Path test;

    @Option(
            names = "--split",
            defaultValue = "val",
            description = "which part of a JSON file to test on: val or test")
    private String split = "val";

    @Option(
            names = "--holdout",
            paramLabel = "SHARE",
            description = "without --test: the share of --train to test on, such as 0.1")
    private double holdOut;

    @Option(names = "--seed", defaultValue = "1", description = "which texts --holdout picks")
    private long seed;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    @Option(names = "--progress", description = "say on stderr how far the work is")
    private boolean progress;

    private final Encoder encoder = new Encoder();

    @Override
    public Integer call() {
        try {
            var report = measure(halves());
            Out.print(spec, json, report);
            return 0;
        } catch (Unreadable e) {
            Out.complain(spec, e.getMessage());
            return 2;
        }
    }

    private Labelled.Halves halves() throws Unreadable {
        if ((test == null) == (holdOut == 0)) {
            throw new Unreadable("give either `--test` or `--holdout`");
        }
        if (!split.equals("val") && !split.equals("test")) {
            throw new Unreadable("unknown split `" + split + "`; use `val` or `test`");
        }
        var texts = Labelled.read(train, Labelled.Part.TRAIN);
        if (test != null) {
            var part = split.equals("val") ? Labelled.Part.VALIDATION : Labelled.Part.TEST;
            return new Labelled.Halves(texts, Labelled.read(test, part));
        }
        if (holdOut < 0 || holdOut >= 1) {
            throw new Unreadable("`--holdout` must lie between 0 and 1, such as 0.1");
        }
        return texts.holdOut(holdOut, seed);
    }

    private ObjectNode measure(Labelled.Halves halves) throws Unreadable {
        var say = Progress.of(progress);
        var start = System.nanoTime();
        var training = encode(halves.train(), say);
        var strangers = encoder.encodeAll(halves.train().outOfScope());
        var encoded = System.nanoTime();
        var head = head(training, strangers);
        var trained = System.nanoTime();
        var report = judge(head, encode(halves.test(), say), halves.test().outOfScope());
        report.put("train_texts", training.size())
                .put("train_oos_texts", strangers.size())
                .put("categories", head.categories().size())
                .put("encode_seconds", seconds(start, encoded))
                .put("train_seconds", seconds(encoded, trained))
                .put("test_seconds", seconds(trained, System.nanoTime()))
                .put("encoder", encoder.version())
                .put("head", head.version());
        return report;
    }

    private static Head head(List<Example> training, List<float[]> strangers) throws Unreadable {
        try {
            return Head.train(training, strangers);
        } catch (IllegalArgumentException e) {
            throw new Unreadable(e.getMessage() == null ? "cannot train" : e.getMessage());
        }
    }

    private List<Example> encode(Labelled labelled, Progress say) {
        var texts = labelled.texts();
        var vectors =
                encoder.encodeAll(
                        texts.stream().map(Labelled.Text::text).toList(),
                        done -> say.say("read " + done + " of " + texts.size() + " texts"));
        return IntStream.range(0, vectors.size())
                .mapToObj(i -> new Example(vectors.get(i), texts.get(i).category()))
                .toList();
    }

    private ObjectNode judge(Head head, List<Example> examples, List<String> strangers) {
        var said = new ArrayList<Calibration.Said>();
        var right = 0;
        var rightAndKept = 0;
        for (var example : examples) {
            var judgement = head.judge(example.vector());
            var hit = judgement.category().equals(example.category());
            right += hit ? 1 : 0;
            rightAndKept += hit && judgement.inScope() ? 1 : 0;
            said.add(new Calibration.Said(judgement.candidates().getFirst().probability(), hit));
        }
        var held =
                encoder.encodeAll(strangers).stream()
                        .map(head::judge)
                        .filter(judgement -> !judgement.inScope())
                        .map(Judgement::category)
                        .count();
        var report = JsonMapper.builder().build().createObjectNode();
        report.put("accuracy", (double) right / examples.size());
        report.put("accuracy_in_scope", (double) rightAndKept / examples.size());
        if (strangers.isEmpty()) {
            report.putNull("oos_recall");
        } else {
            report.put("oos_recall", (double) held / strangers.size());
        }
        return report.put("ece", Calibration.error(said))
                .put("test_texts", examples.size())
                .put("test_oos_texts", strangers.size());
    }

    private static double seconds(long from, long to) {
        return Math.round((to - from) / 1e7) / 100.0;
    }
}
