package dev.countersign.model;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.kernel.Digests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;

/// A model's files, found on the class path.
///
/// @param name for people and records
/// @param file resource with the graph
/// @param tokenizer resource with the vocabulary
record Weights(String name, String file, String tokenizer) {
    static final Weights BGE_SMALL =
            new Weights(
                    "bge-small-en-v1.5-q",
                    "/bge-small-en-v1.5-q.onnx",
                    "/bge-small-en-v1.5-q-tokenizer.json");
    static final Weights E5_SMALL =
            new Weights("e5-small-v2-q", "/e5-small-v2-q.onnx", "/e5-small-v2-q-tokenizer.json");

    byte[] graph() {
        return read(file);
    }

    /// Name and SHA-256 of the file, as records name it.
    static String version(String name, byte[] graph) {
        return name + "@sha256:" + Digests.hex(graph);
    }

    WordPiece wordPiece() {
        try {
            var vocabulary = new HashMap<String, Integer>();
            JsonMapper.builder()
                    .build()
                    .readTree(read(tokenizer))
                    .path("model")
                    .path("vocab")
                    .properties()
                    .forEach(entry -> vocabulary.put(entry.getKey(), entry.getValue().asInt()));
            return new WordPiece(vocabulary);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read `" + tokenizer + "`", e);
        }
    }

    /// @throws IllegalStateException if the file is not there
    static byte[] read(String resource) {
        try (var in = Weights.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(
                        "the model file `" + resource + "` is missing; add its jar to `lib`");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read `" + resource + "`", e);
        }
    }
}
