package dev.countersign.lrs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.kernel.Digests;
import dev.countersign.kernel.Problem;
import dev.countersign.lrs.Prepared.Attachment;
import dev.countersign.lrs.rule.Faults;
import dev.countersign.lrs.rule.Json;
import dev.countersign.lrs.rule.Multipart;
import dev.countersign.lrs.rule.Multipart.Section;
import dev.countersign.lrs.rule.Signatures;
import dev.countersign.lrs.rule.StatementRules;
import dev.countersign.lrs.rule.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Reads statements and their attachments from a request's body. Pure, but for the ids it gives.
final class StatementIntake {
    /// So many fit in one unit of work that nobody else waits for long.
    private static final int MOST = 500;

    private final Supplier<String> ids;

    /// @param ids makes a UUID
    StatementIntake(Supplier<String> ids) {
        this.ids = ids;
    }

    /// @param id of a statement that says none itself; empty where it gets a new one
    /// @throws dev.countersign.kernel.ProblemException 400 that names everything wrong, or 413
    List<Prepared> read(Version version, Ask ask, Optional<String> id) {
        return switch (ask.mediaType()) {
            case "application/json" ->
                    prepared(version, Json.read("body", ask.body()), Map.of(), id);
            case "multipart/mixed" -> {
                var sections = Multipart.read(ask.header("content-type").orElse(""), ask.body());
                if (sections.isEmpty() || !isJson(sections.getFirst())) {
                    throw Faults.one("body", "has no first part of type application/json");
                }
                yield prepared(
                        version,
                        Json.read("body", sections.getFirst().content()),
                        contents(sections.subList(1, sections.size())),
                        id);
            }
            default ->
                    throw Faults.one(
                            "Content-Type",
                            "is `"
                                    + ask.mediaType()
                                    + "`, not application/json or multipart/mixed");
        };
    }

    private static boolean isJson(Section section) {
        return section.header("content-type")
                .toLowerCase(Locale.ROOT)
                .replaceFirst("\\s*;.*", "")
                .equals("application/json");
    }

    /// By SHA-2. That a part is what it says is looked at here, once.
    private static Map<String, byte[]> contents(List<Section> sections) {
        var out = new HashMap<String, byte[]>();
        for (var section : sections) {
            var sha2 = section.header("x-experience-api-hash").toLowerCase(Locale.ROOT);
            if (sha2.isEmpty()) {
                throw Faults.one("body", "has a part without X-Experience-API-Hash");
            }
            if (!section.header("content-transfer-encoding").equalsIgnoreCase("binary")) {
                throw Faults.one(
                        "body", "has a part whose Content-Transfer-Encoding is not binary");
            }
            if (sha2.length() == 64 && !Digests.hex(section.content()).equals(sha2)) {
                throw Faults.one(
                        "body", "has a part whose content has not the SHA-2 `" + sha2 + "`");
            }
            out.put(sha2, section.content());
        }
        return out;
    }

    private List<Prepared> prepared(
            Version version, JsonNode body, Map<String, byte[]> contents, Optional<String> id) {
        var many = body.isArray();
        if (many && body.size() > MOST) {
            throw new Problem(
                            413,
                            "too-many-statements",
                            "Too many statements",
                            "the request has "
                                    + body.size()
                                    + " statements; "
                                    + MOST
                                    + " are taken",
                            "send them in parts")
                    .asException();
        }
        var faults = new Faults();
        var nodes = many ? (Iterable<JsonNode>) body : List.of(body);
        var at = 0;
        for (var node : nodes) {
            StatementRules.check(
                    version, many ? "statements[" + at++ + "]" : "statement", node, faults);
        }
        faults.throwIfAny();
        Set<String> used = new HashSet<>();
        var out = new ArrayList<Prepared>();
        at = 0;
        for (var node : nodes) {
            var statement = (ObjectNode) node;
            var path = many ? "statements[" + at++ + "]" : "statement";
            var attachments = attachments(path, statement, contents, used);
            if (!statement.has("id")) {
                statement.put("id", id.orElseGet(ids));
            }
            out.add(Prepared.of(version, statement, attachments));
        }
        if (!used.containsAll(contents.keySet())) {
            throw Faults.one("body", "has a part that no statement declares as an attachment");
        }
        return out;
    }

    private static List<Attachment> attachments(
            String path, ObjectNode statement, Map<String, byte[]> contents, Set<String> used) {
        var out = new HashMap<String, Attachment>();
        attachments(path, statement, statement, contents, out);
        if (statement.path("object").path("objectType").asText().equals("SubStatement")) {
            attachments(path + ".object", statement, statement.path("object"), contents, out);
        }
        used.addAll(out.keySet());
        return List.copyOf(out.values());
    }

    private static void attachments(
            String path,
            ObjectNode statement,
            JsonNode holder,
            Map<String, byte[]> contents,
            Map<String, Attachment> out) {
        var at = 0;
        for (var declared : holder.path("attachments")) {
            var place = path + ".attachments[" + at++ + "]";
            var sha2 = declared.path("sha2").asText().toLowerCase(Locale.ROOT);
            var content = contents.get(sha2);
            var signature = declared.path("usageType").asText().equals(Signatures.USAGE);
            if (content == null) {
                if (!declared.has("fileUrl") || signature) {
                    throw Faults.one(place, "has neither a fileUrl nor a part with its content");
                }
                continue;
            }
            if (signature) {
                Signatures.check(place, statement, declared, content);
            }
            out.put(sha2, new Attachment(sha2, declared.path("contentType").asText(), content));
        }
    }
}
