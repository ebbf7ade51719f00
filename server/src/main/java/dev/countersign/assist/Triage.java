package dev.countersign.assist;

import dev.countersign.model.Encoder;
import dev.countersign.model.Example;
import dev.countersign.model.Head;
import dev.countersign.model.Judgement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Says where a ticket belongs: the category from the head, the assignment that most tickets of
/// that category had.
record Triage(Encoder encoder, Head head, Map<String, String> assignments) {
    Triage {
        assignments = Map.copyOf(assignments);
    }

    /// @return empty where there is nothing to learn from: no head, and tickets of fewer than two
    ///   categories
    static Optional<Triage> learn(Encoder encoder, Knowledge knowledge) {
        var assignments = assignments(knowledge.tickets());
        if (knowledge.head().isPresent()) {
            return knowledge.head().map(head -> new Triage(encoder, head, assignments));
        }
        var tickets = knowledge.tickets();
        if (tickets.stream().map(Ticket::category).distinct().count() < 2) {
            return Optional.empty();
        }
        var vectors = encoder.encodeAll(tickets.stream().map(Ticket::text).toList());
        var examples =
                IntStream.range(0, tickets.size())
                        .mapToObj(i -> new Example(vectors.get(i), tickets.get(i).category()))
                        .toList();
        return Optional.of(new Triage(encoder, Head.train(examples, List.of()), assignments));
    }

    private static Map<String, String> assignments(List<Ticket> tickets) {
        var counts = new TreeMap<String, TreeMap<String, Integer>>();
        for (var ticket : tickets) {
            if (!ticket.assignment().isBlank()) {
                counts.computeIfAbsent(ticket.category(), c -> new TreeMap<>())
                        .merge(ticket.assignment(), 1, Integer::sum);
            }
        }
        var most = new HashMap<String, String>();
        counts.forEach((category, found) ->
                found.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .ifPresent(best -> most.put(category, best.getKey())));
        return most;
    }

    AssistAnswer answer(String input, List<Summary.Sentence> summary) {
        var judgement = head.judge(encoder.encode(input));
        var details = new LinkedHashMap<String, Object>();
        details.put("category", judgement.category());
        details.put("assignment", assignments.getOrDefault(judgement.category(), ""));
        details.put("in_scope", Boolean.toString(judgement.inScope()));
        details.put("alternatives", alternatives(judgement));
        details.put("summary", Summary.details(summary));
        return new AssistAnswer(
                text(judgement, summary),
                judgement.confidence(),
                details,
                encoder.version() + " " + head.version());
    }

    private String text(Judgement judgement, List<Summary.Sentence> summary) {
        var category = judgement.category();
        var assignment = assignments.getOrDefault(category, "");
        var lines =
                judgement.inScope()
                        ? "Category: " + category
                        : "Category: none fits; the closest is " + category;
        if (!assignment.isEmpty()) {
            lines += "\nAssignment: " + assignment;
        }
        return lines + "\nSummary:\n" + text(summary);
    }

    private static String text(List<Summary.Sentence> summary) {
        return summary.stream().map(s -> "- " + s.text()).collect(Collectors.joining("\n"));
    }

    private static List<Map<String, String>> alternatives(Judgement judgement) {
        return judgement.candidates().stream()
                .map(c ->
                        Map.of(
                                "category",
                                c.category(),
                                "probability",
                                String.format(Locale.ROOT, "%.3f", c.probability())))
                .toList();
    }

    static AssistAnswer untrained(Encoder encoder, List<Summary.Sentence> summary) {
        return new AssistAnswer(
                "Category: not trained yet\nSummary:\n" + text(summary),
                OptionalDouble.empty(),
                Map.of("summary", Summary.details(summary)),
                encoder.version());
    }
}
