package dev.countersign.playbook;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// What changes from one playbook to another, in words, by path. Pure.
///
/// Roles, tracks, modules and microtools are matched by name: a new order alone is no change,
/// except for lists whose order means something.
public final class PlaybookDiff {
    private PlaybookDiff() {}

    /// Empty where nothing changes. One sentence a change, lower case, no full stop.
    public static List<String> inWords(Playbook a, Playbook b) {
        var before = PlaybookLines.of(a);
        var after = PlaybookLines.of(b);
        var words = new ArrayList<String>();
        var gone = new LinkedHashSet<>(before.owners());
        gone.removeAll(after.owners());
        var came = new LinkedHashSet<>(after.owners());
        came.removeAll(before.owners());
        gone.forEach(owner -> words.add(removed(owner)));
        came.forEach(owner -> words.add("`" + owner + "` is new" + arrival(owner)));
        var paths = new LinkedHashSet<>(before.lines().keySet());
        paths.addAll(after.lines().keySet());
        for (var path : paths) {
            var owner = PlaybookLines.ownerOf(path);
            if (gone.stream().anyMatch(owner::startsWith)) {
                continue;
            }
            var old = before.lines().get(path);
            var now = after.lines().get(path);
            if (old == null && now != null) {
                words.add(
                        "`"
                                + path
                                + "` is now "
                                + now.shown()
                                + (came.contains(owner) ? "" : ", which was not said before"));
            } else if (old != null && now == null) {
                words.add("`" + path + "` is no longer said; it was " + old.shown());
            } else if (old != null && now != null && !old.equals(now)) {
                words.add(changed(path, old, now));
            }
        }
        if (words.isEmpty() && !List.copyOf(before.owners()).equals(List.copyOf(after.owners()))) {
            words.add("the order of roles, tracks, modules or microtools changes, nothing else");
        }
        return List.copyOf(words);
    }

    private static String removed(String owner) {
        var consequence =
                owner.startsWith("rbac.roles")
                        ? ": nobody can act in this role any more"
                        : owner.contains(".microtools[")
                                ? ": nobody can use it any more"
                                : owner.startsWith("training_tracks[") && !owner.contains(".")
                                        ? ": nobody is enrolled in it any more, and its gates open nothing"
                                        : "";
        return "`" + owner + "` is removed" + consequence;
    }

    private static String arrival(String owner) {
        return owner.contains(".microtools[") && !owner.contains(".gating_conditions[")
                ? ": it stays locked until its gating conditions are met"
                : "";
    }

    private static String changed(String path, PlaybookLines.Line old, PlaybookLines.Line now) {
        return switch (old) {
            case PlaybookLines.Words(var was, var ordered) ->
                    now instanceof PlaybookLines.Words(var is, var _)
                            ? list(path, was, is, ordered)
                            : generic(path, old, now);
            case PlaybookLines.Word(var was) ->
                    generic(path, old, now)
                            + (now instanceof PlaybookLines.Word(var is)
                                    ? Consequences.of(path, was, is)
                                    : "");
            case PlaybookLines.Amount(var was) ->
                    generic(path, old, now)
                            + (now instanceof PlaybookLines.Amount(var is)
                                    ? Consequences.of(path, was, is)
                                    : "");
        };
    }

    private static String generic(String path, PlaybookLines.Line old, PlaybookLines.Line now) {
        return "`" + path + "` goes from " + old.shown() + " to " + now.shown();
    }

    private static String list(String path, List<String> was, List<String> is, boolean ordered) {
        var gone = new ArrayList<>(was);
        is.forEach(gone::remove);
        var came = new ArrayList<>(is);
        was.forEach(came::remove);
        if (gone.isEmpty() && came.isEmpty()) {
            return "`"
                    + path
                    + "` changes its order to "
                    + quoted(is)
                    + (ordered ? "" : ", which means nothing new");
        }
        var parts = new ArrayList<String>();
        if (!came.isEmpty()) {
            parts.add("gains " + quoted(came));
        }
        if (!gone.isEmpty()) {
            parts.add("loses " + quoted(gone));
        }
        return "`" + path + "` " + String.join(" and ", parts) + Consequences.of(path, gone, came);
    }

    static String quoted(List<String> words) {
        return words.isEmpty() ? "nothing" : "`" + String.join("`, `", words) + "`";
    }

    /// What the important changes mean for people; empty for the rest.
    private static final class Consequences {
        private static final Map<String, String[]> LISTS =
                Map.of(
                        "prompts",
                                new String[] {
                                    "may now be run by this role", "is refused to this role"
                                },
                        "approvals",
                                new String[] {
                                    "now needs an approval", "needs no approval any more"
                                },
                        "allowed", new String[] {"may now process calls", "is refused from now on"},
                        "yellow_zone_terms",
                                new String[] {
                                    "now always asks for a person", "asks for no person any more"
                                },
                        "steps",
                                new String[] {
                                    "must now agree to workflow changes",
                                    "is no longer asked about workflow changes"
                                });

        static String of(String path, List<String> gone, List<String> came) {
            var words = LISTS.get(path.substring(path.lastIndexOf('.') + 1));
            if (words == null) {
                return "";
            }
            var said = new ArrayList<String>();
            if (!came.isEmpty()) {
                said.add(quoted(came) + " " + words[0]);
            }
            if (!gone.isEmpty()) {
                said.add(quoted(gone) + " " + words[1]);
            }
            return ": " + String.join(", ", said);
        }

        static String of(String path, BigDecimal was, BigDecimal is) {
            var up = is.compareTo(was) > 0;
            var low = Bands.number(up ? was : is);
            var high = Bands.number(up ? is : was);
            return switch (path.substring(path.lastIndexOf('.') + 1)) {
                case "block_on_confidence_lt" ->
                        ": answers from "
                                + low
                                + " up to "
                                + high
                                + (up ? " are now blocked" : " are no longer blocked");
                case "confidence_threshold" ->
                        ": answers from "
                                + low
                                + " up to "
                                + high
                                + (up
                                        ? " are no longer good enough for the tool"
                                        : " are now good enough for the tool");
                case "threshold" ->
                        ": a quiz result from "
                                + low
                                + " up to "
                                + high
                                + (up ? " no longer opens the gate" : " now opens the gate");
                case "sample_size" ->
                        up
                                ? ": more shadow answers are compared before the tool opens"
                                : ": fewer shadow answers are compared before the tool opens";
                case "retention_days" ->
                        up
                                ? ": records are kept longer"
                                : ": records older than that are deleted sooner";
                case "sla_hours", "exception_clearance_hours" ->
                        up
                                ? ": a case may take longer before it is late"
                                : ": a case is late sooner";
                case "training_completion", "adoption_rate" ->
                        up ? ": the target is harder to meet" : ": the target is easier to meet";
                default -> "";
            };
        }

        static String of(String path, String was, String is) {
            return switch (path.substring(path.lastIndexOf('.') + 1)) {
                case "data_residency" ->
                        is.equals("enforced")
                                ? ": calls outside the allowed regions are now refused"
                                : was.equals("enforced")
                                        ? ": calls outside the allowed regions are no longer refused"
                                        : "";
                case "pii_redaction" ->
                        is.equals("true")
                                ? ": personal data is now taken out before anything is sent"
                                : ": personal data is no longer taken out before anything is sent";
                case "manual_review_required" ->
                        is.equals("true")
                                ? ": the yellow zone now always waits for a person"
                                : ": the yellow zone no longer always waits for a person";
                case "human_in_loop" ->
                        is.equals("true")
                                ? ": every answer for this role is now a draft"
                                : ": answers for this role may be used without a person";
                case "approval_rule" -> ": other answers than before wait for a person";
                default -> "";
            };
        }
    }
}
