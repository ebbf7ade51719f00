package dev.countersign.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ParameterTextTest {
    @Property(tries = 500)
    void whatIsWrittenIsRead(@ForAll("parameters") Map<String, String> parameters) {
        assertThat(ParameterText.parse(ParameterText.of(parameters))).isEqualTo(parameters);
    }

    @Provide
    Arbitrary<Map<String, String>> parameters() {
        var name = Arbitraries.strings().withCharRange('a', 'e').ofMinLength(1).ofMaxLength(4);
        var line =
                Arbitraries.strings()
                        .withChars("ab: <>_.")
                        .ofMaxLength(8)
                        .map(text -> "x" + text + "x");
        var value = line.list().ofMinSize(1).ofMaxSize(3).map(lines -> String.join("\n", lines));
        return Arbitraries.maps(name, value).ofMaxSize(4).map(TreeMap::new);
    }
}
