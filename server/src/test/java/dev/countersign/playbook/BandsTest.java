package dev.countersign.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.playbook.Playbook.Microtool;
import dev.countersign.playbook.Playbook.RiskThresholds;
import dev.countersign.testing.Requirement;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BandsTest {
    @Test
    @Requirement({"E31", "E49"})
    void showsTheFourBandsOfThePublishedNumbers() {
        assertThat(Bands.of(tool("0.82", "if confidence < 0.9 => lead"), risk("0.7"), "hold"))
                .extracting(b -> b.from() + "-" + b.to() + " " + b.meaning().split("[:, ]")[0])
                .containsExactly(
                        "0-0.7 blocked", "0.7-0.82 held", "0.82-0.9 held", "0.9-1 released");
    }

    @Test
    void mergesWhatMeansTheSame() {
        var released =
                Bands.of(tool("0.82", "if contains: refund => lead"), risk("0.7"), "release");

        assertThat(released).hasSize(2);
        assertThat(
                        Bands.of(
                                        tool("0.82", "if confidence <= 0.82 => lead"),
                                        risk("0.7"),
                                        "block")
                                .getLast()
                                .meaning())
                .endsWith("exactly 0.82 is still held");
        assertThatThrownBy(() -> Bands.of(tool("0.82", ""), risk("0.7"), "HOLD"))
                .hasMessageContaining("`HOLD` is not");
    }

    @Property(tries = 500)
    @Requirement("E31")
    void coversEveryConfidenceOnce(
            @ForAll @IntRange(max = 100) int block,
            @ForAll @IntRange(max = 100) int accept,
            @ForAll @IntRange(max = 100) int rule) {
        for (var below : List.of("hold", "block", "release")) {
            var bands =
                    Bands.of(
                            tool(
                                    hundredths(accept),
                                    "if confidence < " + hundredths(rule) + " => lead"),
                            risk(hundredths(block)),
                            below);

            assertThat(bands.getFirst().from()).isEqualByComparingTo("0");
            assertThat(bands.getLast().to()).isEqualByComparingTo("1");
            for (var i = 1; i < bands.size(); i++) {
                assertThat(bands.get(i).from()).isEqualTo(bands.get(i - 1).to());
                assertThat(bands.get(i).meaning()).isNotEqualTo(bands.get(i - 1).meaning());
            }
            if (block > 0) {
                assertThat(bands.getFirst().meaning()).startsWith("blocked");
            }
        }
    }

    private static String hundredths(int n) {
        return BigDecimal.valueOf(n, 2).toPlainString();
    }

    private static Microtool tool(String threshold, String rule) {
        return new Microtool(
                "sorter",
                "desk",
                new BigDecimal(threshold),
                Optional.of(rule),
                List.of(),
                Optional.empty());
    }

    private static RiskThresholds risk(String block) {
        return new RiskThresholds(List.of(), new BigDecimal(block), true);
    }
}
