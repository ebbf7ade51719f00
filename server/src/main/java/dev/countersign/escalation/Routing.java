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
/// @param taxonomy the organisation's own, else the shipped one
/// @param teams by name
/// @param published what the teams designed for themselves
public record Routing(
        Map<String, BusinessCalendar> calendars,
        String calendar,
        ResponseTargets targets,
        Map<String, Contact> contacts,
        Map<String, EscalationPath> paths,
        Map<String, MatrixRow> matrix,
        Taxonomy taxonomy,
        Map<String, Team> teams,
        TeamTaxonomies published) {
    public static final String OFFICE = "office";
    public static final String ALWAYS = "always";

    /// A row of the matrix that is no category of exceptions: changes to how work is done.
    public static final String PROCESS_IMPROVEMENT = "process_improvement";

    public Routing {
        calendars = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(calendars));
        contacts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(contacts));
        paths = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(paths));
        matrix = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(matrix));
        teams = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(teams));
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
                Taxonomy.FIRST,
                Map.of(),
                TeamTaxonomies.NONE);
    }

    /// The same with what the teams published.
    public Routing with(TeamTaxonomies taxonomies) {
        return new Routing(
                calendars, calendar, targets, contacts, paths, matrix, taxonomy, teams, taxonomies);
    }

    /// Whose an exception is: the team that it names, else the one that answers for its service.
    public Optional<Team> teamOf(String team, String service) {
        return Optional.ofNullable(teams.get(team))
                .or(() ->
                        teams.values().stream()
                                .filter(t -> t.services().contains(service))
                                .findFirst());
    }

    /// The categories of an exception: its team's newest version, else the organisation's, else the
    /// shipped ones.
    public Taxonomy taxonomyFor(String team, String service) {
        return teamOf(team, service).flatMap(t -> published.newest(t.name())).orElse(taxonomy);
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

    /// The row of a category or, where it has none, of its kind.
    public Optional<MatrixRow> rowOf(String category, String kind) {
        return rowOf(category).or(() -> rowOf(kind));
    }

    /// What the matrix says for a severity goes before a team's own path, which goes before what it
    /// says in general.
    ///
    /// @param version the taxonomy under which the case was filed
    /// @param severity P1 to P4
    public Optional<EscalationPath> pathOf(
            String version, String category, String kind, String severity) {
        var row = rowOf(category, kind);
        var urgent = row.flatMap(r -> Optional.ofNullable(r.paths().get(severity)));
        var own =
                published
                        .version(version)
                        .flatMap(t -> t.category(category))
                        .map(Taxonomy.Category::path)
                        .filter(paths::containsKey);
        return urgent.or(() -> own)
                .or(() -> row.flatMap(MatrixRow::path))
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
