package dev.countersign.policy.analysis;

import dev.countersign.policy.Attribute;
import dev.countersign.policy.Facts;
import dev.countersign.policy.cel.Condition;
import dev.countersign.policy.cel.Condition.Truth;
import dev.countersign.policy.cel.Node;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How a case answers the questions that policies ask, as few as say it all: of a name which one it
/// is, or that it is none of those asked for; of a number the nearest bounds.
final class Answers {
    private final Facts facts;
    private final List<Node> out = new ArrayList<>();
    private final EnumMap<Attribute, Set<String>> names = new EnumMap<>(Attribute.class);
    private final EnumMap<Attribute, Bound> above = new EnumMap<>(Attribute.class);
    private final EnumMap<Attribute, Bound> below = new EnumMap<>(Attribute.class);

    private record Bound(double limit, Node answer) {}

    private Answers(Facts facts) {
        this.facts = facts;
    }

    /// An opaque question is left out: its answer implies nothing that the solver knows of.
    static List<Node> of(Facts facts, Set<Node> questions) {
        var answers = new Answers(facts);
        questions.forEach(answers::add);
        answers.names.forEach(answers::addName);
        answers.above.values().forEach(b -> answers.out.add(b.answer));
        answers.below.values().forEach(b -> answers.out.add(b.answer));
        return answers.out.stream().distinct().toList();
    }

    private void add(Node question) {
        var yes = Condition.follows(question, facts) == Truth.YES;
        var answer = yes ? question : new Node.Not(question);
        switch (question) {
            case Node.Among(var attribute, var some) ->
                    names.computeIfAbsent(attribute, _ -> new HashSet<>()).addAll(some);
            case Node.Compare(var attribute, var order, var limit) -> {
                var bound = new Bound(limit, answer);
                var isAbove =
                        switch (order) {
                            case LESS, AT_MOST -> yes;
                            case MORE, AT_LEAST -> !yes;
                            case EQUAL -> yes || facts.number(attribute) < limit;
                        };
                if (isAbove) {
                    above.merge(attribute, bound, (a, b) -> b.limit < a.limit ? b : a);
                } else {
                    below.merge(attribute, bound, (a, b) -> b.limit > a.limit ? b : a);
                }
                if (order == Node.Order.EQUAL) {
                    out.add(answer);
                }
            }
            case Node.Has _, Node.Flag _, Node.Search _ -> out.add(answer);
            case Node.Opaque _, Node.And _, Node.Or _, Node.Not _, Node.Always _ -> {}
        }
    }

    private void addName(Attribute attribute, Set<String> asked) {
        var name = facts.name(attribute);
        out.add(
                asked.contains(name)
                        ? new Node.Among(attribute, Set.of(name))
                        : new Node.Not(new Node.Among(attribute, asked)));
    }
}
