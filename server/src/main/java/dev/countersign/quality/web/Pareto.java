package dev.countersign.quality.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Which few classes make most of the defects: bars, and what they come to together. Pure.
///
/// @param total of all bars
public record Pareto(List<Bar> bars, int total) {
    private static final int LEFT = 36;
    private static final int WIDTH = 660;
    private static final int BOTTOM = 160;
    private static final int HEIGHT = 140;

    public Pareto {
        bars = List.copyOf(bars);
    }

    /// @param upTo percent of all, this one and those before it
    public record Bar(String type, String title, int count, int upTo) {
        /// The title in lines short enough to stand below a bar.
        public List<String> lines() {
            return List.of(title.split(" "));
        }
    }

    /// @param byType counts, the commonest first
    static Pareto of(Map<String, Integer> byType, UnaryOperator<String> title) {
        var total = byType.values().stream().mapToInt(Integer::intValue).sum();
        var bars = new ArrayList<Bar>();
        var sum = 0;
        for (var one : byType.entrySet()) {
            sum += one.getValue();
            bars.add(
                    new Bar(
                            one.getKey(),
                            title.apply(one.getKey()),
                            one.getValue(),
                            Math.round(100f * sum / total)));
        }
        return new Pareto(bars, total);
    }

    public int slot() {
        return WIDTH / Math.max(1, bars.size());
    }

    /// At most 64 wide, however few there are.
    public int barWidth() {
        return Math.min(64, slot() * 2 / 3);
    }

    /// Where the middle of a bar stands.
    public int middle(int index) {
        return LEFT + index * slot() + slot() / 2;
    }

    /// Both scales end at the total, so that the line ends at the top.
    public int height(int count) {
        return total == 0 ? 0 : count * HEIGHT / total;
    }

    public int y(int percent) {
        return BOTTOM - percent * HEIGHT / 100;
    }

    public String line() {
        var out = new StringBuilder();
        for (var i = 0; i < bars.size(); i++) {
            out.append(middle(i)).append(',').append(y(bars.get(i).upTo())).append(' ');
        }
        return out.toString().strip();
    }

    public int bottom() {
        return BOTTOM;
    }

    public String inWords() {
        return String.join(
                ", ",
                bars.stream()
                        .map(b -> b.title() + " " + b.count() + " (" + b.upTo() + " % so far)")
                        .toList());
    }
}
