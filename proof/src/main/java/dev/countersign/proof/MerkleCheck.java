package dev.countersign.proof;

import java.security.MessageDigest;
import java.util.List;

/// Checks proofs of the Merkle tree. Positions and sizes are unsigned 64-bit; nothing throws, a
/// proof that does not fit is simply not one.
public final class MerkleCheck {
    private MerkleCheck() {}

    /// RFC 9162 section 2.1.3.2: the leaf is at `index` of the tree with this size and root.
    public static boolean inclusion(
            byte[] leafHash, long index, long size, List<byte[]> proof, byte[] root) {
        return subtreeInclusion(leafHash, index, 0, size, proof, root);
    }

    /// The leaf at `index` (counted in the whole tree) is in the subtree of `start` to `end`.
    public static boolean subtreeInclusion(
            byte[] leafHash, long index, long start, long end, List<byte[]> proof, byte[] root) {
        if (!validSubtree(start, end)
                || Long.compareUnsigned(index, start) < 0
                || Long.compareUnsigned(index, end) >= 0
                || leafHash.length != Merkle.HASH
                || !hashes(proof)) {
            return false;
        }
        var fn = index - start;
        var sn = end - start - 1;
        var hash = leafHash;
        for (var step : proof) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                hash = Merkle.nodeHash(step, hash);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>>= 1;
                    sn >>>= 1;
                }
            } else {
                hash = Merkle.nodeHash(hash, step);
            }
            fn >>>= 1;
            sn >>>= 1;
        }
        return sn == 0 && MessageDigest.isEqual(hash, root);
    }

    /// RFC 9162 section 2.1.4.2: the older tree is the beginning of the newer one. An empty older
    /// tree needs no proof and has none: it is consistent with another empty tree only.
    public static boolean consistency(
            long older, long newer, List<byte[]> proof, byte[] olderRoot, byte[] newerRoot) {
        if (!hashes(proof)) {
            return false;
        }
        if (newer == 0 || older == 0) {
            return older == newer
                    && proof.isEmpty()
                    && MessageDigest.isEqual(olderRoot, Merkle.emptyRoot())
                    && MessageDigest.isEqual(newerRoot, olderRoot);
        }
        return subtreeConsistency(0, older, newer, proof, olderRoot, newerRoot);
    }

    /// The subtree of `start` to `end` with root `part` is (an empty one is part of every tree)
    /// part of the tree of `size` with `root`.
    public static boolean subtreeConsistency(
            long start, long end, long size, List<byte[]> proof, byte[] part, byte[] root) {
        if (start == end) {
            return Long.compareUnsigned(end, size) <= 0
                    && proof.isEmpty()
                    && MessageDigest.isEqual(part, Merkle.emptyRoot());
        }
        if (!validSubtree(start, end) || Long.compareUnsigned(end, size) > 0 || !hashes(proof)) {
            return false;
        }
        if (start == 0 && end == size) {
            return proof.isEmpty() && MessageDigest.isEqual(part, root);
        }
        var fn = start;
        var sn = end - 1;
        var tn = size - 1;
        if (sn == tn) {
            while (fn != sn) {
                fn >>>= 1;
                sn >>>= 1;
                tn >>>= 1;
            }
        } else {
            while (fn != sn && (sn & 1) == 1) {
                fn >>>= 1;
                sn >>>= 1;
                tn >>>= 1;
            }
        }
        var at = 0;
        byte[] inPart;
        if (fn == sn) {
            inPart = part;
        } else {
            if (proof.isEmpty()) {
                return false;
            }
            inPart = proof.get(at++);
        }
        var inTree = inPart;
        for (; at < proof.size(); at++) {
            var step = proof.get(at);
            if (tn == 0) {
                return false;
            }
            if ((sn & 1) == 1 || sn == tn) {
                if (Long.compareUnsigned(fn, sn) < 0) {
                    inPart = Merkle.nodeHash(step, inPart);
                }
                inTree = Merkle.nodeHash(step, inTree);
                while ((sn & 1) == 0 && sn != 0) {
                    fn >>>= 1;
                    sn >>>= 1;
                    tn >>>= 1;
                }
            } else {
                inTree = Merkle.nodeHash(inTree, step);
            }
            fn >>>= 1;
            sn >>>= 1;
            tn >>>= 1;
        }
        return tn == 0
                && MessageDigest.isEqual(inPart, part)
                && MessageDigest.isEqual(inTree, root);
    }

    /// A subtree starts at a multiple of the smallest power of two that holds its width.
    private static boolean validSubtree(long start, long end) {
        if (Long.compareUnsigned(start, end) >= 0) {
            return false;
        }
        var mask = end - start == 1 ? 0 : -1L >>> Long.numberOfLeadingZeros(end - start - 1);
        return (start & mask) == 0;
    }

    private static boolean hashes(List<byte[]> proof) {
        return proof.size() <= 128 && proof.stream().allMatch(step -> step.length == Merkle.HASH);
    }
}
