package dev.countersign.course;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.course.Item.Difficulty;
import dev.countersign.course.Item.Interaction;
import dev.countersign.course.Pack.Bank;
import dev.countersign.course.cli.PackFolder;
import dev.countersign.testing.Requirement;
import dev.countersign.yaml.YamlPlace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Questions to GIFT and back, and questions that others wrote.
class GiftTest {
    private static final String SIGNS = "ab {}=~#:\\->%\n[]`é/";

    @Test
    @Requirement("T16")
    void everyShippedQuestionComesBackAsItWas() throws Exception {
        var count = 0;
        for (var pack : Packs.read(PackFolder.read(Path.of("../playbooks/courses"))).packs()) {
            for (var bank : pack.banks().values()) {
                var read = GiftReader.read("bank.gift", GiftWriter.write(bank));
                assertThat(read.findings()).isEmpty();
                assertThat(read.items()).isEqualTo(bank.items());
                count += bank.items().size();
            }
        }
        assertThat(count).isGreaterThan(300);
    }

    @Test
    void anyTextComesBackAsItWas() {
        var random = new Random(7);
        for (var i = 0; i < 3_000; i++) {
            var item =
                    new Item(
                            "q" + i,
                            Difficulty.values()[random.nextInt(3)],
                            List.of("M1.1"),
                            1,
                            List.of(),
                            text(random),
                            interaction(random),
                            text(random),
                            Optional.empty());
            var gift = GiftWriter.write(new Bank("b", "B", List.of(item)));
            var read = GiftReader.read("b.gift", gift);
            assertThat(read.findings()).as(gift).isEmpty();
            assertThat(read.items()).as(gift).containsExactly(item);
        }
    }

    /// Without spaces at the ends, which GIFT does not keep.
    private static String text(Random random) {
        var out = new StringBuilder("x");
        for (var i = random.nextInt(12); i > 0; i--) {
            out.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return out.append('y').toString();
    }

    private static Interaction interaction(Random random) {
        var options = new ArrayList<Item.Option>();
        for (var i = 0; i < 3; i++) {
            options.add(new Item.Option("o" + i, text(random), i == 1, text(random)));
        }
        return switch (random.nextInt(8)) {
            case 0 -> new Interaction.Single(options);
            case 1 -> new Interaction.Multiple(options);
            case 2 -> new Interaction.TrueFalse(random.nextBoolean());
            case 3 ->
                    new Interaction.Matching(
                            List.of(
                                    new Item.Pair("1" + text(random), text(random)),
                                    new Item.Pair("2" + text(random), text(random))),
                            List.of(text(random)));
            case 4 -> new Interaction.Sequencing(List.of("1" + text(random), "2" + text(random)));
            case 5 -> new Interaction.Numeric(random.nextInt(100) / 8.0, 0.5, "minutes");
            case 6 -> new Interaction.ShortText(Set.of("1" + text(random), "2" + text(random)));
            default -> new Interaction.Essay(Optional.of("note"));
        };
    }

    @Test
    void whatOthersWroteIsReadAndWhatIsNoQuestionIsNamedByItsLine() {
        var read =
                GiftReader.read(
                        "others.gift",
                        """
                        // from a colleague
                        ::Capital of Spain:: What is the capital of Spain? {
                        =Madrid # yes
                        ~Barcelona # the second city
                        ~Rome
                        }

                        Grant is {~buried =entombed ~living} in his tomb.

                        The sun rises in the East.{T}

                        What is pi to two digits? {#3.14..3.15}

                        Two of four {~%50%two ~%50%too ~%-100%three}

                        Match. {=cat -> cats =dog -> dogs}

                        Who? {=Grant =Ulysses S. Grant}

                        Write about it. {}

                        This is only a text.

                        Never closed {=a ~b
                        """);
        assertThat(read.items())
                .extracting(i -> i.interaction().getClass().getSimpleName())
                .containsExactly(
                        "Single",
                        "Single",
                        "TrueFalse",
                        "Numeric",
                        "Multiple",
                        "Matching",
                        "ShortText",
                        "Essay");
        assertThat(read.items().getFirst().id()).isEqualTo("capital-of-spain");
        assertThat(read.items().get(1).ask()).isEqualTo("Grant is _____ in his tomb.");
        assertThat(read.findings()).extracting(f -> f.line()).containsExactly(22, 24);
    }

    @Test
    void aBankIsWrittenAsThePackReadsIt() throws Exception {
        for (var pack : Packs.read(PackFolder.read(Path.of("../playbooks/courses"))).packs()) {
            for (var bank : pack.banks().values()) {
                var findings = new Findings();
                var root = YamlPlace.root("bank.yaml", BankYaml.write(bank), findings.list());
                assertThat(new BankReader(new Places()).bank(root.orElseThrow())).isEqualTo(bank);
                assertThat(findings.all()).isEmpty();
            }
        }
    }
}
