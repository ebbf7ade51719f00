package dev.countersign.assist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.assist.Question.Kind;
import dev.countersign.kernel.CsvRows;
import dev.countersign.model.Documents;
import dev.countersign.model.Encoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LibraryTest {
    private static final Path ORGANISATION = Path.of("../playbooks/harbour-freight");

    @Test
    void isAsSureAsItIsRightOnQuestionsItHasNotSeen() throws IOException {
        var encoder = new Encoder();
        var read = Library.of(encoder, Documents.markdown(ORGANISATION.resolve("knowledge")));
        var questions = questions();
        var unseen = half(questions, 1);

        var library = read.calibrated(half(questions, 0));

        var stated = 0.0;
        var right = 0;
        var released = 0;
        var rightAndReleased = 0;
        for (var question : unseen) {
            var search = library.search(question.text());
            var sure = library.confidence(search).orElseThrow();
            var correct =
                    question.document().filter(search.hits(1).getFirst().id()::equals).isPresent();
            stated += sure;
            right += correct ? 1 : 0;
            if (sure >= 0.75) {
                released++;
                rightAndReleased += correct ? 1 : 0;
            }
        }
        System.out.printf(
                "look-up: %d unseen questions, %d right, %.1f stated, %d of %d at 0.75 or above right%n",
                unseen.size(), right, stated, rightAndReleased, released);
        // Half of what it is fitted to has no answer; of these questions three in four have.
        assertThat(stated).isBetween(right * 0.7, right * 1.15);
        assertThat(released).isGreaterThan(unseen.size() / 3);
        assertThat(rightAndReleased).isGreaterThanOrEqualTo((int) (released * 0.9));
    }

    @Test
    void isNotSureOfAnythingUntilEnoughQuestionsAreLabelled() throws IOException {
        var read = Library.of(new Encoder(), Documents.markdown(ORGANISATION.resolve("knowledge")));

        var few = read.calibrated(questions().subList(0, Library.QUESTIONS - 1));

        assertThat(few.confidence(few.search("What does demurrage cost?"))).isEmpty();
        assertThat(few.basis()).startsWith("none: 29 of at least 30");
    }

    @Test
    void isNotSureWhereEveryQuestionIsUnanswerable() throws IOException {
        var read = Library.of(new Encoder(), Documents.markdown(ORGANISATION.resolve("knowledge")));
        var unanswerable =
                questions().stream().filter(q -> q.document().isEmpty()).limit(30).toList();

        var library = read.calibrated(unanswerable);

        assertThat(library.confidence(library.search("What does demurrage cost?"))).isEmpty();
    }

    private static List<Question> questions() throws IOException {
        return CsvRows.rows(Files.readString(ORGANISATION.resolve("questions.csv"))).stream()
                .skip(1)
                .map(row ->
                        new Question(
                                row.fields().get(0),
                                Kind.ARTICLE,
                                Optional.of(row.fields().get(1)).filter(id -> !id.isBlank())))
                .toList();
    }

    private static List<Question> half(List<Question> all, int rest) {
        return IntStream.range(0, all.size())
                .filter(i -> i % 2 == rest)
                .mapToObj(all::get)
                .toList();
    }
}
