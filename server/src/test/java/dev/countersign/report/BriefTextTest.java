package dev.countersign.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Golden;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The brief as people get it, read whole.
class BriefTextTest {
    private static final String BASE = "https://countersign.example.com";
    private static final Window WINDOW =
            new Window(
                    Instant.parse("2026-11-19T14:00:00Z"), Instant.parse("2026-11-20T14:00:00Z"));
    private static final DailyBrief BRIEF =
            new DailyBrief(
                    LocalDate.parse("2026-11-20"),
                    WINDOW.from(),
                    WINDOW.to(),
                    List.of(
                            new Figure("Usage", "128", "governed calls recorded", WINDOW.calls("")),
                            new Figure(
                                    "Confidence",
                                    "0.93",
                                    "median of the answers that came with one",
                                    WINDOW.calls("")),
                            new Figure(
                                    "Rework",
                                    "1 of 17",
                                    "decisions overturned, of decisions taken",
                                    WINDOW.cases("overturned=1"))),
                    List.of(
                            new Line(
                                    "111 answers went out without needing a person",
                                    WINDOW.calls("state=released&went=alone"))),
                    List.of(
                            new Line(
                                    "Not settled in time: refund | for <EMAIL_1> [pier 4] & more",
                                    "/cases/case-1")),
                    List.of());

    @Test
    void writesMarkdown() {
        Golden.check("brief/brief.md", BriefText.markdown(BRIEF, BASE, Coaching.NONE));
    }

    @Test
    void writesSlackBlocks() {
        Golden.check(
                "brief/brief.slack.json",
                BriefText.slack(BRIEF, BASE, Coaching.NONE).toPrettyString() + "\n");
    }

    @Test
    void writesAnAdaptiveCard() {
        Golden.check(
                "brief/brief.card.json",
                BriefText.adaptiveCard(BRIEF, BASE, Coaching.NONE).toPrettyString() + "\n");
    }

    @Test
    void saysThatThereIsNothingToReport() {
        var quiet =
                new DailyBrief(
                        BRIEF.day(),
                        BRIEF.from(),
                        BRIEF.to(),
                        BRIEF.figures(),
                        List.of(),
                        List.of(),
                        List.of());

        assertThat(BriefText.markdown(quiet, BASE, Coaching.NONE))
                .containsOnlyOnce("## Wins\n\nNothing to report.");
    }
}
