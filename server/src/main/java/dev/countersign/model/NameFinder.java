package dev.countersign.model;

import dev.countersign.kernel.Digests;
import dev.countersign.redaction.Finder;
import dev.countersign.redaction.Kind;
import dev.countersign.redaction.Span;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds names of persons, places and organisations: an encoder cut short after seven of its twelve
/// layers, and a linear head trained on made-up sentences (see [NameTraining]).
///
/// Loads on first use. The head ships with the product and fits one model file only.
public final class NameFinder implements Finder {
    /// Where the states that tell names apart are read: the end of the seventh layer.
    static final String TENSOR = "/encoder/layer.6/output/LayerNorm/Add_1_output_0";

    static final String HEAD = "/dev/countersign/model/names.head";

    // A missed name costs more than a word masked too much: it takes this much (in log odds) more
    // to call a word no name.
    private static final float CAUTION = 0.7f;

    private static final Kind[] KINDS = {Kind.PERSON, Kind.PLACE, Kind.ORGANISATION};

    private final Set<Kind> kinds;
    private final int calls;
    private volatile @Nullable Loaded loaded;

    private record Loaded(Tagger tagger, Linear head, String version) {}

    /// Finds all three kinds.
    public NameFinder() {
        this(Set.of(KINDS));
    }

    /// Finds those of the three kinds that are among these.
    public NameFinder(Set<Kind> kinds) {
        this(kinds, Runtime.getRuntime().availableProcessors());
    }

    /// @param calls most calls at a time; others wait
    public NameFinder(Set<Kind> kinds, int calls) {
        this.kinds = Set.copyOf(kinds);
        this.calls = calls;
    }

    /// Names the model file and the head by their SHA-256.
    public String version() {
        return loaded().version();
    }

    @Override
    public List<Span> find(CharSequence text) {
        var model = loaded();
        var words = model.tagger().read(text);
        var scores = new ArrayList<float[]>(words.size());
        for (var word : words) {
            var logits = model.head().logits(word.features());
            logits[0] -= CAUTION;
            scores.add(logits);
        }
        return spans(words, Tagger.likeliest(scores), text);
    }

    private List<Span> spans(List<Tagger.Read> words, int[] labels, CharSequence text) {
        var spans = new ArrayList<Span>();
        for (var i = 0; i < labels.length; ) {
            var end = i + 1;
            if (labels[i] > 0) {
                while (end < labels.length && labels[end] == labels[i] + 1) {
                    end++;
                }
                var kind = KINDS[(labels[i] - 1) / 2];
                var from = words.get(i).word().start();
                var to = words.get(end - 1).word().end();
                if (kinds.contains(kind) && told(text, from, to)) {
                    spans.add(new Span(from, to, kind));
                }
            }
            i = end;
        }
        return List.copyOf(spans);
    }

    private static boolean told(CharSequence text, int from, int to) {
        return text.subSequence(from, to).chars().anyMatch(Character::isLetter);
    }

    private Loaded loaded() {
        var model = loaded;
        if (model == null) {
            synchronized (this) {
                model = loaded;
                if (model == null) {
                    model = load();
                    loaded = model;
                }
            }
        }
        return model;
    }

    private Loaded load() {
        var network = Network.load(Weights.E5_SMALL, TENSOR, calls);
        var file = Weights.read(HEAD);
        try (var in = new DataInputStream(new ByteArrayInputStream(file))) {
            var head = Layers.read(in);
            return new Loaded(
                    new Tagger(network),
                    head,
                    network.version() + "#6 names@sha256:" + Digests.hex(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read `" + HEAD + "`", e);
        }
    }
}
