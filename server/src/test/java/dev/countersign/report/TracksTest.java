package dev.countersign.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.course.Pack;
import dev.countersign.course.Packs;
import dev.countersign.course.cli.PackFolder;
import dev.countersign.playbook.OrganisationReader;
import dev.countersign.playbook.PlaybookReader;
import dev.countersign.playbook.PlaybookReader.Mode;
import dev.countersign.testing.Requirement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The shipped playbook beside the shipped courses.
class TracksTest {
    private static final Path FOLDER = Path.of("../playbooks/harbour-freight");
    private static List<Pack> packs = List.of();

    @BeforeAll
    static void read() throws Exception {
        packs = Packs.read(PackFolder.read(Path.of("../playbooks/courses"))).packs();
    }

    private static Tracks tracks(List<Pack> taught) throws Exception {
        return tracks(Files.readString(FOLDER.resolve("playbook.yaml")), taught);
    }

    private static Tracks tracks(String playbook, List<Pack> taught) throws Exception {
        var organisation = Files.readString(FOLDER.resolve("organisation.yaml"));
        return Tracks.of(
                PlaybookReader.read("p", playbook, Mode.STRICT).playbook().orElseThrow(),
                OrganisationReader.read("o", organisation).organisation().orElseThrow(),
                role -> role.equals("frontline_ops") ? 4 : 1,
                taught);
    }

    @Test
    @Requirement("E27")
    void eachOutcomeHasItsItemsAndAPromptsNameThePermissionItLeadsTo() throws Exception {
        var frontline = tracks(packs).tracks().getFirst();
        var outcomes = frontline.parts().stream().flatMap(p -> p.outcomes().stream()).toList();

        assertThat(outcomes.getFirst().name()).isEqualTo("identify_yellow_zone");
        assertThat(outcomes.getFirst().items())
                .contains("lab 1.1", "lab 1.2")
                .anySatisfy(i -> assertThat(i).endsWith("questions"));
        assertThat(outcomes.getFirst().opens()).isEmpty();
        assertThat(outcomes)
                .filteredOn(o -> o.name().equals("triage_summarize"))
                .singleElement()
                .satisfies(o -> {
                    assertThat(o.items()).contains("lab 2.1");
                    assertThat(o.opens())
                            .contains("running it, once the gate of triage_summarizer is open");
                });
        assertThat(outcomes)
                .filteredOn(o -> o.name().equals("kb_lookup"))
                .singleElement()
                .satisfies(o -> assertThat(o.opens()).contains("running it; no gate guards it"));
    }

    @Test
    @Requirement("E27")
    void anOutcomeThatNothingAssessesIsNamed() throws Exception {
        assertThat(tracks(packs).findings()).isEmpty();
        var more =
                Files.readString(FOLDER.resolve("playbook.yaml"))
                        .replaceFirst(
                                "(?m)^ {4}microtools:",
                                "      - {name: Drafting, duration_min: 30, outcomes: [draft_internal_note]}\n    microtools:");
        assertThat(tracks(more, packs).findings())
                .containsExactly(
                        "no lab and no question assesses `draft_internal_note` of \"Drafting\"");
        assertThat(tracks(List.of()).findings())
                .hasSize(4)
                .allSatisfy(f -> assertThat(f).startsWith("no course teaches `"));
    }

    @Test
    @Requirement("E26")
    void minutesAreTheEffortOfOneAndOfAll() throws Exception {
        var frontline = tracks(packs).tracks().getFirst();
        assertThat(frontline.minutes()).isEqualTo(35 + 40);
        assertThat(frontline.effort()).isEqualTo("5 h");
        assertThat(frontline.parts()).extracting(Tracks.Part::minutes).containsExactly(35, 40);
        assertThat(frontline.parts()).noneMatch(Tracks.Part::differs);
    }
}
