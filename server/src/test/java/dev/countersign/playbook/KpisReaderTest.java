package dev.countersign.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.kernel.Finding;
import dev.countersign.testing.Requirement;
import org.junit.jupiter.api.Test;

class KpisReaderTest {
    private static OrganisationReader.Read read(String kpis) {
        return OrganisationReader.read("organisation.yaml", "name: X\nkpis:\n" + kpis);
    }

    @Test
    @Requirement("E23")
    void aKpiHasADefinitionASourceAndABaseline() {
        var read =
                read(
                        """
                          AHT:
                            title: Handling time
                            definition: minutes per ticket
                            unit: min
                            better: lower
                            source: ticket system
                            baseline: {value: 11.4, from: 2026-08-31, to: 2026-09-27, pieces: 1840, method: reports}
                          late: {definition: past their time, unit: "%", better: lower, records: late_rate}
                        """);
        assertThat(read.findings()).isEmpty();
        var organisation = read.organisation().orElseThrow();
        var aht = organisation.kpi("AHT").orElseThrow();
        assertThat(aht.baseline().orElseThrow().value().orElseThrow()).isEqualByComparingTo("11.4");
        assertThat(aht.baseline().orElseThrow().pieces()).contains(1840);
        assertThat(organisation.kpi("late").orElseThrow().source())
                .isEqualTo("Countersign's own records");
    }

    @Test
    void whatIsWrongIsToldAtItsPlace() {
        var read =
                read(
                        """
                          AHT: {definition: minutes, better: less, source: x}
                          8D: {definition: x, better: lower, source: x}
                          B: {definition: x, better: lower, records: guesses}
                          C: {definition: x, better: lower, source: x, baseline: {value: many, from: 2026-02-30, to: 2026-01-01, method: m}}
                          D: {better: lower, source: x, colour: red}
                        """);
        assertThat(read.organisation()).isEmpty();
        assertThat(read.findings())
                .extracting(Finding::line, Finding::code)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(3, "unknown-value"),
                        org.assertj.core.groups.Tuple.tuple(4, "wrong-type"),
                        org.assertj.core.groups.Tuple.tuple(5, "unknown-figure"),
                        org.assertj.core.groups.Tuple.tuple(6, "wrong-type"),
                        org.assertj.core.groups.Tuple.tuple(7, "missing-key"),
                        org.assertj.core.groups.Tuple.tuple(7, "unknown-key"));
        assertThat(read.findings()).allMatch(f -> !f.remedy().isEmpty());
    }
}
