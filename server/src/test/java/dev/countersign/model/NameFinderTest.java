package dev.countersign.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.model.training.NamedText;
import dev.countersign.model.training.Sentences;
import dev.countersign.redaction.Kind;
import dev.countersign.redaction.Span;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class NameFinderTest {
    private static final NameFinder NAMES = new NameFinder();

    private static List<String> found(Kind kind, String text) {
        return NAMES.find(text).stream()
                .filter(span -> span.kind() == kind)
                .map(span -> text.substring(span.start(), span.end()))
                .toList();
    }

    @Test
    void findsPersonsPlacesAndOrganisationsInATicket() {
        var text =
                "Hi team,\n\nSiobhán O'Hara from Kestrel Freight Ltd called. Her parcel to Rotterdam"
                        + " is late.\n\nThanks\nMarek Zieliński";

        assertThat(found(Kind.PERSON, text)).contains("Siobhán O'Hara", "Marek Zieliński");
        assertThat(found(Kind.PLACE, text)).contains("Rotterdam");
        assertThat(found(Kind.ORGANISATION, text)).contains("Kestrel Freight Ltd");
    }

    @Test
    void leavesATextWithoutNamesAlone() {
        var text = "The export job failed again after the deploy and the queue is growing.";

        assertThat(NAMES.find(text)).isEmpty();
    }

    @Test
    void findsTheKindsAskedFor() {
        var persons = new NameFinder(Set.of(Kind.PERSON));

        assertThat(persons.find("Priya Raman flew from Oslo to Lima with Northwind Airways."))
                .extracting(Span::kind)
                .containsOnly(Kind.PERSON);
    }

    @Test
    void readsOnBeyondTheFirstWindow() {
        var text = "The queue is growing again. ".repeat(200) + "Please ask Hannah Weber.";

        assertThat(found(Kind.PERSON, text)).contains("Hannah Weber");
    }

    @Property(tries = 100)
    void pointsEverySpanIntoTheText(@ForAll String text) {
        var end = 0;
        for (var span : NAMES.find(text)) {
            assertThat(span.start()).isGreaterThanOrEqualTo(end);
            assertThat(span.end()).isLessThanOrEqualTo(text.length());
            end = span.end();
        }
    }

    @Test
    void writesTheSameTrainingTextsForTheSameSeed() {
        var texts = new Sentences(5).write(200);

        assertThat(new Sentences(5).write(200)).isEqualTo(texts);
        assertThat(texts)
                .allSatisfy(t ->
                        assertThat(t.names())
                                .allSatisfy(n ->
                                        assertThat(n.end())
                                                .isLessThanOrEqualTo(t.text().length())));
    }

    @Test
    void learnsItsHeadFromMadeUpTextsAlone() throws Exception {
        var texts = new Sentences(11).write(60);

        var head = NameTraining.train(texts);

        assertThat(head.classes()).isEqualTo(Tagger.LABELS);
        assertThat(head.logits(new float[Tagger.FEATURES])).hasSize(Tagger.LABELS);
    }

    @Test
    void findsMostOfWhatTheMadeUpTextsOfAnotherSeedHold() {
        var texts = new Sentences(99).write(150);

        var persons = texts.stream().mapToInt(t -> persons(t).size()).sum();
        var hits = texts.stream().mapToInt(NameFinderTest::hits).sum();

        assertThat(persons).isGreaterThan(100);
        assertThat((double) hits / persons).isGreaterThan(0.85);
    }

    private static List<NamedText.Mention> persons(NamedText text) {
        return text.names().stream().filter(n -> n.type() == NamedText.Sort.PERSON).toList();
    }

    private static int hits(NamedText text) {
        var found = NAMES.find(text.text());
        return (int)
                persons(text).stream()
                        .filter(n ->
                                found.stream()
                                        .anyMatch(s ->
                                                s.start() <= n.start()
                                                        && s.end() >= n.end()
                                                        && s.kind() == Kind.PERSON))
                        .count();
    }

    @Test
    void letsANameGoOnOnlyWhereItHasBegun() {
        var scores = new float[3][Tagger.LABELS];
        scores[0][2] = 5;
        scores[1][2] = 5;
        scores[2][0] = 1;

        var labels = Tagger.likeliest(Arrays.asList(scores));

        assertThat(labels).containsExactly(1, 2, 0);
    }
}
