package dev.countersign.connect;

import dev.countersign.desk.ExceptionCase;
import dev.countersign.escalation.Contact;
import dev.countersign.escalation.Routing;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Says in words how a case stands and what happened to it.
final class Telling {
    private static final int MOST_MENTIONED = 8;
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final People people;
    private final Supplier<Routing> routing;
    private final Supplier<String> address;

    /// @param address where people reach the server
    Telling(People people, Supplier<Routing> routing, Supplier<String> address) {
        this.people = people;
        this.routing = routing;
        this.address = address;
    }

    Message.Card card(ExceptionCase c) {
        return Message.card(
                c, c.isOpen() ? c.takenBy().map(this::name) : Optional.empty(), ended(c), link(c));
    }

    String link(ExceptionCase c) {
        return address.get() + "/cases/" + c.id();
    }

    String queue() {
        return address.get() + "/work";
    }

    static String when(Instant at) {
        return WHEN.format(at);
    }

    /// Who settled it, what they said, and when.
    private Optional<String> ended(ExceptionCase c) {
        if (c.isOpen()) {
            return Optional.empty();
        }
        var at = c.settledAt().map(Telling::when).orElse("");
        if (c.state() == ExceptionCase.State.EXPIRED || c.decisions().isEmpty()) {
            return Optional.of("Nobody decided in time, so it counts as denied. " + at);
        }
        var last = c.decisions().getLast();
        return Optional.of(
                verb(last.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        + " by "
                        + name(last.approver())
                        + (last.via().isEmpty()
                                ? ""
                                : " for "
                                        + String.join(
                                                ", ", last.via().stream().map(this::name).toList()))
                        + ", "
                        + when(last.at()));
    }

    private static String verb(String kind) {
        return switch (kind) {
            case "approved" -> "Approved";
            case "edited-and-approved" -> "Approved with another text";
            case "denied" -> "Denied";
            case "broke-glass" -> "Approved in an emergency";
            case "overturned" -> "Overturned";
            default -> "Settled";
        };
    }

    /// Empty where it does not matter any more.
    Optional<Message.Note> note(ExceptionCase c, Happened h) {
        if (h.onlyWhileOpen() && !c.isOpen()) {
            return Optional.empty();
        }
        var by = name(h.by());
        var role = h.role().replace('_', ' ');
        var next =
                c.isOpen() ? " It waits for " + c.approverRole().replace('_', ' ') + " now." : "";
        return Optional.of(
                switch (h.what()) {
                    case "case.approved" -> said(by + " approved it." + next);
                    case "case.edited-and-approved" ->
                            said(by + " wrote another text and approved it." + next);
                    case "case.denied" -> said(by + " denied it.");
                    case "case.broke-glass" ->
                            said(
                                    by
                                            + " approved it in an emergency, past whoever approves"
                                            + " it; the compliance liaison reviews that.");
                    case "case.overturned" -> said(by + " overturned the decision." + next);
                    case "case.taken-back" -> said(by + " took their decision back." + next);
                    case "case.amended" ->
                            said("The source says something else now, so it is open again." + next);
                    case "case.escalated" ->
                            new Message.Note(
                                    by + " passed it on to " + role + ".",
                                    c.isOpen() && c.approverRole().equals(h.role())
                                            ? holders(h.role())
                                            : List.of());
                    case "case.assigned" ->
                            new Message.Note(by + " asks for a decision.", named(h.people()));
                    case "case.climbed" ->
                            new Message.Note("It is with " + role + " now.", named(h.people()));
                    case "case.breached" ->
                            new Message.Note(
                                    "It was due at " + when(c.dueAt()) + " and nobody decided.",
                                    holders(c.approverRole()));
                    case "case.response-missed" ->
                            new Message.Note(
                                    "Nobody answered in the time that its severity allows.",
                                    holders(c.approverRole()));
                    case "case.reminded" ->
                            new Message.Note(
                                    "Its response time is running out.",
                                    c.takenBy()
                                            .map(who -> named(List.of(who)))
                                            .orElseGet(() -> holders(c.approverRole())));
                    case "case.expired", "case.unanswered" ->
                            said("Nobody decided in time, so it counts as denied.");
                    case "change.shadow-began" ->
                            said(
                                    "Everybody has signed. It is watched beside what is in force"
                                            + " now, and decides nothing yet.");
                    case "change.shadow-passed" ->
                            said("It stayed within its limit while it was watched, and is live.");
                    case "change.shadow-cut-short" ->
                            said(by + " let it go live before it had been watched to the end.");
                    case "change.shadow-stopped" ->
                            new Message.Note(
                                    h.because().isEmpty()
                                            ? by + " stopped it while it was watched."
                                            : "It was stopped while it was watched: "
                                                    + h.because()
                                                    + ".",
                                    named(List.of(c.opened().raisedBy())));
                    default ->
                            new Message.Note(
                                    "Everybody on its path was reached and nobody answered.",
                                    holders(c.approverRole()));
                });
    }

    private static Message.Note said(String sentence) {
        return new Message.Note(sentence, List.of());
    }

    private List<Message.Addressee> holders(String role) {
        return people.holding(role).stream().limit(MOST_MENTIONED).map(this::addressee).toList();
    }

    /// People by id, and contacts by key.
    private List<Message.Addressee> named(List<String> ids) {
        return ids.stream()
                .flatMap(id ->
                        people.person(id)
                                .map(this::addressee)
                                .or(() ->
                                        Optional.ofNullable(routing.get().contacts().get(id))
                                                .map(Telling::addressee))
                                .map(Stream::of)
                                .orElseGet(Stream::empty))
                .limit(MOST_MENTIONED)
                .toList();
    }

    private Message.Addressee addressee(Person p) {
        return new Message.Addressee(
                p.name(), p.email(), routing.get().contactOf(p.id()).map(Contact::chat).orElse(""));
    }

    private static Message.Addressee addressee(Contact c) {
        return new Message.Addressee(c.name(), c.email(), c.chat());
    }

    String name(String id) {
        return people.person(id)
                .map(Person::name)
                .orElse(id.startsWith("system:") ? "Countersign" : id);
    }
}
