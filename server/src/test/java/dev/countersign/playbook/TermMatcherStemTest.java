package dev.countersign.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.playbook.TermMatcher.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class TermMatcherStemTest {
    /// The matcher looks at a word's beginning before it stems; nothing may be lost by that.
    @Test
    void findsEveryWordByEveryWordOfItsStem() throws IOException {
        var words = new TreeSet<String>();
        try (var files = Files.walk(Path.of("../playbooks/harbour-freight"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                for (var word : Files.readString(file).split("[^\\p{L}]+")) {
                    words.add(word.toLowerCase(Locale.ROOT));
                }
            }
        }
        words.remove("");
        words.addAll(List.of("dying", "die", "lying", "lie", "skies", "sky", "hoping", "hope"));
        assertThat(words).hasSizeGreaterThan(2_000);

        for (var term : words) {
            var matcher = new TermMatcher(List.of(term), Mode.STEM);
            for (var word : words) {
                if (TermMatcher.stem(word).equals(TermMatcher.stem(term))) {
                    assertThat(matcher.find("so " + word + " then"))
                            .as("`%s` in `%s`", term, word)
                            .hasSize(1);
                }
            }
        }
    }
}
