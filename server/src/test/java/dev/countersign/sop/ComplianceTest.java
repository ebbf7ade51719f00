package dev.countersign.sop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.playbook.Sop;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComplianceTest {
    @Test
    void readsOneWordAndOneQuoteForEachStep() {
        var said =
                Compliance.read(
                        """
                        Here is what I found.
                        1. followed: "Called back on the number on file."
                        2) Not followed
                        3: cannot tell, “the charge was mentioned”
                        confidence: 0.93
                        """,
                        4);

        assertThat(said)
                .extracting(Compliance.Proposed::said)
                .containsExactly(
                        Finding.Said.FOLLOWED,
                        Finding.Said.NOT_FOLLOWED,
                        Finding.Said.CANNOT_TELL,
                        Finding.Said.SILENT);
        assertThat(said.getFirst().quote()).isEqualTo("Called back on the number on file.");
        assertThat(said.get(1).quote()).isEmpty();
        assertThat(said.get(2).quote()).isEqualTo("the charge was mentioned");
    }

    @Test
    void guessesNothingWhereTheToolSaysTwoThingsOfOneStep() {
        var said = Compliance.read("1. followed: \"yes\"\n1. not followed", 1);

        assertThat(said.getFirst().said()).isEqualTo(Finding.Said.SILENT);
    }

    @Test
    void takesNoWordForAnotherThatBeginsLikeIt() {
        assertThat(Compliance.read("1. followedup: \"x\"\n7. followed: \"y\"", 1).getFirst().said())
                .isEqualTo(Finding.Said.SILENT);
    }

    @Test
    void aQuoteIsInTheRecordWordForWordOrNotAtAll() {
        var record = "Called back on the number\n  on file, at 14:20.";

        assertThat(Compliance.verbatim(record, "the number on file")).isTrue();
        assertThat(Compliance.verbatim(record, "the Number on file")).isFalse();
        assertThat(Compliance.verbatim(record, "a number on file")).isFalse();
        assertThat(Compliance.verbatim(record, " ")).isFalse();
    }

    @Test
    void asksWithNumberedStepsAndTheRecordBelowThem() {
        var sop =
                new Sop(
                        "SOP-1",
                        "Change an address",
                        "1",
                        "kim",
                        List.of(
                                new Sop.Step("Call back.", Optional.empty(), Optional.empty()),
                                new Sop.Step(
                                        "Tell the charge.", Optional.empty(), Optional.empty())));

        assertThat(Compliance.question(sop, "We called."))
                .isEqualTo(
                        "SOP-1, Change an address\n1. Call back.\n2. Tell the charge.\nRecord:\nWe called.");
    }

    @Test
    void aProcedureIsKeptAsItWas() {
        var sop =
                new Sop(
                        "SOP-1",
                        "Change \"an\" address",
                        "1.2",
                        "kim",
                        List.of(
                                new Sop.Step(
                                        "Call back.",
                                        Optional.of("kb_lookup"),
                                        Optional.of("ops_manager")),
                                new Sop.Step("Wait.", Optional.empty(), Optional.empty())));

        assertThat(SopText.read(SopText.write(sop))).isEqualTo(sop);
    }
}
