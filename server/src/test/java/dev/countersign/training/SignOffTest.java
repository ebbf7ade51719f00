package dev.countersign.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.course.Pack;
import dev.countersign.course.PackReader;
import dev.countersign.testing.Requirement;
import dev.countersign.training.LabRules.Facts;
import dev.countersign.training.LabRules.When;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The two assessments of the shipped MOD-802 that somebody else has to accept.
class SignOffTest {
    private static Pack pack;

    @BeforeAll
    static void read() throws IOException {
        var root = Path.of("../playbooks/courses/mod-802");
        var files = new TreeMap<String, String>();
        try (var all = Files.walk(root)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                files.put(
                        root.relativize(file).toString().replace('\\', '/'),
                        Files.readString(file));
            }
        }
        pack = PackReader.read(files).pack().orElseThrow();
    }

    private static List<LabRules.Rule> rules(
            String lab, Map<String, String> texts, boolean signed) {
        return LabRules.of(
                pack.lab(lab).orElseThrow(),
                pack,
                new Facts(
                        texts,
                        -1,
                        0,
                        1,
                        0,
                        0,
                        new Practised.Seen(0, 0, OptionalInt.empty()),
                        signed));
    }

    @Test
    @Requirement("T11")
    void aCadenceDocumentNeedsEachStakeholderAndThenTheFacilitator() {
        var steps = new HashMap<String, String>();
        pack.lab("6.3")
                .orElseThrow()
                .steps()
                .forEach(s -> steps.put(LabParts.step(s.id()), LabParts.DONE));
        for (var stakeholder : List.of("manager", "team", "dependent", "response")) {
            var without = new HashMap<>(steps);
            assertThat(without.remove(LabParts.step(stakeholder))).as(stakeholder).isNotNull();
            assertThat(LabRules.met(rules("6.3", without, true), When.WORK))
                    .as(stakeholder)
                    .isFalse();
        }
        assertThat(LabRules.met(rules("6.3", steps, false), When.WORK)).isTrue();
        assertThat(LabRules.allMet(rules("6.3", steps, false))).isFalse();
        assertThat(LabRules.allMet(rules("6.3", steps, true))).isTrue();
    }

    @Test
    @Requirement("T11")
    void aCaseStudyIsFinishedByTheFacilitatorsFeedbackRowByRow() {
        var study = Map.of(LabParts.entry(1), "word ".repeat(500));
        assertThat(LabRules.allMet(rules("6.4", study, false))).isFalse();
        assertThat(LabRules.allMet(rules("6.4", study, true))).isTrue();
        var rubric = pack.lab("6.4").orElseThrow().rubric().map(pack.rubrics()::get).orElseThrow();
        assertThat(rubric.rows())
                .hasSizeGreaterThan(4)
                .allSatisfy(r -> assertThat(r.levels()).hasSizeGreaterThan(1));
    }
}
