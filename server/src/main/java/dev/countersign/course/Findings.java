package dev.countersign.course;

import dev.countersign.kernel.Finding;
import java.util.ArrayList;
import java.util.List;

/// What was found wrong, in the order in which it was found. Not for several threads.
final class Findings {
    private final List<Finding> found = new ArrayList<>();

    List<Finding> list() {
        return found;
    }

    List<Finding> all() {
        return List.copyOf(found);
    }

    boolean hasErrors() {
        return found.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR);
    }

    void error(String file, String code, String sentence, String remedy) {
        error(file, 0, 0, code, sentence, remedy);
    }

    void error(String file, int line, int column, String code, String sentence, String remedy) {
        found.add(new Finding(file, line, column, Finding.Severity.ERROR, code, sentence, remedy));
    }

    void warn(String file, int line, int column, String code, String sentence, String remedy) {
        found.add(
                new Finding(file, line, column, Finding.Severity.WARNING, code, sentence, remedy));
    }
}
