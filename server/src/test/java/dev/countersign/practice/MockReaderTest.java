package dev.countersign.practice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.escalation.Taxonomy;
import dev.countersign.kernel.Finding;
import dev.countersign.practice.MockException.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MockReaderTest {
    private static final String GOOD =
            """
            - id: one
              difficulty: 2
              category: config_conflict
              severity: P3
              title: Two values
              service: shop
              environment: test
              rule: duplicate-key
              recommendation: Keep the first
              evidence: {owner: the shop team}
              answer: approve
              also: [escalate]
              to: [security]
              why: The owner says so.
              mentions: {the owner: [owner, team]}
              mistake: Passing it on.
            """;

    private static MockReader.Read read(String text) {
        return MockReader.read("own.yaml", text, Taxonomy.FIRST);
    }

    private static java.util.List<String> lines(String text) {
        return read(text).findings().stream().map(Finding::asLine).toList();
    }

    @Test
    void readsAllThatIsThere() {
        var mock = read(GOOD).exceptions().getFirst();

        assertThat(read(GOOD).findings()).isEmpty();
        assertThat(mock.right()).containsExactly(Answer.APPROVE, Answer.ESCALATE);
        assertThat(mock.mentions().getFirst().words()).containsExactly("owner", "team");
        assertThat(mock.evidence()).containsEntry("owner", "the shop team");
    }

    @Test
    void saysWhereWhatIsWrongAndHowItIsMended() {
        assertThat(lines(GOOD.replace("config_conflict", "config_konflict")))
                .containsExactly(
                        "own.yaml:3:13: `category` is `config_konflict`; write one of "
                                + String.join(", ", Taxonomy.FIRST.names()));
        assertThat(lines(GOOD.replace("  answer: approve\n", "")))
                .containsExactly("own.yaml:1:3: `answer` is missing; add `answer:` and a text");
        assertThat(lines(GOOD.replace("answer: approve", "answer: maybe")))
                .containsExactly(
                        "own.yaml:11:11: `answer` is `maybe`; write one of approve, deny,"
                                + " escalate");
        assertThat(lines(GOOD.replace("difficulty: 2", "difficulty: 7")))
                .containsExactly(
                        "own.yaml:2:15: `difficulty` is `7`; write 1 (easy), 2 or 3 (hard)");
        assertThat(lines(GOOD.replace("[escalate]", "[wait]")))
                .containsExactly(
                        "own.yaml:12:9: `also` has `wait`; write any of approve, deny, escalate");
        assertThat(lines(GOOD.replace("[owner, team]", "[]")))
                .hasSize(1)
                .allMatch(l -> l.startsWith("own.yaml:15:") && l.contains("the owner"));
        assertThat(lines(GOOD.replace("  mistake", "  mistakes")))
                .anyMatch(l -> l.startsWith("own.yaml:16:3: `mistakes` is no key"));
        assertThat(lines(GOOD.replace("  severity", "  subtype: A\n  severity")))
                .containsExactly(
                        "own.yaml:4:12: `config_conflict` has no `subtype` `A`; take `subtype`"
                                + " away");
        assertThat(lines(GOOD.replace("config_conflict", "policy_violation")))
                .containsExactly(
                        "own.yaml:3:13: `policy_violation` has no `subtype` ``; write one of A, B,"
                                + " C");
    }

    @Test
    void leavesOutTheWrongOneAndKeepsTheOthers() {
        var read = read(GOOD + GOOD + GOOD.replace("id: one", "id: two"));

        assertThat(read.exceptions()).extracting(MockException::id).containsExactly("one", "two");
        assertThat(read.findings()).extracting(Finding::code).containsExactly("duplicate-id");
        assertThat(read.findings().getFirst().line()).isEqualTo(17);
    }

    @Test
    void neverThrowsForAnyText() {
        var random = new Random(7);
        for (var i = 0; i < 5_000; i++) {
            var broken = new StringBuilder(GOOD);
            for (var edits = 1 + random.nextInt(4); edits > 0; edits--) {
                var at = random.nextInt(broken.length());
                if (random.nextBoolean()) {
                    broken.deleteCharAt(at);
                } else {
                    broken.insert(at, "[]{}:-\n\t&*!|> '\"a".charAt(random.nextInt(17)));
                }
            }
            var read = read(broken.toString());
            assertThat(read.exceptions().size() + read.findings().size())
                    .as(broken.toString())
                    .isPositive();
        }
    }

    @Test
    void theShippedOnesCoverTheCategoriesInTheirSharesAndAllDifficulties() {
        var all = Mocks.shipped().all();
        var counts =
                all.stream()
                        .collect(
                                Collectors.groupingBy(
                                        MockException::category, Collectors.counting()));

        assertThat(all.size()).isGreaterThanOrEqualTo(40);
        for (var category : Taxonomy.FIRST.categories()) {
            var share = 100.0 * counts.getOrDefault(category.name(), 0L) / all.size();
            assertThat(share)
                    .as(category.name())
                    .isBetween(
                            category.share().doubleValue() - 2, category.share().doubleValue() + 2);
        }
        for (var difficulty = 1; difficulty <= 3; difficulty++) {
            var level = difficulty;
            assertThat(all.stream().filter(m -> m.difficulty() == level)).hasSizeGreaterThan(10);
        }
        for (var answer : Answer.values()) {
            assertThat(all.stream().filter(m -> m.answer() == answer)).hasSizeGreaterThan(5);
        }
        assertThat(all).extracting(MockException::id).doesNotHaveDuplicates();
        assertThat(all).extracting(MockException::title).doesNotHaveDuplicates();
    }

    @Test
    void anOrganisationsOwnAreAddedAndNeverReplaceAShippedOne(@TempDir Path folder)
            throws IOException {
        Files.writeString(folder.resolve("own.yaml"), GOOD);
        Files.writeString(
                folder.resolve("more.yaml"), GOOD.replace("id: one", "id: pv-public-bucket"));

        var mocks = Mocks.with(folder);

        assertThat(mocks.all()).hasSize(Mocks.shipped().all().size() + 1);
        assertThat(mocks.findings()).extracting(Finding::code).containsExactly("duplicate-id");
    }
}
