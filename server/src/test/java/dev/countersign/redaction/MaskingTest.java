package dev.countersign.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
    private static final String CARD = "4111 1111 1111 1111";

    private static Masking masking() {
        return new Masking(Finders.rules());
    }

    @Test
    void givesTheSameOriginalTheSameToken() {
        var masking = masking();

        var masked = masking.mask("a@b.com wrote to c@d.org, a@b.com again");

        assertThat(masked).isEqualTo("<EMAIL_1> wrote to <EMAIL_2>, <EMAIL_1> again");
        assertThat(masking.counts()).isEqualTo(Map.of(Kind.EMAIL, 3));
        assertThat(masking.originals())
                .containsExactly(
                        new Masked("<EMAIL_1>", Kind.EMAIL, "a@b.com"),
                        new Masked("<EMAIL_2>", Kind.EMAIL, "c@d.org"));
    }

    @Test
    void doesNotMistakeAWrittenTokenForItsOwn() {
        var masking = masking();
        var text = "what is <EMAIL_1>? mine is a@b.com";

        var masked = masking.mask(text);

        assertThat(masked).isEqualTo("what is <PLACEHOLDER_1>? mine is <EMAIL_1>");
        assertThat(masking.restore(masked)).isEqualTo(text);
        assertThat(masking.restore("<EMAIL_9> stays")).isEqualTo("<EMAIL_9> stays");
    }

    @Property(tries = 500)
    void restoresWhateverItMasked(@ForAll("texts") String text) {
        var masking = masking();

        assertThat(masking.restore(masking.mask(text))).isEqualTo(text);
    }

    @Property(tries = 300)
    void leavesNoPlantedDataInTheMaskedText(@ForAll("texts") String text) {
        var masked = masking().mask(text);

        assertThat(masked).doesNotContain(CARD, "ann.lee@example.com", "AKIAIOSFODNN7EXAMPLE");
    }

    @Property(tries = 500)
    void streamsTheSameHoweverItIsCut(@ForAll("texts") String text, @ForAll long seed) {
        var random = new Random(seed);
        var most = 1 + random.nextInt(40);

        assertThat(streamed(text, random, most)).isEqualTo(masking().mask(text));
    }

    @Test
    void streamsTheSameCharByChar() {
        var text =
                ("Grüße 😀 from ann.lee@example.com.\nCard " + CARD + " and <EMAIL_1>.\n")
                                .repeat(300)
                        + "-----BEGIN PRIVATE KEY-----\n"
                        + "MIIEvQIBADANBgkqhkiG9w0B\n".repeat(200)
                        + "-----END PRIVATE KEY-----\nend";

        var masked = masking().mask(text);

        assertThat(streamed(text, new Random(1), 1)).isEqualTo(masked);
        assertThat(masked).doesNotContain("MIIE", "@", CARD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "@",
                "a@",
                "<",
                "<EMAIL_1",
                "x",
                " ",
                "1 ",
                "-----BEGIN ",
                "{\"a\":",
                "😀",
                "漢"
            })
    void survivesAMegabyteOfOneThing(String unit) {
        var text = unit.repeat((1 << 20) / unit.length());
        var masking = masking();

        var masked = masking.mask(text);

        assertThat(masking.restore(masked)).isEqualTo(text);
        assertThat(streamed(text, new Random(2), 9000)).isEqualTo(masked);
    }

    @Test
    void masksWhatItCannotJudge() {
        var masked = masking().mask("x".repeat(20_000) + "@example.com then words");

        assertThat(masked).isEqualTo("<OPAQUE_1><OPAQUE_2> then words");
    }

    @Test
    void masksEveryScalarOfATreeAndUndoesIt() throws Exception {
        var json = JsonMapper.builder().build();
        var tree =
                json.readTree(
                        """
                        {"messages":[{"role":"system","content":"sys s@b.com"},
                         {"role":"user","content":[{"type":"text","text":"hi, c@d.com"}]},
                         {"role":"assistant","tool_calls":[{"function":{"name":"find",
                          "arguments":"{\\"e\\":\\"a@b.com\\",\\"n\\":[\\"{\\\\\\"x\\\\\\":\\\\\\"s@b.com\\\\\\"}\\"]}"}}]}],
                         "card":4111111111111111,"by":{"ann@b.com":1},"temperature":0.2}\
                        """);
        var masking = masking();

        var masked = new JsonMasking(masking).mask(tree);

        assertThat(masked.toString()).doesNotContain("@", "4111111111111111").contains("0.2");
        assertThat(masked.at("/messages/2/tool_calls/0/function/arguments").asText())
                .startsWith("{\"e\":\"<EMAIL_");
        var restored = new JsonMasking(masking).restore(masked);
        assertThat(restored.get("messages")).isEqualTo(tree.get("messages"));
        assertThat(restored.get("by")).isEqualTo(tree.get("by"));
    }

    private static String streamed(String text, Random random, int most) {
        var stream = new StreamMasking(masking());
        var out = new StringBuilder();
        for (var at = 0; at < text.length(); ) {
            var end = Math.min(text.length(), at + 1 + random.nextInt(most));
            out.append(stream.push(text.substring(at, end)));
            at = end;
        }
        return out.append(stream.finish()).toString();
    }

    @Provide
    Arbitrary<String> texts() {
        var planted =
                Arbitraries.of(
                        " ann.lee@example.com ",
                        " " + CARD + ". ",
                        " AKIAIOSFODNN7EXAMPLE ",
                        "<EMAIL_1>",
                        "<EMAIL_",
                        "_1>",
                        "\n\n",
                        ".\nNext line. ",
                        " password: ",
                        " +44 20 7946 0958 ",
                        " -----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n",
                        " DE89 3704 0044 0532 0130 00 ");
        var noise =
                Arbitraries.oneOf(
                        Arbitraries.strings().all().ofMaxLength(12),
                        Arbitraries.strings()
                                .withCharRange('a', 'z')
                                .withChars(" .\n,")
                                .ofMaxLength(400));
        return Combinators.combine(noise, planted)
                .as((a, b) -> a + b)
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }
}
