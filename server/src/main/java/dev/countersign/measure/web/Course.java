package dev.countersign.measure.web;

import dev.countersign.measure.Kpis;
import dev.countersign.measure.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A KPI's values as a line, in a picture of 728 by 200.
///
/// @param points the oldest first
/// @param baseline how high the value before stands; empty without one
/// @param top the number at the upper line, `bottom` at the lower one
public record Course(List<Point> points, Optional<Integer> baseline, String top, String bottom) {
    private static final int LEFT = 56;
    private static final int WIDTH = 640;
    private static final int UPPER = 16;
    private static final int HEIGHT = 140;

    public Course {
        points = List.copyOf(points);
    }

    public record Point(int x, int y, Value value) {}

    static Course of(Kpis.Whole whole) {
        var values = whole.course();
        if (values.isEmpty()) {
            return new Course(List.of(), Optional.empty(), "", "");
        }
        var numbers = values.stream().map(Value::value).toList();
        var most = numbers.stream().max(Comparator.naturalOrder()).orElseThrow();
        // From 0, so that a small change does not look like a large one.
        var least =
                numbers.stream().min(Comparator.naturalOrder()).orElseThrow().min(BigDecimal.ZERO);
        var range = most.subtract(least).doubleValue();
        var points = new ArrayList<Point>();
        for (var i = 0; i < values.size(); i++) {
            var x = LEFT + (values.size() == 1 ? WIDTH / 2 : WIDTH * i / (values.size() - 1));
            var share =
                    range == 0 ? 0 : values.get(i).value().subtract(least).doubleValue() / range;
            points.add(new Point(x, (int) Math.round(UPPER + HEIGHT * (1 - share)), values.get(i)));
        }
        return new Course(
                points,
                whole.beside().before().map(_ -> points.getFirst().y()),
                plain(most),
                plain(least));
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    public String line() {
        var out = new StringBuilder();
        points.forEach(p -> out.append(p.x()).append(',').append(p.y()).append(' '));
        return out.toString().strip();
    }
}
