package dev.countersign.proof;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/// RFC 9162 section 2.1 written down as it stands: slow, recursive, sharing no code with [Merkle].
final class NaiveTree {
    private NaiveTree() {}

    static byte[] mth(List<byte[]> d) {
        if (d.isEmpty()) {
            return sha();
        }
        if (d.size() == 1) {
            return sha(new byte[] {0}, d.getFirst());
        }
        var k = k(d.size());
        return sha(new byte[] {1}, mth(d.subList(0, k)), mth(d.subList(k, d.size())));
    }

    static List<byte[]> path(int m, List<byte[]> d) {
        if (d.size() == 1) {
            return new ArrayList<>();
        }
        var k = k(d.size());
        var left = d.subList(0, k);
        var right = d.subList(k, d.size());
        var proof = m < k ? path(m, left) : path(m - k, right);
        proof.add(mth(m < k ? right : left));
        return proof;
    }

    static List<byte[]> proof(int m, List<byte[]> d) {
        return m == 0 || m == d.size() ? List.of() : subproof(m, d, true);
    }

    private static List<byte[]> subproof(int m, List<byte[]> d, boolean b) {
        if (m == d.size()) {
            var proof = new ArrayList<byte[]>();
            if (!b) {
                proof.add(mth(d));
            }
            return proof;
        }
        var k = k(d.size());
        var proof =
                m <= k
                        ? subproof(m, d.subList(0, k), b)
                        : subproof(m - k, d.subList(k, d.size()), false);
        proof.add(mth(m <= k ? d.subList(k, d.size()) : d.subList(0, k)));
        return proof;
    }

    private static int k(int n) {
        var k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return k;
    }

    private static byte[] sha(byte[]... parts) {
        try {
            var all = new ByteArrayOutputStream();
            for (var part : parts) {
                all.writeBytes(part);
            }
            return MessageDigest.getInstance("SHA-256").digest(all.toByteArray());
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
