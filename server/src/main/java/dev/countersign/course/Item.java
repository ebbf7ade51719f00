package dev.countersign.course;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A question of a bank. Immutable.
///
/// @param ask Markdown
/// @param explain shown after the answer, with the reason behind the rule
/// @param see `MODULE/SECTION` where it is taught
public record Item(
        String id,
        Difficulty difficulty,
        List<String> outcomes,
        double weight,
        List<String> tags,
        String ask,
        Interaction interaction,
        String explain,
        Optional<String> see) {
    public Item {
        outcomes = List.copyOf(outcomes);
        tags = List.copyOf(tags);
    }

    public enum Difficulty {
        EASY,
        MEDIUM,
        HARD
    }

    /// @param why it is right, or the misconception behind it
    public record Option(String id, String text, boolean right, String why) {}

    public record Pair(String left, String right) {}

    /// The eight ways to answer.
    public sealed interface Interaction {
        record Single(List<Option> options) implements Interaction {
            public Single {
                options = List.copyOf(options);
            }
        }

        record Multiple(List<Option> options) implements Interaction {
            public Multiple {
                options = List.copyOf(options);
            }
        }

        record TrueFalse(boolean right) implements Interaction {}

        /// @param also right-hand sides that match nothing
        record Matching(List<Pair> pairs, List<String> also) implements Interaction {
            public Matching {
                pairs = List.copyOf(pairs);
                also = List.copyOf(also);
            }
        }

        record Sequencing(List<String> order) implements Interaction {
            public Sequencing {
                order = List.copyOf(order);
            }
        }

        /// @param within how far off is still right
        record Numeric(double value, double within, String unit) implements Interaction {}

        record ShortText(Set<String> accepted) implements Interaction {
            public ShortText {
                accepted = Set.copyOf(accepted);
            }
        }

        /// A mentor marks it.
        record Essay(Optional<String> rubric) implements Interaction {}
    }

    /// Its way to answer, as files name it.
    public String kind() {
        return switch (interaction) {
            case Interaction.Single _ -> "single";
            case Interaction.Multiple _ -> "multiple";
            case Interaction.TrueFalse _ -> "true_false";
            case Interaction.Matching _ -> "matching";
            case Interaction.Sequencing _ -> "sequencing";
            case Interaction.Numeric _ -> "numeric";
            case Interaction.ShortText _ -> "short";
            case Interaction.Essay _ -> "essay";
        };
    }

    /// Whether only a person can mark it.
    public boolean needsMentor() {
        return interaction instanceof Interaction.Essay;
    }
}
