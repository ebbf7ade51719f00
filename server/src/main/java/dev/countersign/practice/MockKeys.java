package dev.countersign.practice;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// The keys of a mock exception in its file, and what their values may be.
final class MockKeys {
    static final Set<String> ALL =
            Set.of(
                    "id",
                    "difficulty",
                    "category",
                    "subtype",
                    "severity",
                    "title",
                    "service",
                    "environment",
                    "team",
                    "rule",
                    "recommendation",
                    "evidence",
                    "answer",
                    "also",
                    "to",
                    "why",
                    "mentions",
                    "mistake");

    private MockKeys() {}

    static <E extends Enum<E>> Optional<E> constant(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(c -> c.name().equalsIgnoreCase(text))
                .findFirst();
    }

    static String scalar(@Nullable Node node) {
        return node instanceof ScalarNode s ? s.getValue().strip() : "";
    }
}
