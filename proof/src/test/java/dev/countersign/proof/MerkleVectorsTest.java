package dev.countersign.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The vectors of transparency-dev: every proof to accept and every one to refuse.
class MerkleVectorsTest {
    @ParameterizedTest
    @CsvSource({
        "inclusion, 98",
        "consistency, 98",
        "subtreeinclusion, 204",
        "subtreeconsistency, 118"
    })
    void everyVectorIsJudgedAsWritten(String kind, int count) throws IOException {
        var mapper = new ObjectMapper();
        var wrong = new ArrayList<String>();
        var seen = 0;
        try (var files = Files.walk(vectors().resolve(kind))) {
            for (var file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
                var vector = mapper.readTree(file.toFile());
                seen++;
                if (judged(kind, vector) == vector.path("wantErr").asBoolean(false)) {
                    wrong.add(file + " " + vector.path("desc").asText());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(seen).isEqualTo(count);
    }

    private static boolean judged(String kind, JsonNode v) {
        return switch (kind) {
            case "inclusion" ->
                    MerkleCheck.inclusion(
                            hash(v, "leafHash"),
                            number(v, "leafIdx"),
                            number(v, "treeSize"),
                            proof(v),
                            hash(v, "root"));
            case "consistency" ->
                    MerkleCheck.consistency(
                            number(v, "size1"),
                            number(v, "size2"),
                            proof(v),
                            hash(v, "root1"),
                            hash(v, "root2"));
            case "subtreeinclusion" ->
                    MerkleCheck.subtreeInclusion(
                            hash(v, "leafHash"),
                            number(v, "leafIdx"),
                            number(v, "start"),
                            number(v, "end"),
                            proof(v),
                            hash(v, "root"));
            default ->
                    MerkleCheck.subtreeConsistency(
                            number(v, "start"),
                            number(v, "end"),
                            number(v, "size"),
                            proof(v),
                            hash(v, "root1"),
                            hash(v, "root2"));
        };
    }

    private static long number(JsonNode v, String field) {
        return new BigInteger(v.path(field).asText("0")).longValue();
    }

    private static byte[] hash(JsonNode v, String field) {
        return Base64.getDecoder().decode(v.path(field).asText(""));
    }

    private static List<byte[]> proof(JsonNode v) {
        var proof = new ArrayList<byte[]>();
        v.path("proof").forEach(step -> proof.add(Base64.getDecoder().decode(step.asText(""))));
        return proof;
    }

    private static Path vectors() {
        var path = "shared/vectors/merkle/testdata";
        var named = Optional.ofNullable(System.getenv("COUNTERSIGN_SHARED"));
        for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            var found = named.map(n -> Path.of(n).resolveSibling(path)).orElse(at.resolve(path));
            if (Files.exists(found)) {
                return found;
            }
        }
        Assumptions.abort("needs ../shared: vectors/merkle");
        throw new AssertionError();
    }
}
