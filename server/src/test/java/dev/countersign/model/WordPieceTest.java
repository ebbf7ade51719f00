package dev.countersign.model;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WordPieceTest {
    private static final WordPiece REAL = Weights.BGE_SMALL.wordPiece();

    private static int[] ids(String text) {
        return REAL.cut(text, 64).ids();
    }

    @Test
    void cutsTextIntoThePiecesOfTheModelsVocabulary() {
        assertThat(ids("Hello, World!")).containsExactly(101, 7592, 1010, 2088, 999, 102);
        assertThat(ids("unaffable")).containsExactly(101, 14477, 20961, 3468, 102);
        assertThat(ids("")).containsExactly(101, 102);
    }

    @Test
    void readsAccentsAndCaseAsPlainLetters() {
        assertThat(ids("CAFÉ")).isEqualTo(ids("cafe"));
        assertThat(ids("Zürich")).isEqualTo(ids("zurich"));
    }

    @Test
    void takesSpecialTokensInTheTextForOrdinaryText() {
        assertThat(ids("[SEP]")).hasSize(5).startsWith(101, 1031);
    }

    @Test
    void setsChineseCharactersApart() {
        var pieces = REAL.cut("ab中文", 64);

        assertThat(pieces.starts()).containsExactly(0, 0, 2, 3, 0);
        assertThat(pieces.words()).containsExactly(-1, 0, 1, 2, -1);
    }

    @Test
    void stopsAtTheMostPiecesAsked() {
        var pieces = REAL.cut("one two three four five", 4);

        assertThat(pieces.size()).isEqualTo(4);
        assertThat(pieces.ids()[3]).isEqualTo(102);
    }

    @Test
    void givesUpOnAWordItCannotSpell() {
        var small = WordPiece.of("[UNK]", "[CLS]", "[SEP]", "a", "##b");

        assertThat(small.cut("ab ax a", 9).ids()).containsExactly(1, 3, 4, 0, 3, 2);
    }

    @Property(tries = 300)
    void pointsEveryPieceAtAPlaceInTheText(@ForAll String text) {
        var pieces = REAL.cut(text, 128);

        for (var i = 1; i < pieces.size() - 1; i++) {
            assertThat(pieces.starts()[i]).isBetween(0, text.length() - 1);
            assertThat(pieces.ends()[i]).isBetween(pieces.starts()[i] + 1, text.length());
            assertThat(pieces.starts()[i]).isGreaterThanOrEqualTo(pieces.starts()[i - 1]);
        }
    }
}
