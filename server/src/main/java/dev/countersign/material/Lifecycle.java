package dev.countersign.material;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// How far a version is, from what was said of it. Pure. Every version begins as a draft: nobody's
/// word goes over to another content.
///
/// @param words in the order in which they were said
public record Lifecycle(List<Word> words) {
    public Lifecycle {
        words = List.copyOf(words);
    }

    /// @param text the comment
    public record Word(Step step, String person, String text, Instant at) {}

    public enum State {
        DRAFT("Draft"),
        EXPERT_REVIEWED("Reviewed by an expert"),
        LEAD_REVIEWED("Reviewed by both"),
        FIELD_TESTED("Field-tested"),
        DELIVERED("Delivered");

        private final String title;

        State(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    public State state() {
        if (said(Step.DELIVERED) > 0) {
            return State.DELIVERED;
        }
        if (said(Step.FIELD_TEST) >= Step.TESTERS) {
            return State.FIELD_TESTED;
        }
        if (said(Step.OPS_LEAD) > 0) {
            return State.LEAD_REVIEWED;
        }
        return said(Step.EXPERT) > 0 ? State.EXPERT_REVIEWED : State.DRAFT;
    }

    /// What is said next; empty at the end.
    public Optional<Step> next() {
        return switch (state()) {
            case DRAFT -> Optional.of(Step.EXPERT);
            case EXPERT_REVIEWED -> Optional.of(Step.OPS_LEAD);
            case LEAD_REVIEWED -> Optional.of(Step.FIELD_TEST);
            case FIELD_TESTED -> Optional.of(Step.DELIVERED);
            case DELIVERED -> Optional.empty();
        };
    }

    /// Why this person may not take this step now, in words; empty where they may. One who delivers
    /// may have reviewed: it judges nothing new.
    public Optional<String> whyNot(Step step, String person, Collection<String> roles) {
        if (next().filter(step::equals).isEmpty()) {
            return Optional.of(
                    next().map(n -> "what comes next is: " + n.title())
                            .orElse("this version is delivered already"));
        }
        if (step.roles().stream().noneMatch(roles::contains)) {
            return Optional.of("it is for " + String.join(", ", step.roles()));
        }
        if (step != Step.DELIVERED && words.stream().anyMatch(w -> w.person().equals(person))) {
            return Optional.of(
                    "you have said yours already: expert, ops lead and the two mentors are four"
                            + " people");
        }
        return Optional.empty();
    }

    public boolean has(Step step) {
        return said(step) >= (step == Step.FIELD_TEST ? Step.TESTERS : 1);
    }

    private long said(Step step) {
        return words.stream().filter(w -> w.step() == step).count();
    }
}
