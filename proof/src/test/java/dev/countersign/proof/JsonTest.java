package dev.countersign.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void keysAreOrderedByCodeUnitAndTextIsEscapedAsTheRfcSays() {
        assertThat(Json.canonical(Map.of("\ufb33", 1L, "\ud83d\ude00", 2L, "\u20ac", 3L, "\r", 4L)))
                .isEqualTo("{\"\\r\":4,\"\u20ac\":3,\"\ud83d\ude00\":2,\"\ufb33\":1}");
        assertThat(Json.canonical(List.of("\u000f\n\"\\/\u007f", true)))
                .isEqualTo("[\"\\u000f\\n\\\"\\\\/\u007f\",true]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1,\"a\":1}",
                "1.5",
                "1e3",
                "01",
                "-0",
                "\"\\ud800\"",
                "[1,]",
                "{} x",
                "",
                "9007199254740992",
                "\"\u0001\"",
                "tru",
                "[",
                "\"\\u12g4\"",
                "{\"a\"}",
                "-"
            })
    void whatIsNotStrictIsRefused(String text) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void deepNestingIsRefusedInBothDirections() {
        assertThatThrownBy(() -> Json.parse("[".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class);
        Object deep = 1L;
        for (var i = 0; i < 100; i++) {
            deep = List.of(deep);
        }
        var tooDeep = deep;
        assertThatThrownBy(() -> Json.canonical(tooDeep))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":[1,null,true,{}],\"b\":\"é\"}", "[]", "-7", "\"\\\\\""})
    void canonicalTextReadsAndWritesBackTheSame(String text) {
        assertThat(Json.canonical(Json.parse(text))).isEqualTo(text);
    }
}
