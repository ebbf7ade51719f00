package dev.countersign.escalation;

import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an organisation says about hours, contacts, owners and paths. All names in it are known.
///
/// @param calendars by name; always holds `office` and `always`
/// @param calendar the name of the one by which targets and paths are measured
/// @param matrix by category; a category without a row is for whoever may decide it
public record Routing(
        Map<String, BusinessCalendar> calendars,
        String calendar,
        ResponseTargets targets,
        Map<String, Contact> contacts,
        Map<String, EscalationPath> paths,
        Map<String, MatrixRow> matrix,
        Taxonomy taxonomy) {
    public static final String OFFICE = "office";
    public static final String ALWAYS = "always";

    /// A row of the matrix that is no category of exceptions: changes to how work is done.
    public static final String PROCESS_IMPROVEMENT = "process_improvement";

    public Routing {
        calendars = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(calendars));
        contacts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(contacts));
        paths = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(paths));
        matrix = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(matrix));
        if (!calendars.containsKey(calendar)) {
            throw new IllegalArgumentException("no calendar `" + calendar + "`");
        }
    }

    /// Where an organisation says nothing: office hours in its zone, no contacts, no paths, the
    /// shipped targets and categories.
    public static Routing standard(ZoneId zone) {
        return new Routing(
                Map.of(
                        OFFICE, BusinessCalendar.nineToFive(zone),
                        ALWAYS, BusinessCalendar.always(ALWAYS, zone)),
                OFFICE,
                ResponseTargets.DEFAULT,
                Map.of(),
                Map.of(),
                Map.of(),
                Taxonomy.FIRST);
    }

    /// The calendar by which targets and paths are measured.
    public BusinessCalendar hours() {
        return calendarNamed(calendar);
    }

    private BusinessCalendar calendarNamed(String name) {
        var found = calendars.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no calendar `" + name + "`");
        }
        return found;
    }

    public Optional<MatrixRow> rowOf(String category) {
        return Optional.ofNullable(matrix.get(category));
    }

    /// @param severity P1 to P4
    public Optional<EscalationPath> pathOf(String category, String severity) {
        return rowOf(category)
                .flatMap(row -> Optional.ofNullable(row.paths().get(severity)).or(row::path))
                .flatMap(name -> Optional.ofNullable(paths.get(name)));
    }

    /// A contact's presence: by their hours alone, since only a person's absence is known.
    public Holder presence(Contact contact, Instant now) {
        var id = contact.person().orElse(contact.key());
        var open = calendarNamed(contact.calendar());
        if (open.isOpen(now)) {
            return Holder.there(id);
        }
        return open.nextOpen(now)
                .map(back -> Holder.until(id, Holder.Presence.OUT_OF_HOURS, back))
                .orElseGet(() -> Holder.not(id, Holder.Presence.OUT_OF_HOURS));
    }

    /// The contact of this person, if they have one: it says when they work.
    public Optional<Contact> contactOf(String person) {
        return contacts.values().stream()
                .filter(c -> c.person().filter(person::equals).isPresent())
                .findFirst();
    }

    public List<String> categories() {
        return taxonomy.names();
    }
}
