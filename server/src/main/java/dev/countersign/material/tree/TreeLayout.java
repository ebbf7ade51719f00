package dev.countersign.material.tree;

import dev.countersign.course.Pack.Branch;
import dev.countersign.course.Pack.Tree;
import dev.countersign.material.tree.Drawing.Box;
import dev.countersign.material.tree.Drawing.Edge;
import dev.countersign.material.tree.Drawing.Point;
import dev.countersign.material.tree.Drawing.Rect;
import dev.countersign.material.tree.Layers.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Draws a decision tree in layers, downwards or to the right. Questions and ends are in every
/// other layer, answers in those between; a line that passes a layer has a place of its own in it.
/// So no two boxes overlap, and no line crosses a box. What several answers lead to is drawn once.
public final class TreeLayout {
    static final double SIZE = 11;
    static final double LABEL_SIZE = 10;
    static final double PAD = 7;
    private static final double BOX_WIDTH = 158;

    /// Widths of boxes that are tried for a space.
    private static final double[] WIDTHS = {96, 112, 128, 144, BOX_WIDTH, 184};

    private static final double GAP = 12;
    private static final double BETWEEN = 20;
    private static final double MARGIN = 6;

    private final Tree tree;
    private final boolean sideways;
    private final double boxWidth;
    private final boolean brief;
    private final Map<String, Integer> layerOf = new LinkedHashMap<>();
    private final List<List<Node>> layers = new ArrayList<>();
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Text> texts = new LinkedHashMap<>();
    private final List<Way> ways = new ArrayList<>();

    private record Text(List<String> bold, List<String> plain, double width, double height) {}

    private record Way(String from, String to, Text text, Node label, List<Node> passed) {}

    private TreeLayout(Tree tree, boolean sideways, double boxWidth, boolean brief) {
        this.brief = brief;
        this.tree = tree;
        this.sideways = sideways;
        this.boxWidth = boxWidth;
    }

    public static Drawing down(Tree tree) {
        return new TreeLayout(tree, false, BOX_WIDTH, false).draw();
    }

    public static Drawing sideways(Tree tree) {
        return new TreeLayout(tree, true, BOX_WIDTH, false).draw();
    }

    /// The drawing that can be printed largest in this space.
    public static Drawing fitting(Tree tree, double width, double height) {
        return fitting(tree, width, height, false);
    }

    /// The same without the reasons, for a screen: what is read is larger.
    public static Drawing brief(Tree tree, double width, double height) {
        return fitting(tree, width, height, true);
    }

    private static Drawing fitting(Tree tree, double width, double height, boolean brief) {
        var best = new TreeLayout(tree, false, BOX_WIDTH, brief).draw();
        for (var boxes : WIDTHS) {
            for (var sideways : List.of(false, true)) {
                var other = new TreeLayout(tree, sideways, boxes, brief).draw();
                if (scale(other, width, height) > scale(best, width, height)) {
                    best = other;
                }
            }
        }
        return best;
    }

    /// By how much it can be enlarged.
    public static double scale(Drawing drawing, double width, double height) {
        return Math.min(width / drawing.width(), height / drawing.height());
    }

    private Drawing draw() {
        depth(tree.start(), 0, new ArrayList<>());
        for (var id : layerOf.keySet()) {
            texts.put(id, text(branch(id)));
            nodes.put(id, node(layerOf.getOrDefault(id, 0), texts.get(id)));
        }
        for (var id : layerOf.keySet()) {
            branch(id).answers().forEach((answer, next) -> way(id, answer, next));
        }
        Layers.place(layers, GAP);
        return drawing();
    }

    private Branch branch(String id) {
        var branch = tree.nodes().get(id);
        if (branch == null) {
            throw new IllegalArgumentException("`" + tree.id() + "` has no node `" + id + "`");
        }
        return branch;
    }

    /// The longest way from the start, so that every answer leads on.
    private void depth(String id, int layer, List<String> path) {
        if (path.contains(id)) {
            throw new IllegalArgumentException(
                    "`" + tree.id() + "` leads back to `" + id + "`: it would never end");
        }
        if (layerOf.getOrDefault(id, -1) >= layer) {
            return;
        }
        // Taken out first: the order of the keys is the order in which they were last reached.
        layerOf.remove(id);
        layerOf.put(id, layer);
        path.add(id);
        branch(id).answers().values().forEach(next -> depth(next, layer + 2, path));
        path.removeLast();
    }

    private Text text(Branch b) {
        var end = b.answers().isEmpty();
        var inner = boxWidth - 2 * PAD;
        var bold = Typeface.BOLD.lines(end ? b.say() : b.ask(), inner, SIZE);
        var plain =
                brief || b.because().isBlank()
                        ? List.<String>of()
                        : Typeface.REGULAR.lines(b.because(), inner, SIZE - 1);
        return new Text(
                bold,
                plain,
                boxWidth,
                2 * PAD
                        + bold.size() * SIZE * Typeface.LEADING
                        + plain.size() * (SIZE - 1) * Typeface.LEADING);
    }

    private Node node(int layer, Text text) {
        return add(
                sideways
                        ? new Node(layer, text.height(), text.width())
                        : new Node(layer, text.width(), text.height()));
    }

    private Node add(Node node) {
        while (layers.size() <= node.layer) {
            layers.add(new ArrayList<>());
        }
        layers.get(node.layer).add(node);
        return node;
    }

    private void way(String from, String answer, String to) {
        var lines = Typeface.BOLD.lines(answer, boxWidth * 0.62, LABEL_SIZE);
        var width =
                lines.stream().mapToDouble(l -> Typeface.BOLD.width(l, LABEL_SIZE)).max().orElse(0)
                        + 8;
        var text =
                new Text(lines, List.of(), width, lines.size() * LABEL_SIZE * Typeface.LEADING + 6);
        var start = layerOf.getOrDefault(from, 0);
        var label = node(start + 1, text);
        Layers.join(known(from), label);
        var passed = new ArrayList<Node>();
        var last = label;
        for (var layer = start + 2; layer < layerOf.getOrDefault(to, 0); layer++) {
            var place = add(new Node(layer, 2, 0));
            Layers.join(last, place);
            passed.add(place);
            last = place;
        }
        Layers.join(last, known(to));
        ways.add(new Way(from, to, text, label, passed));
    }

    private Node known(String id) {
        var node = nodes.get(id);
        if (node == null) {
            throw new IllegalStateException("`" + id + "` was not placed");
        }
        return node;
    }

    private Drawing drawing() {
        var tops = new double[layers.size()];
        var depths = new double[layers.size()];
        var at = MARGIN;
        for (var i = 0; i < layers.size(); i++) {
            tops[i] = at;
            depths[i] = layers.get(i).stream().mapToDouble(n -> n.depth).max().orElse(0);
            at += depths[i] + BETWEEN;
        }
        var least =
                layers.stream()
                        .flatMap(List::stream)
                        .mapToDouble(n -> n.middle - n.breadth / 2)
                        .min()
                        .orElse(0);
        var most =
                layers.stream()
                        .flatMap(List::stream)
                        .mapToDouble(n -> n.middle + n.breadth / 2)
                        .max()
                        .orElse(0);
        var shift = MARGIN - least;
        var boxes = new ArrayList<Box>();
        nodes.forEach((id, n) -> {
            var text = texts.getOrDefault(id, new Text(List.of(), List.of(), 0, 0));
            boxes.add(
                    new Box(
                            id,
                            rect(n, tops[n.layer], shift),
                            branch(id).answers().isEmpty(),
                            text.bold(),
                            text.plain()));
        });
        var edges = new ArrayList<Edge>();
        for (var way : ways) {
            edges.add(edge(way, tops, depths, shift));
        }
        var breadth = most - least + 2 * MARGIN;
        var depth = at - BETWEEN + MARGIN;
        return new Drawing(sideways ? depth : breadth, sideways ? breadth : depth, boxes, edges);
    }

    private Rect rect(Node n, double top, double shift) {
        var begin = n.middle - n.breadth / 2 + shift;
        return sideways
                ? new Rect(top, begin, n.depth, n.breadth)
                : new Rect(begin, top, n.breadth, n.depth);
    }

    private Edge edge(Way way, double[] tops, double[] depths, double shift) {
        var from = known(way.from());
        var to = known(way.to());
        var before = new ArrayList<Point>();
        before.add(point(from.middle + shift, tops[from.layer] + from.depth));
        before.add(point(from.middle + shift, tops[from.layer] + depths[from.layer]));
        before.add(point(way.label().middle + shift, tops[way.label().layer]));
        var after = new ArrayList<Point>();
        var label = way.label();
        after.add(point(label.middle + shift, tops[label.layer] + label.depth));
        after.add(point(label.middle + shift, tops[label.layer] + depths[label.layer]));
        for (var passed : way.passed()) {
            after.add(point(passed.middle + shift, tops[passed.layer]));
            after.add(point(passed.middle + shift, tops[passed.layer] + depths[passed.layer]));
        }
        after.add(point(to.middle + shift, tops[to.layer]));
        return new Edge(
                way.from(),
                way.to(),
                rect(label, tops[label.layer], shift),
                way.text().bold(),
                before,
                after);
    }

    private Point point(double along, double across) {
        return sideways ? new Point(across, along) : new Point(along, across);
    }
}
