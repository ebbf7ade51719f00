package dev.countersign.desk.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.desk.web.WordDiff.Kind;
import dev.countersign.desk.web.WordDiff.Part;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class WordDiffTest {
    @Test
    void namesTheWordsThatWentAndCame() {
        assertThat(WordDiff.of("refund the whole fee", "refund half the fee today"))
                .containsExactly(
                        new Part(Kind.SAME, "refund "),
                        new Part(Kind.ADDED, "half "),
                        new Part(Kind.SAME, "the "),
                        new Part(Kind.REMOVED, "whole fee"),
                        new Part(Kind.ADDED, "fee today"));
    }

    @Property
    void whatStayedAndWentIsTheOldTextAndWhatStayedAndCameIsTheNew(
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 30) String a,
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 30) String b) {
        var before = a.replace('c', ' ');
        var after = b.replace('c', ' ');
        var parts = WordDiff.of(before, after);

        assertThat(text(parts, Kind.ADDED)).isEqualTo(before);
        assertThat(text(parts, Kind.REMOVED)).isEqualTo(after);
    }

    @Test
    void comparesVeryLongTextsAsAWhole() {
        var words = "word ".repeat(3_000);

        assertThat(WordDiff.of(words, words + "more")).hasSize(2);
    }

    private static String text(List<Part> parts, Kind without) {
        return parts.stream()
                .filter(p -> p.kind() != without)
                .map(Part::text)
                .collect(Collectors.joining());
    }
}
