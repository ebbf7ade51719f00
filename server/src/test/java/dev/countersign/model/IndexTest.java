package dev.countersign.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.kernel.CsvRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexTest {
    private static final List<Document> DOCUMENTS =
            List.of(
                    new Document(
                            "refunds",
                            "How to pay money back",
                            "A refund goes to the card the customer paid with.\n\nIt takes five"
                                    + " days."),
                    new Document(
                            "damage",
                            "Broken goods on arrival",
                            "Ask for photos of the box.\n\nOpen a claim with code DMG-4711."),
                    new Document("hours", "Opening hours", "The desk is open from eight to six."));
    private static final Index INDEX = Index.build(new Encoder(), DOCUMENTS);

    @Test
    void findsByMeaningWhereNoWordIsShared() {
        var hits = INDEX.search("my parcel was smashed when it got here", 2);

        assertThat(hits).extracting(Hit::id).startsWith("damage").hasSize(2);
    }

    @Test
    void findsACodeByItsLetters() {
        assertThat(INDEX.search("DMG-4711", 3)).extracting(Hit::id).containsExactly("damage");
    }

    @Test
    void findsWhatIsQuotedWordForWord() {
        assertThat(INDEX.search("which page says \"five days\"?", 3))
                .extracting(Hit::id)
                .containsExactly("refunds");
    }

    @Test
    void quotesThePassageFromItsPlaceInTheDocument() {
        var hit = INDEX.search("when can I get my refund", 1).getFirst();

        assertThat(INDEX.text(hit.id()).substring(hit.start(), hit.end())).isEqualTo(hit.passage());
    }

    @Test
    void findsNothingInNothing() {
        assertThat(Index.build(new Encoder(), List.of()).search("anything", 5)).isEmpty();
    }

    @Property
    void leavesNoLetterOutOfThePassages(@ForAll String text) {
        var kept = new StringBuilder();
        for (var passage : Passages.of(text)) {
            kept.append(text, passage.start(), passage.end());
        }

        assertThat(ink(kept.toString())).isEqualTo(ink(text));
    }

    private static int[] ink(String text) {
        return text.chars().filter(c -> !Character.isWhitespace(c)).toArray();
    }

    @Test
    void readsTitlesFromFrontMatterThenHeading(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("a.md"), "---\nid: SOP-1\ntitle: \"Late trucks\"\n---\nWait.\n");
        Files.writeString(folder.resolve("b.md"), "# Cold goods\n\nKeep cold.\n");
        Files.writeString(folder.resolve("c.txt"), "not Markdown");

        assertThat(Documents.markdown(folder))
                .containsExactly(
                        new Document("SOP-1", "Late trucks", "Wait."),
                        new Document("b", "Cold goods", "# Cold goods\n\nKeep cold."));
    }

    @Test
    void readsQuotedFieldsOverLines() {
        var rows = CsvRows.rows("a,b\r\n\"x \"\"y\"\"\nz\",2\n\nlast,3");

        assertThat(rows)
                .containsExactly(
                        new CsvRows.Row(1, List.of("a", "b")),
                        new CsvRows.Row(2, List.of("x \"y\"\nz", "2")),
                        new CsvRows.Row(5, List.of("last", "3")));
        assertThatThrownBy(() -> CsvRows.rows("a\n\"open"))
                .hasMessage("line 2: the quote is never closed");
    }
}
