package dev.countersign.policy;

import dev.countersign.kernel.Reason;
import java.util.List;

/// A rule that reads texts.
public interface TextRule {
    /// @param answer empty while there is none yet
    List<Reason> reasons(String request, String answer);

    boolean readsAnswer();

    /// Whether a text contains any of the rule's terms, wherever the rule itself reads. A live
    /// stream is cut by it.
    List<Reason> terms(String text);

    TextRule NOTHING =
            new TextRule() {
                @Override
                public List<Reason> reasons(String request, String answer) {
                    return List.of();
                }

                @Override
                public List<Reason> terms(String text) {
                    return List.of();
                }

                @Override
                public boolean readsAnswer() {
                    return false;
                }
            };
}
