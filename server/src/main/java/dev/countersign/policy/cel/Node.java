package dev.countersign.policy.cel;

import dev.countersign.policy.Attribute;
import java.util.List;
import java.util.Set;

/// A condition in the form that can be explained, read aloud and analysed: questions about one
/// attribute each, joined by and, or, not. [Opaque] is what does not fit.
public sealed interface Node {
    record And(List<Node> parts) implements Node {
        public And {
            parts = List.copyOf(parts);
        }
    }

    record Or(List<Node> parts) implements Node {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    record Not(Node inner) implements Node {}

    record Always(boolean value) implements Node {}

    enum Order {
        LESS("<", "is below", "is at least"),
        AT_MOST("<=", "is at most", "is above"),
        EQUAL("==", "is", "is not"),
        AT_LEAST(">=", "is at least", "is below"),
        MORE(">", "is above", "is at most");

        final String sign;
        final String words;
        final String otherwise;

        Order(String sign, String words, String otherwise) {
            this.sign = sign;
            this.words = words;
            this.otherwise = otherwise;
        }

        boolean holds(double left, double right) {
            return switch (this) {
                case LESS -> left < right;
                case AT_MOST -> left <= right;
                case EQUAL -> left == right;
                case AT_LEAST -> left >= right;
                case MORE -> left > right;
            };
        }
    }

    record Compare(Attribute attribute, Order order, double limit) implements Node {}

    /// The name is one of these.
    record Among(Attribute attribute, Set<String> names) implements Node {
        public Among {
            names = Set.copyOf(names);
        }
    }

    /// The list has this member.
    record Has(Attribute attribute, String member) implements Node {}

    record Flag(Attribute attribute) implements Node {}

    /// @param predicate `contains`, `startsWith`, `endsWith`, or one of [Language#MENTIONS]
    record Search(Attribute attribute, String predicate, String literal) implements Node {}

    /// @param reason why it cannot be analysed
    record Opaque(String text, Set<Attribute> attributes, String reason) implements Node {
        public Opaque {
            attributes = Set.copyOf(attributes);
        }
    }
}
