package dev.countersign.lrs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.kernel.Problem;
import dev.countersign.lrs.DocumentPlace.Kind;
import dev.countersign.lrs.rule.Faults;
import dev.countersign.lrs.rule.Json;
import dev.countersign.lrs.rule.Version;
import dev.countersign.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// State and profiles: documents that learning systems keep, with ETags against overwriting each
/// other.
final class DocumentResource {
    private static final int MOST_NAME = 2_000;

    private final Storage storage;
    private final LrsKeys keys;
    private final InstantSource clock;
    private final DocumentStore store;

    DocumentResource(Storage storage, LrsKeys keys, InstantSource clock, DocumentStore store) {
        this.storage = storage;
        this.keys = keys;
        this.clock = clock;
        this.store = store;
    }

    Reply serve(Version version, LrsKey key, Kind kind, Ask ask) {
        var place = DocumentPlace.of(kind, ask);
        var id = ask.param(kind.idParameter());
        id.filter(i -> i.isEmpty() || i.length() > MOST_NAME)
                .ifPresent(_ -> {
                    throw Faults.one(
                            kind.idParameter(), "is not of 1 to " + MOST_NAME + " characters");
                });
        if (id.isPresent() || !ask.reads()) {
            if (ask.param("since").isPresent()) {
                throw Faults.one("since", "goes not with one document");
            }
        }
        return switch (ask.method()) {
            case "GET", "HEAD" -> id.map(i -> one(place, i)).orElseGet(() -> names(place, ask));
            case "PUT", "POST" -> {
                var name = ask.require(kind.idParameter());
                yield write(version, key, kind, place, name, ask);
            }
            case "DELETE" -> delete(key, kind, place, id, ask);
            default -> throw ask.noSuchMethod("GET", "HEAD", "PUT", "POST", "DELETE").asException();
        };
    }

    private Reply one(DocumentPlace place, String id) {
        var found =
                storage.read(tx -> store.find(tx, place, id))
                        .orElseThrow(() ->
                                new Problem(
                                                404,
                                                "no-document",
                                                "There is no such document",
                                                "no document `" + id + "` is stored here",
                                                "leave its id out for the list of those there are")
                                        .asException());
        return new Reply(
                        200,
                        java.util.Map.of("content-type", found.contentType(), "etag", found.etag()),
                        found.content())
                .modified(found.updatedAt());
    }

    private Reply names(DocumentPlace place, Ask ask) {
        var since = StatementResource.time(ask, "since").orElse(Instant.EPOCH);
        var out = JsonNodeFactory.instance.arrayNode();
        var newest =
                storage.read(tx -> {
                    store.names(tx, place, since).forEach(out::add);
                    return store.newest(tx, place);
                });
        var reply = Reply.json(200, out);
        return newest.map(reply::modified).orElse(reply);
    }

    private Reply write(
            Version version, LrsKey key, Kind kind, DocumentPlace place, String id, Ask ask) {
        var sent =
                new Document(
                        id,
                        ask.header("content-type").orElse("application/octet-stream"),
                        ask.body(),
                        Instant.EPOCH);
        if (sent.isJson()) {
            var _ = Json.read("body", sent.content());
        }
        storage.writeAndWait(tx -> {
            keys.revalidate(tx, key);
            var before = store.find(tx, place, id);
            var needed =
                    ask.method().equals("PUT") && (version == Version.V2 || kind != Kind.STATE);
            requireMatch(ask, before, needed);
            if (needed && version == Version.V1 && before.isEmpty() && hasNoCondition(ask)) {
                throw Faults.one(
                        "If-None-Match", "is missing; xAPI 1.0.3 asks for it before a first PUT");
            }
            var wanted = ask.method().equals("POST") ? merged(before, sent) : sent;
            // Later than before, so that whoever asks since then sees the change.
            var at = clock.instant();
            if (before.filter(b -> !b.updatedAt().isBefore(at)).isPresent()) {
                store.put(tx, place, at(wanted, before.get().updatedAt().plusNanos(1_000)));
            } else {
                store.put(tx, place, at(wanted, at));
            }
            return true;
        });
        return Reply.nothing();
    }

    private static Document at(Document document, Instant at) {
        return new Document(document.id(), document.contentType(), document.content(), at);
    }

    private static Document merged(Optional<Document> before, Document sent) {
        if (before.isEmpty()) {
            if (sent.isJson()) {
                var _ = object(sent);
            }
            return sent;
        }
        if (!before.get().isJson() || !sent.isJson()) {
            throw Faults.one(
                    "Content-Type",
                    "is `"
                            + sent.contentType()
                            + "` and the stored document's `"
                            + before.get().contentType()
                            + "`; only JSON is merged into JSON, PUT replaces");
        }
        var out = object(before.get());
        out.setAll(object(sent));
        return new Document(
                sent.id(),
                "application/json",
                out.toString().getBytes(StandardCharsets.UTF_8),
                Instant.EPOCH);
    }

    private static ObjectNode object(Document document) {
        if (Json.read("body", document.content()) instanceof ObjectNode object) {
            return object;
        }
        throw Faults.one("body", "is not a JSON object on both sides, which merging needs");
    }

    private Reply delete(LrsKey key, Kind kind, DocumentPlace place, Optional<String> id, Ask ask) {
        if (id.isEmpty() && kind != Kind.STATE) {
            throw Faults.one(kind.idParameter(), "is missing from the address");
        }
        storage.writeAndWait(tx -> {
            keys.revalidate(tx, key);
            if (id.isEmpty()) {
                store.deleteAll(tx, place);
            } else {
                requireMatch(ask, store.find(tx, place, id.get()), false);
                store.delete(tx, place, id.get());
            }
            return true;
        });
        return Reply.nothing();
    }

    private static boolean hasNoCondition(Ask ask) {
        return ask.header("if-match").isEmpty() && ask.header("if-none-match").isEmpty();
    }

    /// @param needed whether an overwriting must say what it overwrites
    /// @throws dev.countersign.kernel.ProblemException 409 or 412
    private static void requireMatch(Ask ask, Optional<Document> before, boolean needed) {
        var match = ask.header("if-match");
        var none = ask.header("if-none-match");
        if (hasNoCondition(ask)) {
            if (needed && before.isPresent()) {
                throw new Problem(
                                409,
                                "if-match-missing",
                                "It would be overwritten unseen",
                                "the document is stored already, and the request says neither"
                                        + " If-Match nor If-None-Match",
                                "get it, look at it, and send its ETag as If-Match")
                        .asException();
            }
            return;
        }
        var tag = before.map(Document::etag);
        if (match.isPresent() && !names(match.get(), tag)
                || none.isPresent() && names(none.get(), tag)) {
            throw new Problem(
                            412,
                            "changed-meanwhile",
                            "The document is another by now",
                            "the stored document "
                                    + tag.map(t -> "has the ETag " + t).orElse("is not there")
                                    + ", which the request's condition excludes",
                            "get it again and decide anew")
                    .asException();
        }
    }

    /// Whether a list of ETags names this one; `*` names whatever there is.
    private static boolean names(String header, Optional<String> tag) {
        return tag.isPresent()
                && List.of(header.split(",")).stream()
                        .map(String::strip)
                        .anyMatch(
                                t -> t.equals("*") || t.replaceFirst("^W/", "").equals(tag.get()));
    }
}
