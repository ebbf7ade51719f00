package dev.countersign.course;

import dev.countersign.course.Pack.Tree;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Whether a decision tree always comes to an end, and each of its nodes is reached.
final class TreeCheck {
    private TreeCheck() {}

    /// @return the first thing wrong, as a sentence
    static Optional<String> problem(Tree tree) {
        var seen = new HashSet<String>();
        var found = walk(tree, tree.start(), new HashSet<>(), seen);
        if (found.isPresent()) {
            return found;
        }
        return tree.nodes().keySet().stream()
                .filter(n -> !seen.contains(n))
                .findFirst()
                .map(n -> "`" + n + "` is reached by no answer");
    }

    private static Optional<String> walk(
            Tree tree, String name, Set<String> above, Set<String> seen) {
        var node = tree.nodes().get(name);
        if (node == null) {
            return Optional.of("there is no node `" + name + "`");
        }
        if (!above.add(name)) {
            return Optional.of("`" + name + "` leads back to itself");
        }
        if (seen.add(name)) {
            for (var next : node.answers().values()) {
                var found = walk(tree, next, above, seen);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        above.remove(name);
        return Optional.empty();
    }
}
