package dev.countersign.material.tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Puts nodes that are in layers into an order with few crossings, and at places that lie close to
/// what they are joined with, without one overlapping another (Sugiyama, Tagawa and Toda 1981).
final class Layers {
    private static final int SWEEPS = 12;

    private Layers() {}

    /// A box, a label, or a place that a line passes through.
    static final class Node {
        final int layer;

        /// Along the layer, and `depth` across it.
        final double breadth;

        final double depth;
        final List<Node> above = new ArrayList<>();
        final List<Node> below = new ArrayList<>();
        double middle;
        private double wish;

        /// How much it counts that its wish comes true: lines that pass stay straight.
        private final double weight;

        Node(int layer, double breadth, double depth) {
            weight = depth == 0 ? 8 : 1;
            this.layer = layer;
            this.breadth = breadth;
            this.depth = depth;
        }
    }

    static void join(Node a, Node b) {
        a.below.add(b);
        b.above.add(a);
    }

    /// Sets the middle of each node.
    static void place(List<List<Node>> layers, double gap) {
        for (var layer : layers) {
            spread(layer, gap);
        }
        for (var sweep = 0; sweep < SWEEPS; sweep++) {
            var down = sweep % 2 == 0;
            for (var i = 0; i < layers.size(); i++) {
                var layer = layers.get(down ? i : layers.size() - 1 - i);
                for (var n : layer) {
                    n.wish = mean(down ? n.above : n.below, n.middle);
                }
                layer.sort(Comparator.comparingDouble(n -> n.wish));
                settle(layer, gap);
            }
        }
        // The order stands; what is left is to straighten.
        for (var sweep = 0; sweep < SWEEPS; sweep++) {
            for (var i = 0; i < layers.size(); i++) {
                var layer = layers.get(sweep % 2 == 0 ? layers.size() - 1 - i : i);
                for (var n : layer) {
                    var all = new ArrayList<>(n.above);
                    all.addAll(n.below);
                    n.wish = mean(all, n.middle);
                }
                settle(layer, gap);
            }
        }
    }

    private static void spread(List<Node> layer, double gap) {
        var at = 0.0;
        for (var n : layer) {
            n.middle = at + n.breadth / 2;
            at += n.breadth + gap;
        }
    }

    private static double mean(List<Node> nodes, double otherwise) {
        return nodes.stream().mapToDouble(n -> n.middle).average().orElse(otherwise);
    }

    /// The places nearest to what each wishes that keep the order and the gaps: least squares, by
    /// pooling neighbours that get into each other's way (isotonic regression).
    private static void settle(List<Node> layer, double gap) {
        var offsets = new double[layer.size()];
        for (var i = 1; i < layer.size(); i++) {
            offsets[i] =
                    offsets[i - 1] + (layer.get(i - 1).breadth + layer.get(i).breadth) / 2 + gap;
        }
        var sums = new double[layer.size()];
        var weights = new double[layer.size()];
        var counts = new int[layer.size()];
        var blocks = 0;
        for (var i = 0; i < layer.size(); i++) {
            weights[blocks] = layer.get(i).weight;
            sums[blocks] = (layer.get(i).wish - offsets[i]) * weights[blocks];
            counts[blocks] = 1;
            blocks++;
            while (blocks > 1
                    && sums[blocks - 2] / weights[blocks - 2]
                            >= sums[blocks - 1] / weights[blocks - 1]) {
                sums[blocks - 2] += sums[blocks - 1];
                weights[blocks - 2] += weights[blocks - 1];
                counts[blocks - 2] += counts[blocks - 1];
                blocks--;
            }
        }
        var i = 0;
        for (var b = 0; b < blocks; b++) {
            for (var k = 0; k < counts[b]; k++, i++) {
                layer.get(i).middle = sums[b] / weights[b] + offsets[i];
            }
        }
    }
}
