package dev.countersign.model;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Turns a text into a vector, so that texts of one meaning lie close together. Loads its model on
/// first use (a tenth to half a second, about 130 MB outside the heap). Safe for many threads.
public final class Encoder {
    /// Numbers in a vector.
    public static final int SIZE = 384;

    private static final int MAX_PIECES = 384;

    private final int calls;
    private volatile @Nullable Network network;

    /// As many calls at a time as there are cores.
    public Encoder() {
        this(Runtime.getRuntime().availableProcessors());
    }

    /// @param calls most calls at a time; others wait
    public Encoder(int calls) {
        this.calls = calls;
    }

    /// Name and SHA-256 of the model file.
    public String version() {
        return network().version();
    }

    /// @return a vector of length 1; text beyond about 300 words does not count
    public float[] encode(CharSequence text) {
        var model = network();
        var vector = model.run(model.cut(text, MAX_PIECES))[0].clone();
        Vectors.normalise(vector);
        return vector;
    }

    /// The same for many texts, on as many threads as calls are allowed.
    ///
    /// @param progress told the number of texts done, now and then, on the caller's thread
    /// @throws CancellationException if the thread is interrupted
    public List<float[]> encodeAll(List<String> texts, IntConsumer progress) {
        network();
        try (var threads = Executors.newFixedThreadPool(calls)) {
            var running = texts.stream().map(t -> threads.submit(() -> encode(t))).toList();
            var vectors = new java.util.ArrayList<float[]>(texts.size());
            for (var vector : running) {
                vectors.add(take(vector));
                if (vectors.size() % 500 == 0) {
                    progress.accept(vectors.size());
                }
            }
            return List.copyOf(vectors);
        }
    }

    public List<float[]> encodeAll(List<String> texts) {
        return encodeAll(texts, done -> {});
    }

    private static float[] take(Future<float[]> vector) {
        try {
            return vector.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while encoding");
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot encode a text", e.getCause());
        }
    }

    private Network network() {
        var loaded = network;
        if (loaded == null) {
            synchronized (this) {
                loaded = network;
                if (loaded == null) {
                    loaded = Network.load(Weights.BGE_SMALL, "", calls);
                    network = loaded;
                }
            }
        }
        return loaded;
    }
}
