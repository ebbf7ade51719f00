package dev.countersign.lrs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.kernel.Digests;
import dev.countersign.lrs.Prepared.Attachment;
import dev.countersign.lrs.StatementStore.Row;
import dev.countersign.lrs.rule.ActorRules;
import dev.countersign.lrs.rule.Faults;
import dev.countersign.lrs.rule.Formats;
import dev.countersign.lrs.rule.Json;
import dev.countersign.lrs.rule.Keys;
import dev.countersign.lrs.rule.Multipart;
import dev.countersign.lrs.rule.Shown;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reading `/statements`: one, a page, the next page.
final class StatementQueries {
    private static final String MORE = "/statements/more/";
    private static final int MOST = 100;

    /// A page ends when it has so much, whatever its limit: it is made in memory.
    private static final long MOST_BYTES = 8L * 1024 * 1024;

    private static final String[] PARAMETERS = {
        "statementId",
        "voidedStatementId",
        "agent",
        "verb",
        "activity",
        "registration",
        "related_activities",
        "related_agents",
        "since",
        "until",
        "limit",
        "format",
        "attachments",
        "ascending"
    };

    private final Storage storage;
    private final StatementStore store;
    private final FilterStore filters;
    private final DefinitionStore definitions;

    StatementQueries(
            Storage storage,
            StatementStore store,
            FilterStore filters,
            DefinitionStore definitions) {
        this.storage = storage;
        this.store = store;
        this.filters = filters;
        this.definitions = definitions;
    }

    /// What a page is made of.
    private record Page(List<ObjectNode> statements, List<Attachment> attachments, long last) {}

    /// @throws dev.countersign.kernel.ProblemException 400 or 404
    Reply serve(Ask ask) {
        if (ask.path().startsWith(MORE)) {
            ask.only();
            return page(ask, Cursor.read(ask.path().substring(MORE.length())));
        }
        ask.only(PARAMETERS);
        var id = ask.param("statementId");
        var voided = ask.param("voidedStatementId");
        if (id.isPresent() || voided.isPresent()) {
            if (id.isPresent() && voided.isPresent()) {
                throw Faults.one("voidedStatementId", "goes not with statementId");
            }
            ask.only("statementId", "voidedStatementId", "format", "attachments");
            return one(ask, id.or(() -> voided).orElseThrow(), voided.isPresent());
        }
        return page(ask, new Cursor(ask.params(), 0));
    }

    /// Where the next page begins: the question, and after which statement.
    private record Cursor(Map<String, String> params, long after) {
        String written() {
            var node = JsonNodeFactory.instance.objectNode().put("after", after);
            var asked = node.putObject("asked");
            params.forEach(asked::put);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(node.toString().getBytes(StandardCharsets.UTF_8));
        }

        static Cursor read(String text) {
            JsonNode node;
            try {
                node = Json.read("more", Base64.getUrlDecoder().decode(text));
            } catch (IllegalArgumentException e) {
                throw Faults.one("more", "is not a link that this server gave");
            }
            var params = new LinkedHashMap<String, String>();
            node.path("asked")
                    .properties()
                    .forEach(p -> params.put(p.getKey(), p.getValue().asText()));
            var again = new Ask("GET", "", params, Map.of(), new byte[0]);
            again.only(PARAMETERS);
            return new Cursor(params, Math.max(0, node.path("after").asLong()));
        }
    }

    private Reply one(Ask ask, String id, boolean voided) {
        if (!Formats.isUuid(id)) {
            throw Faults.one("statementId", "is `" + id + "`, not a UUID");
        }
        var form = form(ask.param("format"));
        var attachments = bool(ask.param("attachments"), "attachments");
        return storage.read(tx -> {
            var row =
                    store.find(tx, id.toLowerCase(Locale.ROOT))
                            .filter(r -> r.voided() == voided)
                            .orElseThrow(() ->
                                    StatementResource.notThere(
                                                    "no statement `"
                                                            + id
                                                            + "` is stored"
                                                            + (voided ? " and voided" : ""))
                                            .asException());
            var shown = shown(tx, ask).as(form, row.statement());
            var reply =
                    attachments
                            ? mixed(shown, store.attachments(tx, row.seq()))
                            : Reply.json(200, shown);
            return reply.modified(row.storedAt());
        });
    }

    private Reply page(Ask ask, Cursor cursor) {
        var asked = new Ask("GET", "", cursor.params(), ask.headers(), new byte[0]);
        var filter = filter(asked).after(cursor.after());
        var form = form(asked.param("format"));
        var attachments = bool(asked.param("attachments"), "attachments");
        return storage.read(tx -> {
            var rows = filters.find(tx, filter);
            var page = page(tx, rows, filter.limit(), attachments);
            var shown = shown(tx, ask);
            var result = JsonNodeFactory.instance.objectNode();
            var list = result.putArray("statements");
            page.statements().forEach(s -> list.add(shown.as(form, s)));
            var more = page.statements().size() < rows.size();
            result.put(
                    "more",
                    more
                            ? LearningRecords.PATH
                                    + MORE
                                    + new Cursor(cursor.params(), page.last()).written()
                            : "");
            var reply = attachments ? mixed(result, page.attachments()) : Reply.json(200, result);
            return rows.isEmpty() ? reply : reply.modified(newest(rows));
        });
    }

    private static java.time.Instant newest(List<Row> rows) {
        return rows.stream()
                .map(Row::storedAt)
                .max(java.util.Comparator.naturalOrder())
                .orElseThrow();
    }

    private Page page(Tx tx, List<Row> rows, int limit, boolean attachments) {
        var statements = new ArrayList<ObjectNode>();
        var contents = new LinkedHashMap<String, Attachment>();
        var bytes = 0L;
        var last = 0L;
        for (var row : rows.subList(0, Math.min(limit, rows.size()))) {
            var own = attachments ? store.attachments(tx, row.seq()) : List.<Attachment>of();
            bytes += row.body().length() + own.stream().mapToLong(a -> a.content().length).sum();
            if (!statements.isEmpty() && bytes > MOST_BYTES) {
                break;
            }
            statements.add(row.statement());
            own.forEach(a -> contents.putIfAbsent(a.sha2(), a));
            last = row.seq();
        }
        return new Page(statements, List.copyOf(contents.values()), last);
    }

    private Shown shown(Tx tx, Ask ask) {
        return new Shown(
                ask.header("accept-language").orElse(""), iri -> definitions.activity(tx, iri));
    }

    /// @throws dev.countersign.kernel.ProblemException 400
    private static Filter filter(Ask ask) {
        var agent =
                ask.param("agent")
                        .map(text -> {
                            var node = Json.read("agent", text);
                            return agentKey(node);
                        });
        var registration = ask.param("registration").map(r -> r.toLowerCase(Locale.ROOT));
        registration
                .filter(r -> !Formats.isUuid(r))
                .ifPresent(r -> {
                    throw Faults.one("registration", "is `" + r + "`, not a UUID");
                });
        return new Filter(
                agent,
                bool(ask.param("related_agents"), "related_agents"),
                iri(ask, "verb").map(Keys::of),
                iri(ask, "activity").map(Keys::of),
                bool(ask.param("related_activities"), "related_activities"),
                registration,
                StatementResource.time(ask, "since"),
                StatementResource.time(ask, "until"),
                bool(ask.param("ascending"), "ascending"),
                limit(ask),
                0);
    }

    private static String agentKey(JsonNode node) {
        var faults = new Faults();
        ActorRules.identified("agent", node, faults);
        faults.throwIfAny();
        return Keys.agent(node).orElseThrow(() -> Faults.one("agent", "has no identifier"));
    }

    static Optional<String> iri(Ask ask, String name) {
        return ask.param(name)
                .map(iri -> {
                    if (!Formats.isIri(iri)) {
                        throw Faults.one(name, "is `" + iri + "`, not an IRI with its scheme");
                    }
                    return iri;
                });
    }

    private static int limit(Ask ask) {
        var text = ask.param("limit").orElse("0");
        if (!text.matches("\\d{1,9}")) {
            throw Faults.one("limit", "is `" + text + "`, not a whole number from 0");
        }
        var wanted = Integer.parseInt(text);
        return wanted == 0 ? MOST : Math.min(wanted, MOST);
    }

    private static boolean bool(Optional<String> value, String name) {
        return switch (value.orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Faults.one(name, "is `" + value.get() + "`, not true or false");
        };
    }

    private static Shown.Form form(Optional<String> value) {
        return switch (value.orElse("exact")) {
            case "exact" -> Shown.Form.EXACT;
            case "ids" -> Shown.Form.IDS;
            case "canonical" -> Shown.Form.CANONICAL;
            default ->
                    throw Faults.one(
                            "format", "is `" + value.get() + "`, not exact, ids or canonical");
        };
    }

    private static Reply mixed(ObjectNode json, List<Attachment> attachments) {
        var sections = new ArrayList<Multipart.Section>();
        var text = json.toString().getBytes(StandardCharsets.UTF_8);
        sections.add(new Multipart.Section(Map.of("Content-Type", "application/json"), text));
        var all = new StringBuilder(Digests.hex(text));
        for (var a : attachments) {
            all.append(a.sha2());
            var headers = new LinkedHashMap<String, String>();
            headers.put("Content-Type", a.contentType());
            headers.put("Content-Transfer-Encoding", "binary");
            headers.put("X-Experience-API-Hash", a.sha2());
            sections.add(new Multipart.Section(headers, a.content()));
        }
        // Nobody can write a content that has the digest of itself in it.
        var boundary = "countersign-" + Digests.hex(all.toString()).substring(0, 32);
        return new Reply(
                200,
                Map.of("content-type", "multipart/mixed; boundary=" + boundary),
                Multipart.write(boundary, sections));
    }
}
