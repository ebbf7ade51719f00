package dev.countersign.policy;

import dev.countersign.kernel.Reason;
import java.util.List;
import java.util.stream.Stream;

/// A rule that reads texts.
public interface TextRule {
    /// @param answer empty while there is none yet
    List<Reason> reasons(String request, String answer);

    boolean readsAnswer();

    /// Whether a text contains any of the rule's terms, wherever the rule itself reads. A live
    /// stream is cut by it.
    List<Reason> terms(String text);

    static TextRule both(TextRule one, TextRule other) {
        return new TextRule() {
            @Override
            public List<Reason> reasons(String request, String answer) {
                return joined(one.reasons(request, answer), other.reasons(request, answer));
            }

            @Override
            public boolean readsAnswer() {
                return one.readsAnswer() || other.readsAnswer();
            }

            @Override
            public List<Reason> terms(String text) {
                return joined(one.terms(text), other.terms(text));
            }

            private List<Reason> joined(List<Reason> a, List<Reason> b) {
                return Stream.concat(a.stream(), b.stream()).toList();
            }
        };
    }

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
