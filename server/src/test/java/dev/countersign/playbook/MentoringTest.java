package dev.countersign.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.kernel.Finding;
import org.junit.jupiter.api.Test;

class MentoringTest {
    private static final String FILE =
            """
            name: Test
            people:
              - {id: ada, name: Ada, email: ada@x.example, roles: [mentor], mentor_of: [ben]}
              - {id: ben, name: Ben, email: ben@x.example, roles: [security]}
            owners: {executive_sponsor: ada}
            """;

    private static OrganisationReader.Read read(String text) {
        return OrganisationReader.read("organisation.yaml", text);
    }

    @Test
    void namesWhoTeachesWhom() {
        var organisation = read(FILE).organisation().orElseThrow();

        assertThat(organisation.mentorsOf("ben")).containsExactly("ada");
        assertThat(organisation.mentorsOf("ada")).isEmpty();
    }

    @Test
    void refusesStrangersAndTeachingOneself() {
        assertThat(read(FILE.replace("[ben]", "[ben, zoe]")).findings())
                .extracting(Finding::asLine)
                .containsExactly(
                        "organisation.yaml:3:1: `mentor_of` names `zoe`, who is not under `people`;"
                                + " write the id of somebody else under `people`");
        assertThat(read(FILE.replace("[ben]", "[ada]")).findings())
                .extracting(Finding::code)
                .containsExactly("own-mentor");
        assertThat(read(FILE.replace("[ben]", "[ada]")).organisation()).isEmpty();
    }

    @Test
    void aChangeOfMentorsIsToldInWords() {
        var was = read(FILE).organisation().orElseThrow();
        var now = read(FILE.replace(", mentor_of: [ben]", "")).organisation().orElseThrow();

        assertThat(OrganisationDiff.inWords(was, now))
                .containsExactly("`people.ada` goes from mentor, UTC, teaches ben to mentor, UTC");
    }
}
