package dev.countersign.material.tree;

import dev.countersign.course.Pack.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A decision tree in words: numbered steps, each with its answers and where they lead. Says all
/// that the drawing says.
public final class TreeWords {
    private TreeWords() {}

    /// @param because why, at an end
    public record Step(int number, String text, boolean end, String because, List<Answer> answers) {
        public Step {
            answers = List.copyOf(answers);
        }
    }

    /// @param to the number of the step that follows
    public record Answer(String text, int to) {}

    public static List<Step> of(Tree tree) {
        var numbers = new LinkedHashMap<String, Integer>();
        number(tree, tree.start(), numbers);
        var out = new ArrayList<Step>();
        numbers.forEach((id, n) -> {
            var branch = tree.nodes().get(id);
            if (branch != null) {
                var answers =
                        branch.answers().entrySet().stream()
                                .map(a ->
                                        new Answer(
                                                a.getKey(), numbers.getOrDefault(a.getValue(), 0)))
                                .toList();
                out.add(
                        new Step(
                                n,
                                answers.isEmpty() ? branch.say() : branch.ask(),
                                answers.isEmpty(),
                                branch.because(),
                                answers));
            }
        });
        return out;
    }

    // Breadth first: questions come before what they lead to, near ones before far ones.
    private static void number(Tree tree, String start, Map<String, Integer> numbers) {
        var waiting = new ArrayList<>(List.of(start));
        while (!waiting.isEmpty()) {
            var id = waiting.removeFirst();
            var branch = tree.nodes().get(id);
            if (branch != null && numbers.putIfAbsent(id, numbers.size() + 1) == null) {
                waiting.addAll(branch.answers().values());
            }
        }
    }

    /// In one paragraph, for a picture's description.
    public static String sentence(Tree tree) {
        var out = new StringBuilder("Decision tree: ").append(tree.title());
        for (var step : of(tree)) {
            out.append(' ').append(step.number()).append(". ").append(step.text());
            for (var a : step.answers()) {
                out.append(' ').append(a.text()).append(": go to ").append(a.to()).append('.');
            }
            if (!step.because().isBlank()) {
                out.append(' ').append(step.because());
            }
        }
        return out.toString();
    }
}
