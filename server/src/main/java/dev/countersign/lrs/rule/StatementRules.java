package dev.countersign.lrs.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.BiPredicate;

/// What a statement must look like.
public final class StatementRules {
    public static final String VOIDED = "http://adlnet.gov/expapi/verbs/voided";

    private final Version version;

    private StatementRules(Version version) {
        this.version = version;
    }

    /// @param path where it stands, for example `statements[3]`
    public static void check(Version version, String path, JsonNode statement, Faults faults) {
        Part.of(path, statement, faults).ifPresent(new StatementRules(version)::statement);
    }

    private void statement(Part part) {
        part.only(
                        "id",
                        "actor",
                        "verb",
                        "object",
                        "result",
                        "context",
                        "timestamp",
                        "stored",
                        "authority",
                        "version",
                        "attachments")
                .require("actor", "verb", "object")
                .uuid("id")
                .time("stored")
                .matching(
                        "version",
                        v -> version.covers(v) || version == Version.V2 && Version.V1.covers(v),
                        "a version such as " + version.ofStatements());
        part.child("authority", ActorRules::authority);
        body(part, true);
        if (part.node().path("verb").path("id").asText().equals(VOIDED)
                && !part.node().path("object").path("objectType").asText().equals("StatementRef")) {
            part.faults().at(part.at("object"), "is not a StatementRef, which voiding needs");
        }
    }

    /// What a statement and the one inside it have in common.
    private void body(Part part, boolean outer) {
        part.time("timestamp");
        part.child("actor", ActorRules::actor);
        part.child(
                "verb",
                verb -> verb.only("id", "display").require("id").iri("id").languages("display"));
        part.child("object", object -> object(object, outer));
        part.child("result", StatementRules::result);
        part.child("context", context -> context(context, isActivity(part)));
        part.each("attachments", StatementRules::attachment);
    }

    private static boolean isActivity(Part part) {
        return List.of("", "Activity")
                .contains(part.node().path("object").path("objectType").asText(""));
    }

    private void object(Part part, boolean outer) {
        var type = part.has("objectType") ? part.text("objectType") : "Activity";
        switch (type) {
            case "Activity" -> ActivityRules.activity(part);
            case "Agent", "Group" -> ActorRules.actor(part);
            case "StatementRef" -> reference(part);
            case "SubStatement" -> {
                if (!outer) {
                    part.faults().at(part.path(), "is a SubStatement inside another");
                    return;
                }
                part.only(
                                "objectType",
                                "actor",
                                "verb",
                                "object",
                                "result",
                                "context",
                                "timestamp",
                                "attachments")
                        .require("actor", "verb", "object");
                body(part, false);
            }
            default ->
                    part.oneOf(
                            "objectType",
                            "Activity",
                            "Agent",
                            "Group",
                            "SubStatement",
                            "StatementRef");
        }
    }

    private static void reference(Part part) {
        part.only("objectType", "id")
                .require("objectType", "id")
                .oneOf("objectType", "StatementRef")
                .uuid("id");
    }

    private static void result(Part part) {
        part.only("score", "success", "completion", "response", "duration", "extensions")
                .bool("success")
                .bool("completion")
                .string("response")
                .matching("duration", Formats::isDuration, "a duration (ISO 8601) such as PT5M")
                .extensions("extensions");
        part.child("score", StatementRules::score);
    }

    private static void score(Part part) {
        part.only("scaled", "raw", "min", "max")
                .number("scaled")
                .number("raw")
                .number("min")
                .number("max");
        part.decimal("scaled")
                .filter(s -> s.abs().compareTo(BigDecimal.ONE) > 0)
                .ifPresent(_ -> part.faults().at(part.at("scaled"), "is not from -1 to 1"));
        order(part, "min", "max", (min, max) -> min.compareTo(max) < 0, "below");
        order(part, "min", "raw", (min, raw) -> min.compareTo(raw) <= 0, "at most");
        order(part, "raw", "max", (raw, max) -> raw.compareTo(max) <= 0, "at most");
    }

    private static void order(
            Part part,
            String low,
            String high,
            BiPredicate<BigDecimal, BigDecimal> right,
            String word) {
        var a = part.decimal(low);
        var b = part.decimal(high);
        if (a.isPresent() && b.isPresent() && !right.test(a.get(), b.get())) {
            part.faults().at(part.at(low), "is not " + word + " `" + high + "`");
        }
    }

    private void context(Part part, boolean ofActivity) {
        var common =
                List.of(
                        "registration",
                        "instructor",
                        "team",
                        "contextActivities",
                        "revision",
                        "platform",
                        "language",
                        "statement",
                        "extensions");
        var known = new java.util.ArrayList<>(common);
        if (version == Version.V2) {
            known.addAll(List.of("contextAgents", "contextGroups"));
        }
        part.only(known.toArray(String[]::new))
                .uuid("registration")
                .string("revision")
                .string("platform")
                .matching("language", Formats::isLanguage, "a language tag (RFC 5646)")
                .extensions("extensions");
        if (!ofActivity) {
            for (var name : List.of("revision", "platform")) {
                if (part.has(name)) {
                    part.faults().at(part.at(name), "is only for an object that is an activity");
                }
            }
        }
        part.child("instructor", ActorRules::actor);
        part.child("team", ActorRules::group);
        part.child("statement", StatementRules::reference);
        part.child("contextActivities", StatementRules::contextActivities);
        if (version == Version.V2) {
            part.each("contextAgents", a -> relevant(a, "contextAgent", "agent"));
            part.each("contextGroups", g -> relevant(g, "contextGroup", "group"));
        }
    }

    private static void relevant(Part part, String type, String who) {
        part.only("objectType", who, "relevantTypes")
                .require("objectType", who)
                .oneOf("objectType", type)
                .strings("relevantTypes", Formats::isIri, "an array of IRIs");
        if (part.has("relevantTypes") && part.node().path("relevantTypes").isEmpty()) {
            part.faults().at(part.at("relevantTypes"), "is empty; leave it out");
        }
        part.child(who, who.equals("agent") ? ActorRules::agent : ActorRules::group);
    }

    private static void contextActivities(Part part) {
        part.only("parent", "grouping", "category", "other");
        for (var name : List.of("parent", "grouping", "category", "other")) {
            if (part.node().path(name).isArray()) {
                part.each(name, ActivityRules::activity);
            } else {
                part.child(name, ActivityRules::activity);
            }
        }
    }

    private static void attachment(Part part) {
        part.only("usageType", "display", "description", "contentType", "length", "sha2", "fileUrl")
                .require("usageType", "display", "contentType", "length", "sha2")
                .iri("usageType")
                .languages("display")
                .languages("description")
                .matching("contentType", Formats::isMediaType, "a media type such as text/plain")
                .count("length")
                .matching("sha2", Formats::isSha2, "a SHA-2 in hex")
                .iri("fileUrl");
    }
}
