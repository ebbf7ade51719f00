package dev.countersign.connect;

import dev.countersign.desk.ExceptionCase;
import dev.countersign.desk.NewCase;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a room is told, in words; the room gives it its form. Texts hold only what the case's page
/// shows masked.
public sealed interface Message {

    /// One case.
    ///
    /// @param title what was raised; for kinds whose text only some may read, the kind and tool
    /// @param recommendation empty where only the case's page may show it
    /// @param waitsFor the role whose turn it is
    /// @param ended who decided what and when; empty while it is open
    record Card(
            String caseId,
            String title,
            String service,
            String category,
            String severity,
            String environment,
            String rule,
            String recommendation,
            String waitsFor,
            Optional<String> takenBy,
            Instant due,
            Optional<String> ended,
            String link)
            implements Message {}

    /// Many cases at once.
    ///
    /// @param categories how many came in of each, the most first
    record Burst(int total, int open, Map<String, Integer> categories, String link)
            implements Message {
        public Burst {
            categories = Collections.unmodifiableMap(new LinkedHashMap<>(categories));
        }
    }

    /// What happened to a case, under its card.
    ///
    /// @param mentions who should see it now
    record Note(String sentence, List<Addressee> mentions) implements Message {
        public Note {
            mentions = List.copyOf(mentions);
        }
    }

    /// What is near, for one person.
    ///
    /// @param title the day
    /// @param due sessions and deadlines
    /// @param told what else they were told
    /// @param link where all of it is
    record Daily(String title, List<Line> due, List<Line> told, String link) implements Message {
        public Daily {
            due = List.copyOf(due);
            told = List.copyOf(told);
        }
    }

    /// A sentence that leads somewhere. Our texts are written for pages, where backticks mark what
    /// was typed; chats show them as they are.
    record Line(String sentence, String link) {
        public Line {
            sentence = sentence.replace("`", "");
        }
    }

    /// Somebody to be mentioned.
    ///
    /// @param email empty where none is known
    /// @param handle as the organisation's contacts give it; may be empty
    record Addressee(String name, String email, String handle) {}

    /// The card of a case as it is now.
    ///
    /// @param ended see [Card]
    static Card card(
            ExceptionCase c, Optional<String> takenBy, Optional<String> ended, String link) {
        var facts = c.opened().facts();
        // Only exceptions are for a whole channel to read; the rest is for whoever may open it.
        var detailed = c.opened().kind() == NewCase.Kind.EXCEPTION;
        return new Card(
                c.id(),
                detailed ? c.opened().title() : kind(c.opened().kind()) + ": " + c.opened().tool(),
                facts.map(f -> f.service()).orElse(""),
                facts.map(f ->
                                f.subtype().isEmpty()
                                        ? f.category()
                                        : f.category() + " " + f.subtype())
                        .orElse("")
                        .replace('_', ' '),
                facts.map(f -> f.severity().name()).orElse(""),
                facts.map(f -> f.environment()).orElse(""),
                detailed
                        ? facts.map(f -> f.rule()).orElse("")
                        : c.opened().reasons().stream().findFirst().map(r -> r.rule()).orElse(""),
                detailed ? c.textNow() : "",
                c.approverRole().replace('_', ' '),
                takenBy,
                c.dueAt(),
                ended,
                link);
    }

    private static String kind(NewCase.Kind kind) {
        return switch (kind) {
            case HELD_ANSWER -> "An answer is held";
            case BLOCKED_ANSWER -> "An answer is blocked";
            case REFUSED_ACTION -> "An action needs an approval";
            case EXCEPTION -> "An exception";
            case REVIEW -> "An emergency approval is to be reviewed";
            case CHANGE -> "A change waits for signatures";
        };
    }
}
