package dev.countersign.playbook;

import dev.countersign.escalation.Routing;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// What an organisation says about hours, contacts and paths, in words, by path in the file: what a
/// list of changes compares. Contacts show whose they are, never a name or an address.
final class RoutingDiff {
    private RoutingDiff() {}

    /// The same paths for every routing.
    static Map<String, Map<String, String>> inWords(Routing r) {
        var out = new LinkedHashMap<String, Map<String, String>>();
        var calendars = new TreeMap<String, String>();
        r.calendars().forEach((name, c) -> calendars.put(name, c.inWords()));
        out.put("calendars", calendars);
        var contacts = new TreeMap<String, String>();
        r.contacts()
                .forEach((key, c) ->
                        contacts.put(
                                key,
                                c.person().orElse("a team") + ", hours of `" + c.calendar() + "`"));
        out.put("contacts", contacts);
        var rows = new TreeMap<String, String>();
        r.matrix()
                .forEach((category, row) ->
                        rows.put(
                                category,
                                row.owner().name()
                                        + word(", told through ", row.contact())
                                        + word(", path ", row.path())
                                        + (row.paths().isEmpty()
                                                ? ""
                                                : ", " + new TreeMap<>(row.paths()))));
        out.put("approval_matrix", rows);
        var paths = new TreeMap<String, String>();
        r.paths().forEach((name, path) -> paths.put(name, path.inWords()));
        out.put("escalation_paths", paths);
        out.put("response_targets", targets(r));
        var categories = new TreeMap<String, String>();
        r.taxonomy()
                .categories()
                .forEach(c ->
                        categories.put(
                                c.name(),
                                c.title()
                                        + ", "
                                        + c.share().toPlainString()
                                        + " %"
                                        + (c.kindOf().isEmpty()
                                                ? ""
                                                : ", a kind of `" + c.kindOf() + "`")));
        out.put("taxonomy.categories", categories);
        var teams = new TreeMap<String, String>();
        r.teams()
                .forEach((name, t) ->
                        teams.put(
                                name,
                                "led by `"
                                        + t.lead()
                                        + "`, answers for "
                                        + new TreeSet<>(t.services())));
        out.put("teams", teams);
        out.put("taxonomy", Map.of("version", r.taxonomy().version()));
        return out;
    }

    private static Map<String, String> targets(Routing r) {
        var out = new TreeMap<String, String>();
        r.targets().bySeverity().forEach((severity, t) -> out.put(severity, t.inWords()));
        out.put("otherwise", r.targets().otherwise().inWords());
        out.put("reminders", r.targets().reminders() + " per cent");
        out.put("calendar", r.calendar());
        return out;
    }

    private static String word(String before, Optional<String> text) {
        return text.map(t -> before + t).orElse("");
    }
}
