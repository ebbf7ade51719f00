package dev.countersign.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[d](data:text/html,x)",
                "[d](javascript:alert(1))",
                "![d](https://evil.example/x.png)",
                "![d](//evil.example/x.png)",
                "![d](data:image/png;base64,AA)"
            })
    void whatLeadsIntoNobodysPageLeadsNowhere(String text) {
        assertThat(Markdown.html(text))
                .containsAnyOf("href=\"\"", "src=\"\"")
                .doesNotContain("data:", "javascript:", "evil.example");
    }

    @Test
    void linksToTheWebAndToPagesHereStay() {
        assertThat(
                        Markdown.html(
                                "[w](https://example.com/a) [h](/learn/tools) [m](mailto:a@b.example)"))
                .contains("https://example.com/a", "\"/learn/tools\"", "mailto:a@b.example");
        assertThat(Markdown.html("![own](/assets/tree.svg)")).contains("src=\"/assets/tree.svg\"");
    }
}
