package dev.countersign.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes a table a day as CSV and as Parquet, into a folder per day for a warehouse to pick up.
///
/// @param name of the files, without ending
/// @param columns name → DuckDB type, in order
record DailyFiles(Path folder, String name, List<Map.Entry<String, String>> columns) {
    DailyFiles {
        columns = List.copyOf(columns);
    }

    void write(LocalDate day, List<List<String>> rows) {
        var out = new StringBuilder();
        line(out, columns.stream().map(Map.Entry::getKey).toList());
        rows.forEach(row -> line(out, row));
        try {
            var into = Files.createDirectories(folder.resolve("day=" + day));
            var csv = into.resolve(name + ".csv");
            Files.write(csv, out.toString().getBytes(StandardCharsets.UTF_8));
            parquet(csv, into.resolve(name + ".parquet"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write `" + name + "` to " + folder, e);
        }
    }

    private static void line(StringBuilder out, List<String> fields) {
        out.append(fields.stream().map(DailyFiles::field).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    private static String field(String text) {
        return text.matches("(?s).*[\",\r\n].*") ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }

    private void parquet(Path csv, Path parquet) {
        var types =
                columns.stream()
                        .map(c -> "'" + c.getKey() + "': '" + c.getValue() + "'")
                        .collect(Collectors.joining(", "));
        // Answers have line ends of both kinds in quotes, so nothing may be guessed.
        var sql =
                "COPY (SELECT * FROM read_csv('"
                        + quoted(csv)
                        + "', header = true, delim = ',', quote = '\"', escape = '\"', parallel ="
                        + " false, strict_mode = false, auto_detect = false, columns = {"
                        + types
                        + "})) TO '"
                        + quoted(parquet)
                        + "' (FORMAT parquet)";
        try (var duck = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duck.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot write " + parquet, e);
        }
    }

    private static String quoted(Path path) {
        return path.toAbsolutePath().toString().replace("'", "''");
    }
}
