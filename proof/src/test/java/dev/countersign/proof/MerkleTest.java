package dev.countersign.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleTest {
    private static final int MOST = 40;
    private final List<byte[]> leaves = new ArrayList<>();
    private final List<byte[]> hashes = new ArrayList<>();

    MerkleTest() {
        for (var i = 0; i < MOST; i++) {
            leaves.add(("leaf " + i).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            hashes.add(Merkle.leafHash(leaves.get(i)));
        }
    }

    private byte[] node(int level, long index) {
        return hashes.get((int) index);
    }

    @Test
    void rootsAndProofsAreThoseOfTheNaiveTreeAndVerify() {
        var peaks = new Peaks();
        for (var n = 0; n <= MOST; n++) {
            var root = NaiveTree.mth(leaves.subList(0, n));
            assertThat(Merkle.root(hashes.subList(0, n))).isEqualTo(root);
            assertThat(peaks.root()).isEqualTo(root);
            for (var m = 0; m < n; m++) {
                var proof = Merkle.inclusion(m, n, this::node);
                assertThat(proof)
                        .usingRecursiveComparison()
                        .isEqualTo(NaiveTree.path(m, leaves.subList(0, n)));
                assertThat(MerkleCheck.inclusion(hashes.get(m), m, n, proof, root)).isTrue();
                assertThat(MerkleCheck.inclusion(hashes.get(m), m + 1, n, proof, root)).isFalse();
            }
            for (var m = 0; m <= n; m++) {
                var proof = Merkle.consistency(m, n, this::node);
                assertThat(proof)
                        .usingRecursiveComparison()
                        .isEqualTo(NaiveTree.proof(m, leaves.subList(0, n)));
                var older = NaiveTree.mth(leaves.subList(0, m));
                assertThat(MerkleCheck.consistency(m, n, proof, older, root))
                        .isEqualTo(m > 0 || n == 0);
                older[3] ^= 1;
                assertThat(MerkleCheck.consistency(m, n, proof, older, root)).isFalse();
            }
            if (n < MOST) {
                peaks.add(hashes.get(n));
            }
        }
    }
}
