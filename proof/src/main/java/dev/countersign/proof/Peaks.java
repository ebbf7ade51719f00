package dev.countersign.proof;

import java.util.ArrayList;
import java.util.List;

/// The root of a growing list of leaves in memory that grows with its logarithm.
final class Peaks {
    private final List<byte[]> peaks = new ArrayList<>();
    private long size;

    void add(byte[] leafHash) {
        var hash = leafHash;
        for (var rest = size; (rest & 1) == 1; rest >>>= 1) {
            hash = Merkle.nodeHash(peaks.removeLast(), hash);
        }
        peaks.add(hash);
        size++;
    }

    long size() {
        return size;
    }

    byte[] root() {
        if (peaks.isEmpty()) {
            return Merkle.emptyRoot();
        }
        var hash = peaks.getLast();
        for (var i = peaks.size() - 2; i >= 0; i--) {
            hash = Merkle.nodeHash(peaks.get(i), hash);
        }
        return hash;
    }
}
