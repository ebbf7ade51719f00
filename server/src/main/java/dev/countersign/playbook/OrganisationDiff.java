package dev.countersign.playbook;

import dev.countersign.escalation.Routing;
import dev.countersign.gate.Condition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// What changes from one organisation file to another, in words, by path. Pure. Names people by
/// their id, never by name or address.
public final class OrganisationDiff {
    private OrganisationDiff() {}

    /// Empty where nothing changes. One sentence a change, lower case, no full stop.
    public static List<String> inWords(Organisation a, Organisation b) {
        var words = new ArrayList<String>();
        compare("people", people(a), people(b), words);
        contacts(a, b, words);
        compare("owners", a.owners(), b.owners(), words);
        compare("approvers", a.approvers(), b.approvers(), words);
        compare("actions", actions(a), actions(b), words);
        compare("rubric", rubric(a), rubric(b), words);
        compare("upstreams", upstreams(a), upstreams(b), words);
        compare("sinks", sinks(a), sinks(b), words);
        compare("baselines", baselines(a), baselines(b), words);
        compare("kpis", kpis(a), kpis(b), words);
        compare("gates", gates(a), gates(b), words);
        compare("defects", defects(a), defects(b), words);
        compare("sops", sops(a), sops(b), words);
        compare("documents", a.documents(), b.documents(), words);
        RoutingDiff.inWords(a.routing())
                .forEach((path, was) -> {
                    var now = RoutingDiff.inWords(b.routing()).getOrDefault(path, Map.of());
                    compare(path, was, now, words);
                });
        contacts(a.routing(), b.routing(), words);
        compare("", plain(a), plain(b), words);
        return List.copyOf(words);
    }

    private static Map<String, String> gates(Organisation o) {
        var out = new LinkedHashMap<String, String>();
        o.gates().forEach((name, parts) -> out.put(name, new Condition.AllOf(parts).sentence()));
        return out;
    }

    private static Map<String, String> defects(Organisation o) {
        var out = new LinkedHashMap<String, String>();
        o.defects().forEach(d -> out.put(d.id(), d.title() + ", " + d.meaning()));
        return out;
    }

    private static Map<String, String> sops(Organisation o) {
        var out = new LinkedHashMap<String, String>();
        o.sops().forEach(s -> out.put(s.id(), s.title() + ", " + s.inWords()));
        return out;
    }

    private static void compare(
            String path, Map<String, String> was, Map<String, String> now, List<String> words) {
        var keys = new TreeSet<>(was.keySet());
        keys.addAll(now.keySet());
        for (var key : keys) {
            var name = "`" + (path.isEmpty() ? key : path + "." + key) + "`";
            var old = was.get(key);
            var fresh = now.get(key);
            if (old == null) {
                words.add(name + " is new: " + fresh);
            } else if (fresh == null) {
                words.add(name + " is removed; it was " + old);
            } else if (!old.equals(fresh)) {
                words.add(name + " goes from " + old + " to " + fresh);
            }
        }
    }

    /// Addresses and names change a version without showing whose data it was.
    private static void contacts(Organisation a, Organisation b, List<String> words) {
        for (var now : b.people()) {
            a.people().stream()
                    .filter(was -> was.id().equals(now.id()))
                    .filter(was ->
                            !was.name().equals(now.name()) || !was.email().equals(now.email()))
                    .forEach(_ -> words.add("the name or address of `" + now.id() + "` changes"));
        }
    }

    private static void contacts(Routing a, Routing b, List<String> words) {
        b.contacts()
                .forEach((key, now) -> {
                    var was = a.contacts().get(key);
                    if (was != null
                            && !(was.name() + was.email() + was.chat())
                                    .equals(now.name() + now.email() + now.chat())) {
                        words.add("the name, address or handle of contact `" + key + "` changes");
                    }
                });
    }

    private static Map<String, String> rubric(Organisation o) {
        var out = new LinkedHashMap<String, String>();
        o.rubric()
                .forEach(r ->
                        out.put(
                                r.role(),
                                "automates "
                                        + String.join(", ", r.automate())
                                        + "; avoids "
                                        + String.join(
                                                ", ",
                                                r.avoid().stream()
                                                        .map(x ->
                                                                x.what()
                                                                        + " "
                                                                        + x.actions()
                                                                        + x.terms())
                                                        .toList())));
        return out;
    }

    private static Map<String, String> people(Organisation o) {
        var out = new LinkedHashMap<String, String>();
        for (var p : o.people()) {
            var teaches =
                    p.mentorOf().isEmpty() ? "" : ", teaches " + String.join(" ", p.mentorOf());
            var teams = p.teams().isEmpty() ? "" : ", in " + String.join(" ", p.teams());
            out.put(p.id(), roles(p.roles()) + teams + ", " + p.zone().getId() + teaches);
        }
        return out;
    }

    private static String roles(List<String> roles) {
        return roles.isEmpty() ? "no role" : String.join(", ", roles.stream().sorted().toList());
    }

    private static Map<String, String> actions(Organisation o) {
        var out = new LinkedHashMap<String, String>();
        for (var action : o.actions()) {
            var fields =
                    action.fields().stream()
                            .map(f -> f.name() + (f.required() ? " (required)" : ""))
                            .toList();
            out.put(action.name(), action.title() + ": " + String.join(", ", fields));
        }
        return out;
    }

    private static Map<String, String> upstreams(Organisation o) {
        var out = new LinkedHashMap<String, String>();
        for (var u : o.upstreams()) {
            out.put(
                    u.name(),
                    u.url()
                            + " in "
                            + u.region()
                            + ", model version "
                            + u.modelVersion()
                            + (u.noTraining()
                                    ? ", does not train on our data"
                                    : ", may train on our data"));
        }
        return out;
    }

    private static Map<String, String> sinks(Organisation o) {
        var out = new LinkedHashMap<String, String>();
        o.sinks().forEach(s -> out.put(s.name(), s.kind() + " in " + s.region()));
        return out;
    }

    private static Map<String, String> baselines(Organisation o) {
        var out = new LinkedHashMap<String, String>();
        o.baselines()
                .forEach(b ->
                        out.put(
                                b.workflow(),
                                b.minutes().toPlainString() + " minutes by " + b.method()));
        return out;
    }

    private static Map<String, String> kpis(Organisation o) {
        var out = new LinkedHashMap<String, String>();
        o.kpis()
                .forEach(k ->
                        out.put(
                                k.id(),
                                "%s, %s, %s is better, from %s, %s"
                                        .formatted(
                                                k.title(),
                                                k.definition(),
                                                word(k.better()),
                                                k.figure().orElse(k.source()),
                                                k.baseline()
                                                        .map(OrganisationDiff::baseline)
                                                        .orElse("no baseline"))));
        return out;
    }

    private static String baseline(KpiSpec.Before b) {
        return "baseline %s from %s to %s"
                .formatted(
                        b.value().map(BigDecimal::toPlainString).orElse("counted"),
                        b.from(),
                        b.to());
    }

    private static Map<String, String> plain(Organisation o) {
        var s = o.settings();
        var out = new LinkedHashMap<String, String>();
        out.put("name", o.name());
        out.put("time_zone", o.zone().getId());
        out.put("regions", String.join(", ", o.regions()));
        out.put("redaction.profile", word(o.redaction().profile()));
        out.put("redaction.also", texts(o.redaction().also()));
        out.put("redaction.never", texts(o.redaction().never()));
        out.put("settings.below_threshold", word(s.belowThreshold()));
        out.put("settings.contains_reads", word(s.containsReads()));
        out.put("settings.contains_match", word(s.containsMatch()));
        out.put("settings.approver_aliases", pairs(s.approverAliases()));
        out.put("settings.personal_data_zone", word(s.personalDataZone()));
        out.put("settings.review_is_global", String.valueOf(s.reviewIsGlobal()));
        out.put("settings.training_window_days", String.valueOf(s.trainingWindowDays()));
        out.put("settings.adoption_window_days", String.valueOf(s.adoptionWindowDays()));
        out.put("settings.adoption_denominator", s.adoptionDenominator());
        out.put("settings.track_roles", pairs(s.trackRoles()));
        out.put("settings.tool_prompts", pairs(s.toolPrompts()));
        out.put("settings.quiz_attempts", word(s.quizAttempts()));
        out.put("settings.certificate_days", String.valueOf(s.certificateDays()));
        out.put("settings.audit_share", s.auditShare().toPlainString());
        out.put("settings.confidence_required", word(s.confidenceRequired()));
        return out;
    }

    private static String texts(Set<String> texts) {
        return texts.isEmpty() ? "nothing" : String.join(", ", new TreeSet<>(texts));
    }

    private static String pairs(Map<String, String> map) {
        return map.isEmpty() ? "nothing" : Objects.toString(new java.util.TreeMap<>(map));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT);
    }
}
