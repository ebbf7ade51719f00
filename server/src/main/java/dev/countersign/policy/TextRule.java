package dev.countersign.policy;

import dev.countersign.kernel.Reason;
import java.util.List;

/// A rule that reads texts.
public interface TextRule {
    /// @param answer empty while there is none yet
    List<Reason> reasons(String request, String answer);

    boolean readsAnswer();

    TextRule NOTHING =
            new TextRule() {
                @Override
                public List<Reason> reasons(String request, String answer) {
                    return List.of();
                }

                @Override
                public boolean readsAnswer() {
                    return false;
                }
            };
}
