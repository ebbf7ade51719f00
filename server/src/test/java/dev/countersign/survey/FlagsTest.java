package dev.countersign.survey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.course.PackReader;
import dev.countersign.course.SmallPack;
import dev.countersign.course.Survey.Kind;
import dev.countersign.course.Survey.Question;
import dev.countersign.kernel.Finding;
import dev.countersign.testing.Requirement;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagsTest {
    private static List<Flags.Level> colours(List<Integer> counts) {
        var n = counts.stream().mapToInt(Integer::intValue).sum();
        var question =
                new Question(
                        "prepared",
                        Kind.LIKERT5,
                        "I feel prepared.",
                        OptionalDouble.of(3.0),
                        OptionalDouble.of(3.5));
        return Flags.of(
                        new Asked.Form(
                                "Readiness",
                                List.of(question),
                                true,
                                new Audience(List.of("frontline_ops"), "", List.of()),
                                Asked.Publishing.AT_CLOSE),
                        new Report(
                                n,
                                true,
                                List.of(new Report.Figure("prepared", counts)),
                                List.of(),
                                Map.of()))
                .stream()
                .map(Flags.Flag::level)
                .toList();
    }

    /// Between the two bounds it is neither red nor green; at a bound it is the better colour.
    @ParameterizedTest
    @Requirement("C20")
    @CsvSource({
        "0,21,79,0,0,RED",
        "0,0,100,0,0,AMBER",
        "0,0,51,49,0,AMBER",
        "0,0,50,50,0,",
        "0,0,0,0,100,",
        "100,0,0,0,0,RED"
    })
    void threeColoursWithBothBounds(
            int one, int two, int three, int four, int five, String colour) {
        assertThat(colours(List.of(one, two, three, four, five)).stream().map(Enum::name))
                .isEqualTo(colour == null ? List.of() : List.of(colour));
    }

    @ParameterizedTest
    @Requirement("C20")
    @CsvSource(
            delimiter = '|',
            value = {
                "red_below: 3.0|only one bound is given",
                "green_above: 3.5|only one bound is given",
                "red_below: 4.0, green_above: 3.5|red begins above green",
            })
    void aQuestionWithAHoleBetweenItsColoursIsNotTaught(String bounds, String sentence) {
        var files = SmallPack.files();
        files.put(
                "surveys/s.yaml",
                "survey: s\ntitle: S\nitems:\n  - {id: q, kind: likert5, text: Q, "
                        + bounds
                        + "}\n");
        var read = PackReader.read(files);
        assertThat(read.pack()).isEmpty();
        assertThat(read.findings().stream().map(Finding::asLine))
                .singleElement()
                .asString()
                .startsWith("surveys/s.yaml:4:")
                .contains(sentence);
    }

    @Test
    @Requirement("C20")
    void bothBoundsAreTaught() {
        var files = SmallPack.files();
        files.put(
                "surveys/s.yaml",
                "survey: s\ntitle: S\nitems:\n  - {id: q, kind: likert5, text: Q, red_below: 3.0,"
                        + " green_above: 3.5}\n");
        assertThat(PackReader.read(files).findings()).isEmpty();
    }
}
