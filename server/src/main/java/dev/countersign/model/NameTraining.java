package dev.countersign.model;

import dev.countersign.model.training.NamedText;
import dev.countersign.model.training.Sentences;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Trains the head of [NameFinder] on made-up sentences and writes it. From the repository root,
/// after a build:
///
/// ```
/// java --enable-native-access=ALL-UNNAMED -cp 'server/target/classes:server/target/lib/*' \
///     dev.countersign.model.NameTraining \
///     server/src/main/resources/dev/countersign/model/names.head
/// ```
///
/// Takes a few minutes on two cores. Another CPU may round the encoder's numbers differently, so
/// the file is only the same byte for byte on the same machine.
public final class NameTraining {
    private static final int TEXTS = 12_000;
    private static final long SEED = 7;
    private static final int THREADS = 2;

    private record Labelled(List<Tagger.Read> words, int[] labels) {}

    private NameTraining() {}

    /// @param args the file to write, and optionally the number of sentences
    public static void main(String[] args) throws Exception {
        var count = args.length > 1 ? Integer.parseInt(args[1]) : TEXTS;
        var head = train(new Sentences(SEED).write(count));
        write(head, Path.of(args[0]));
    }

    static Linear train(List<NamedText> texts) throws InterruptedException, ExecutionException {
        var tagger = new Tagger(Network.load(Weights.E5_SMALL, NameFinder.TENSOR, THREADS));
        var inputs = new ArrayList<float[]>();
        var labels = new ArrayList<Integer>();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var running = texts.stream().map(t -> threads.submit(() -> label(tagger, t))).toList();
            for (var future : running) {
                var read = future.get();
                for (var i = 0; i < read.labels().length; i++) {
                    inputs.add(read.words().get(i).features());
                    labels.add(read.labels()[i]);
                }
            }
        }
        return Linear.train(
                inputs,
                labels.stream().mapToInt(i -> i).toArray(),
                Tagger.LABELS,
                new Linear.Recipe(4, 0, 0.002f, 0.02f, SEED));
    }

    private static Labelled label(Tagger tagger, NamedText text) {
        var words = tagger.read(text.text());
        var labels = new int[words.size()];
        for (var i = 0; i < labels.length; i++) {
            var word = words.get(i).word();
            for (var name : text.names()) {
                if (word.start() >= name.start() && word.end() <= name.end()) {
                    var begins = word.start() == name.start();
                    labels[i] = 2 * number(name.type()) + (begins ? 1 : 2);
                }
            }
        }
        return new Labelled(words, labels);
    }

    private static int number(NamedText.Sort type) {
        return switch (type) {
            case PERSON -> 0;
            case PLACE -> 1;
            case ORGANISATION -> 2;
        };
    }

    private static void write(Linear head, Path file) throws IOException {
        try (var out = new DataOutputStream(Files.newOutputStream(file))) {
            Layers.write(out, head);
        }
    }
}
