package dev.countersign.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/// The Merkle tree of RFC 9162 section 2.1 over SHA-256: hashing, and making proofs. Checking them
/// is [MerkleCheck].
public final class Merkle {
    /// Bytes in a hash.
    public static final int HASH = 32;

    private Merkle() {}

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /// The root of the tree without leaves.
    public static byte[] emptyRoot() {
        return sha256().digest();
    }

    public static byte[] leafHash(byte[] leaf) {
        var digest = sha256();
        digest.update((byte) 0);
        return digest.digest(leaf);
    }

    public static byte[] nodeHash(byte[] left, byte[] right) {
        var digest = sha256();
        digest.update((byte) 1);
        digest.update(left);
        return digest.digest(right);
    }

    /// The hash over a list of leaf hashes that starts a tree (or a complete subtree).
    public static byte[] root(List<byte[]> leafHashes) {
        return leafHashes.isEmpty()
                ? emptyRoot()
                : range(0, leafHashes.size(), (_, index) -> leafHashes.get((int) index));
    }

    /// Where proofs find the hashes of complete subtrees. One that answers level 0 only is enough
    /// for [#root]; a good one keeps higher levels too.
    @FunctionalInterface
    public interface Nodes {
        /// @param level 0 for leaves; a node at level k covers 2^k leaves
        /// @param index counts nodes of that level from the left
        byte[] hash(int level, long index);

        /// The highest level that [#hash] answers.
        default int top() {
            return 0;
        }
    }

    /// The hash of leaves `start` (inclusive) to `end` (exclusive). `start` is a multiple of the
    /// smallest power of two that is at least the width.
    public static byte[] range(long start, long end, Nodes nodes) {
        var width = end - start;
        if (Long.bitCount(width) == 1) {
            var level = Long.numberOfTrailingZeros(width);
            if (level <= nodes.top()) {
                return nodes.hash(level, start >> level);
            }
        }
        var half = split(width);
        return nodeHash(range(start, start + half, nodes), range(start + half, end, nodes));
    }

    /// Proves that a leaf is in the tree of the first `size` leaves.
    public static List<byte[]> inclusion(long index, long size, Nodes nodes) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException(
                    "leaf `" + index + "` is not in a tree of `" + size + "`; ask for an earlier");
        }
        var proof = new ArrayList<byte[]>();
        inclusion(index, 0, size, nodes, proof);
        return proof;
    }

    private static void inclusion(
            long index, long start, long end, Nodes nodes, List<byte[]> proof) {
        if (end - start == 1) {
            return;
        }
        var middle = start + split(end - start);
        if (index < middle) {
            inclusion(index, start, middle, nodes, proof);
            proof.add(range(middle, end, nodes));
        } else {
            inclusion(index, middle, end, nodes, proof);
            proof.add(range(start, middle, nodes));
        }
    }

    /// Proves that the tree of the first `older` leaves is the beginning of that of `size`.
    public static List<byte[]> consistency(long older, long size, Nodes nodes) {
        if (older < 0 || older > size) {
            throw new IllegalArgumentException(
                    "a tree of `" + older + "` is no beginning of one of `" + size + "`");
        }
        var proof = new ArrayList<byte[]>();
        if (older > 0 && older < size) {
            consistency(older, 0, size, true, nodes, proof);
        }
        return proof;
    }

    private static void consistency(
            long older, long start, long end, boolean whole, Nodes nodes, List<byte[]> proof) {
        if (older == end) {
            if (!whole) {
                proof.add(range(start, end, nodes));
            }
            return;
        }
        var middle = start + split(end - start);
        if (older <= middle) {
            consistency(older, start, middle, whole, nodes, proof);
            proof.add(range(middle, end, nodes));
        } else {
            consistency(older, middle, end, false, nodes, proof);
            proof.add(range(start, middle, nodes));
        }
    }

    /// The largest power of two below `width`.
    static long split(long width) {
        return Long.highestOneBit(width - 1);
    }
}
