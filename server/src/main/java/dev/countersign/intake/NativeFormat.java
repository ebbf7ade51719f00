package dev.countersign.intake;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.desk.CaseFacts.Severity;
import dev.countersign.policy.Facts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Reads our own JSON form of an exception; whatever is wrong is named, all at once. Pure.
public final class NativeFormat {
    static final Set<String> KNOWN =
            Set.of(
                    "source",
                    "id",
                    "title",
                    "category",
                    "subtype",
                    "severity",
                    "service",
                    "environment",
                    "team",
                    "tags",
                    "rule",
                    "recommendation",
                    "evidence",
                    "facts",
                    "time");

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MAX_TEXT = 2_000;
    private static final int MAX_EVIDENCE = 64 * 1024;
    private static final int MAX_TAGS = 20;

    private NativeFormat() {}

    /// @param exception present exactly where nothing is wrong
    public record Read(java.util.Optional<Incoming> exception, String id, List<String> wrong) {
        public Read {
            wrong = List.copyOf(wrong);
        }
    }

    /// @param source where it names none
    public static Read read(JsonNode node, String source, Taxonomies taxonomies) {
        var wrong = new ArrayList<String>();
        if (!node.isObject()) {
            return new Read(
                    java.util.Optional.empty(), "", List.of("an exception must be an object"));
        }
        for (var field : node.properties()) {
            if (!KNOWN.contains(field.getKey())) {
                wrong.add(
                        "`"
                                + field.getKey()
                                + "` is not known here; put it into `evidence`, or write one of "
                                + String.join(", ", new TreeSet<>(KNOWN)));
            }
        }
        var id = text(node, "id", wrong);
        if (id.isEmpty()) {
            wrong.add("`id` is missing: the source's own, so that a retry is the same exception");
        }
        var service = text(node, "service", wrong);
        var team = text(node, "team", wrong);
        var taxonomy = taxonomies.of(team, service);
        var category = text(node, "category", wrong);
        var subtype = text(node, "subtype", wrong);
        if (!category.isEmpty() || !subtype.isEmpty()) {
            wrong.addAll(taxonomy.wrong(category, subtype));
        }
        var rule = text(node, "rule", wrong);
        var title = text(node, "title", wrong);
        if (rule.isEmpty() && title.isEmpty()) {
            wrong.add("neither `rule` nor `title` says what was stopped");
        }
        var evidence = node.path("evidence");
        if (evidence.toString().length() > MAX_EVIDENCE) {
            wrong.add(
                    "`evidence` has "
                            + evidence.toString().length()
                            + " characters; at most "
                            + MAX_EVIDENCE
                            + " are kept: link to the rest");
        }
        var told = text(node, "source", wrong);
        var read =
                new Incoming(
                        told.isEmpty() ? source : told,
                        id,
                        title.isEmpty() ? rule : title,
                        category,
                        subtype,
                        severity(node, wrong),
                        service,
                        text(node, "environment", wrong),
                        team,
                        tags(node, wrong),
                        rule,
                        text(node, "recommendation", wrong),
                        facts(node.path("facts"), wrong),
                        evidence.isMissingNode() ? JSON.createObjectNode() : evidence,
                        taxonomy);
        return new Read(
                wrong.isEmpty() ? java.util.Optional.of(read) : java.util.Optional.empty(),
                id,
                wrong);
    }

    private static Facts facts(JsonNode node, List<String> wrong) {
        if (node.isMissingNode() || node.isNull()) {
            return Facts.NONE;
        }
        if (!node.isObject()) {
            wrong.add("`facts` must be an object, for example {\"retention_days\": 30}");
            return Facts.NONE;
        }
        try {
            return Facts.of(JSON.convertValue(node, new TypeReference<Map<String, Object>>() {}));
        } catch (IllegalArgumentException e) {
            wrong.add("`facts`: " + e.getMessage() + "; docs/policies.md lists what policies ask");
            return Facts.NONE;
        }
    }

    private static String text(JsonNode node, String name, List<String> wrong) {
        var value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isTextual() && !value.isNumber()) {
            wrong.add("`" + name + "` must be a text");
            return "";
        }
        var text = value.asText().strip();
        if (text.length() > MAX_TEXT) {
            wrong.add(
                    "`"
                            + name
                            + "` has "
                            + text.length()
                            + " characters; at most "
                            + MAX_TEXT
                            + " are kept: put the rest into `evidence`");
        }
        return text;
    }

    private static Severity severity(JsonNode node, List<String> wrong) {
        var text = text(node, "severity", wrong).toUpperCase(Locale.ROOT);
        if (text.isEmpty()) {
            return Severity.P3;
        }
        try {
            return Severity.valueOf(text);
        } catch (IllegalArgumentException e) {
            wrong.add(
                    "`severity` is `"
                            + text
                            + "`; write one of "
                            + Arrays.toString(Severity.values()));
            return Severity.P3;
        }
    }

    private static List<String> tags(JsonNode node, List<String> wrong) {
        var out = new ArrayList<String>();
        for (var tag : node.path("tags")) {
            if (!tag.isTextual() || tag.asText().length() > 60 || tag.asText().contains("\n")) {
                wrong.add("`tags` must be short texts");
                return List.of();
            }
            out.add(tag.asText());
        }
        if (out.size() > MAX_TAGS) {
            wrong.add("`tags` has " + out.size() + " entries; at most " + MAX_TAGS + " are kept");
        }
        return out;
    }
}
