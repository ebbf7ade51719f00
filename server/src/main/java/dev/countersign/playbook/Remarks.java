package dev.countersign.playbook;

import dev.countersign.kernel.Finding;
import dev.countersign.kernel.Finding.Severity;
import dev.countersign.playbook.Marks.Place;
import java.util.ArrayList;
import java.util.List;

/// Findings of one file, each told once for its place and code.
final class Remarks {
    private final String file;
    private final List<Finding> all = new ArrayList<>();

    Remarks(String file) {
        this.file = file;
    }

    void error(Place place, String code, String sentence, String remedy) {
        add(place, Severity.ERROR, code, sentence, remedy);
    }

    void decide(Place place, String code, String sentence, String remedy) {
        add(place, Severity.DECISION, code, sentence, remedy);
    }

    void warn(Place place, String code, String sentence, String remedy) {
        add(place, Severity.WARNING, code, sentence, remedy);
    }

    private void add(Place p, Severity severity, String code, String sentence, String remedy) {
        all.add(new Finding(file, p.line(), p.column(), severity, code, sentence, remedy));
    }

    List<Finding> all() {
        return List.copyOf(all);
    }
}
