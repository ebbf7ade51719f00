package dev.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.playbook.Redaction;
import dev.countersign.playbook.Redaction.Profile;
import dev.countersign.redaction.Finder;
import dev.countersign.redaction.Kind;
import dev.countersign.redaction.Span;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class RedactionFindersTest {
    private static final String TEXT =
            "Ana at Kessel wrote to Claims@harbour.example and ana@x.org";

    private final RedactionFinders finders = new RedactionFinders(RedactionFindersTest::names);

    @Test
    void leavesPlacesAndOrganisationsAloneUnlessAsked() {
        assertThat(kinds(new Redaction(Profile.RULES_AND_NAMES, Set.of(), Set.of())))
                .containsExactly(Kind.PERSON, Kind.EMAIL, Kind.EMAIL);
        assertThat(kinds(new Redaction(Profile.RULES_AND_NAMES, Set.of("organisation"), Set.of())))
                .containsExactly(Kind.PERSON, Kind.ORGANISATION, Kind.EMAIL, Kind.EMAIL);
        assertThat(kinds(Redaction.RULES)).containsExactly(Kind.EMAIL, Kind.EMAIL);
    }

    @Test
    void leavesTheOrganisationsOwnAddressesWhateverTheirCase() {
        var redaction = new Redaction(Profile.RULES, Set.of(), Set.of("claims@HARBOUR.example"));

        var spans = finders.of(redaction).find(TEXT);

        assertThat(spans).hasSize(1);
        assertThat(TEXT.substring(spans.getFirst().start())).isEqualTo("ana@x.org");
    }

    private List<Kind> kinds(Redaction redaction) {
        return finders.of(redaction).find(TEXT).stream().map(Span::kind).toList();
    }

    private static List<Span> names(CharSequence text) {
        Finder names =
                t ->
                        Pattern.compile("Ana|Kessel")
                                .matcher(t)
                                .results()
                                .map(m ->
                                        new Span(
                                                m.start(),
                                                m.end(),
                                                m.group().equals("Ana")
                                                        ? Kind.PERSON
                                                        : Kind.ORGANISATION))
                                .toList();
        return names.find(text);
    }
}
