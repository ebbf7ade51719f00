package dev.countersign.redaction.rules;

import dev.countersign.redaction.Kind;
import dev.countersign.redaction.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;

/// Words that are personal by themselves where a playbook wants them: countries and time-zone
/// cities, nationalities and faiths, titles. The JDK's own locale data, and two short lists.
public final class Vocabulary {
    private static final int WORDS = 4;
    private static final Map<String, Kind> KNOWN = known();

    private Vocabulary() {}

    private static Map<String, Kind> known() {
        var known = new HashMap<String, Kind>();
        for (var zone : TimeZone.getAvailableIDs()) {
            var slash = zone.lastIndexOf('/');
            if (slash > 0 && !zone.startsWith("Etc") && zone.length() - slash > 4) {
                known.put(zone.substring(slash + 1).replace('_', ' '), Kind.PLACE);
            }
        }
        for (var country : Locale.getISOCountries()) {
            known.put(Locale.of("", country).getDisplayCountry(Locale.ENGLISH), Kind.PLACE);
        }
        for (var day : java.time.DayOfWeek.values()) {
            known.put(
                    day.getDisplayName(java.time.format.TextStyle.FULL, Locale.ENGLISH),
                    Kind.DATE_TIME);
        }
        known.put("Czech Republic", Kind.PLACE);
        known.put("UK", Kind.PLACE);
        known.put("USA", Kind.PLACE);
        for (var language : Locale.getISOLanguages()) {
            var name = Locale.of(language).getDisplayLanguage(Locale.ENGLISH);
            if (language.length() == 2 && name.length() > 4) {
                known.put(name, Kind.NATIONALITY);
            }
        }
        for (var word :
                List.of(
                        "American",
                        "British",
                        "Canadian",
                        "Australian",
                        "Austrian",
                        "Swiss",
                        "Belgian",
                        "Brazilian",
                        "Mexican",
                        "Indian",
                        "Egyptian",
                        "Israeli",
                        "Iraqi",
                        "Iranian",
                        "African",
                        "European",
                        "Asian",
                        "Cuban",
                        "Moroccan",
                        "Tunisian",
                        "Cypriot",
                        "Scottish",
                        "Christian",
                        "Catholic",
                        "Protestant",
                        "Muslim",
                        "Jewish",
                        "Buddhist",
                        "Hindu",
                        "Sikh",
                        "Republican",
                        "Democrat")) {
            known.put(word, Kind.NATIONALITY);
        }
        for (var title :
                List.of(
                        "Mr",
                        "Mrs",
                        "Ms",
                        "Dr",
                        "Prof",
                        "Miss",
                        "Sir",
                        "Madam",
                        "Professor",
                        "Mr.",
                        "Mrs.",
                        "Ms.",
                        "Dr.",
                        "Prof.")) {
            known.put(title, Kind.TITLE);
        }
        return Map.copyOf(known);
    }

    /// Adds the known phrases that start with a capital, the longest of up to four words.
    public static void find(CharSequence text, Set<Kind> kinds, List<Span> into) {
        if (!kinds.contains(Kind.PLACE)
                && !kinds.contains(Kind.NATIONALITY)
                && !kinds.contains(Kind.TITLE)) {
            return;
        }
        for (var i = 0; i < text.length(); i++) {
            var starts =
                    Character.isUpperCase(text.charAt(i))
                            && (i == 0 || !Character.isLetterOrDigit(text.charAt(i - 1)));
            var end = starts ? longest(text, i) : -1;
            if (end > 0) {
                var kind = KNOWN.getOrDefault(text.subSequence(i, end).toString(), Kind.PLACE);
                if (kinds.contains(kind)) {
                    into.add(new Span(i, end, kind));
                }
                i = end - 1;
            }
        }
    }

    private static int longest(CharSequence text, int start) {
        var best = -1;
        var at = start;
        for (var words = 0; words < WORDS && at < text.length(); words++) {
            while (at < text.length()
                    && at - start < 48
                    && (Character.isLetter(text.charAt(at)) || text.charAt(at) == '-')) {
                at++;
            }
            if (KNOWN.containsKey(text.subSequence(start, at).toString())) {
                best = at;
            }
            if (at < text.length()
                    && text.charAt(at) == '.'
                    && KNOWN.containsKey(text.subSequence(start, at + 1).toString())) {
                best = at + 1;
            }
            if (at >= text.length() || text.charAt(at) != ' ') {
                break;
            }
            at++;
        }
        return best;
    }
}
