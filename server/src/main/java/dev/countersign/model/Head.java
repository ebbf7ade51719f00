package dev.countersign.model;

import dev.countersign.kernel.Digests;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// Puts texts into an organisation's categories, and says how sure it is or that it cannot tell.
/// Immutable: a new training makes a new head with a new version.
public final class Head {
    private static final int MAGIC = 0x43534831; // CSH1
    private static final int CANDIDATES = 5;

    private final List<String> categories;
    private final Linear layer;
    private final Neighbours neighbours;
    private final Scope scope;
    private final double temperature;
    private final byte[] file;
    private final String version;

    Head(
            List<String> categories,
            Linear layer,
            Neighbours neighbours,
            Scope scope,
            double temperature) {
        this.categories = List.copyOf(categories);
        this.layer = layer;
        this.neighbours = neighbours;
        this.scope = scope;
        this.temperature = temperature;
        this.file = write();
        this.version = "head@sha256:" + Digests.hex(file);
    }

    /// Learns categories; the same examples in the same order give the same head.
    ///
    /// @param examples at least one each of two categories
    /// @param outOfScope vectors of texts that belong to none; may be empty
    /// @throws IllegalArgumentException if there are fewer than two categories
    public static Head train(List<Example> examples, List<float[]> outOfScope) {
        return new HeadTraining(examples, outOfScope).run();
    }

    /// Names the head by the SHA-256 of its numbers.
    public String version() {
        return version;
    }

    /// In alphabetical order.
    public List<String> categories() {
        return categories;
    }

    /// @param vector from [Encoder#encode]
    public Judgement judge(float[] vector) {
        var probabilities = layer.logits(vector);
        var score =
                scope.score(
                        probabilities[Vectors.argmax(probabilities)],
                        neighbours.similarity(vector));
        Vectors.softmax(probabilities, temperature);
        var best =
                IntStream.range(0, probabilities.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(k -> -probabilities[k]))
                        .limit(CANDIDATES)
                        .map(k -> new Judgement.Candidate(categories.get(k), probabilities[k]))
                        .toList();
        return new Judgement(
                best.getFirst().category(),
                score < scope.threshold()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(best.getFirst().probability()),
                best,
                score);
    }

    public void save(Path path) throws IOException {
        Files.write(path, file);
    }

    /// @throws IOException if the file cannot be read or is no head
    public static Head load(Path path) throws IOException {
        return read(Files.readAllBytes(path));
    }

    static Head read(byte[] file) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(file))) {
            if (in.readInt() != MAGIC) {
                throw new IOException("not a head: wrong first bytes");
            }
            var categories = new ArrayList<String>();
            for (var left = in.readInt(); left > 0; left--) {
                categories.add(in.readUTF());
            }
            var layer = Layers.read(in);
            var temperature = in.readDouble();
            var scope =
                    new Scope(
                            in.readDouble(),
                            in.readDouble(),
                            in.readDouble(),
                            in.readDouble(),
                            in.readDouble());
            var vectors = new byte[in.readInt()][];
            for (var i = 0; i < vectors.length; i++) {
                vectors[i] = in.readNBytes(layer.mean().length);
            }
            return new Head(categories, layer, new Neighbours(vectors), scope, temperature);
        }
    }

    private byte[] write() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(categories.size());
            for (var category : categories) {
                out.writeUTF(category);
            }
            Layers.write(out, layer);
            out.writeDouble(temperature);
            out.writeDouble(scope.logitMean());
            out.writeDouble(scope.logitDeviation());
            out.writeDouble(scope.similarityMean());
            out.writeDouble(scope.similarityDeviation());
            out.writeDouble(scope.threshold());
            out.writeInt(neighbours.vectors().length);
            for (var vector : neighbours.vectors()) {
                out.write(vector);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to memory", e);
        }
        return bytes.toByteArray();
    }
}
