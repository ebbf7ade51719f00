package dev.countersign.course;

import java.util.List;
import java.util.OptionalDouble;

/// Rows that a reviewer marks, each by a level from 0.
///
/// @param sum the least sum of all rows, or `average` and `least`: the least mean of rows whose
///   levels count from 1, none below `least`
public record Rubric(
        String id,
        String title,
        List<Row> rows,
        OptionalDouble sum,
        OptionalDouble average,
        double least) {
    public Rubric {
        rows = List.copyOf(rows);
    }

    /// @param loadBearing at level 0 the whole fails
    /// @param levels what each level looks like, the lowest first
    public record Row(String id, String title, boolean loadBearing, List<String> levels) {
        public Row {
            levels = List.copyOf(levels);
        }
    }

    /// @param levels one for each row, from 0
    /// @throws IllegalArgumentException where they do not fit the rows
    public boolean passes(List<Integer> levels) {
        if (levels.size() != rows.size()) {
            throw new IllegalArgumentException(
                    levels.size() + " levels do not fit " + rows.size() + " rows");
        }
        var total = 0.0;
        var lowest = Double.MAX_VALUE;
        for (var i = 0; i < rows.size(); i++) {
            var level = levels.get(i);
            var row = rows.get(i);
            if (level < 0 || level >= row.levels().size()) {
                throw new IllegalArgumentException(
                        "`"
                                + row.id()
                                + "` has no level "
                                + level
                                + "; it has "
                                + row.levels().size());
            }
            if (row.loadBearing() && level == 0) {
                return false;
            }
            total += level;
            lowest = Math.min(lowest, level + 1.0);
        }
        if (sum.isPresent()) {
            return total >= sum.getAsDouble();
        }
        return total / rows.size() + 1 >= average.orElse(0) && lowest >= least;
    }
}
