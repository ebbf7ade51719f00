package dev.countersign.lrs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.lrs.DocumentPlace.Kind;
import dev.countersign.lrs.rule.ActorRules;
import dev.countersign.lrs.rule.Faults;
import dev.countersign.lrs.rule.Json;
import dev.countersign.lrs.rule.Version;
import dev.countersign.storage.Storage;
import dev.countersign.storage.StorageException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every resource of xAPI behind one door: who asks, in which version, for what. May block.
final class Service {
    static final String VERSION = "x-experience-api-version";
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final Storage storage;
    private final LrsKeys keys;
    private final StatementResource statements;
    private final DocumentResource documents;
    private final DefinitionStore definitions;

    Service(
            Storage storage,
            LrsKeys keys,
            StatementResource statements,
            DocumentResource documents,
            DefinitionStore definitions) {
        this.storage = storage;
        this.keys = keys;
        this.statements = statements;
        this.documents = documents;
        this.definitions = definitions;
    }

    Reply serve(Ask ask) {
        // Before there was this header, there was 0.9; whoever names no version speaks that, and
        // it is in that name that we refuse.
        var named = ask.header(VERSION).map(v -> Version.asked(v).orElse(Version.V2));
        var spoken = named.map(Version::spoken).orElse("0.9");
        try {
            if (AlternateSyntax.isUsed(ask)) {
                return serve(AlternateSyntax.read(ask));
            }
            if (ask.path().equals("/about")) {
                return about(ask).with(VERSION, named.orElse(Version.V2).spoken());
            }
            return answer(ask).with(VERSION, spoken);
        } catch (Exception e) {
            return Reply.of(problem(e)).with(VERSION, spoken);
        }
    }

    /// What whoever asks with no usable key gets, before anything of their body is read.
    ///
    /// @param ask without its body
    Optional<Reply> refused(Ask ask) {
        var named = ask.header(VERSION).map(v -> Version.asked(v).orElse(Version.V2));
        try {
            keys.admit(ask.header("authorization").orElse(""));
            return Optional.empty();
        } catch (Exception e) {
            return Optional.of(
                    Reply.of(problem(e)).with(VERSION, named.map(Version::spoken).orElse("0.9")));
        }
    }

    private Reply answer(Ask ask) {
        var key = keys.admit(ask.header("authorization").orElse(""));
        var version = version(ask);
        if (ask.reads() ? !key.mayRead() : !key.mayWrite()) {
            throw new Problem(
                            403,
                            "key-scope",
                            "Not for this key",
                            "key `" + key.id() + "` only " + key.scope(),
                            "ask an administrator for another key")
                    .asException();
        }
        return switch (ask.path()) {
            case "/statements" -> statements.serve(version, key, ask);
            case "/activities/state" -> documents.serve(version, key, Kind.STATE, ask);
            case "/activities/profile" -> documents.serve(version, key, Kind.ACTIVITY_PROFILE, ask);
            case "/agents/profile" -> documents.serve(version, key, Kind.AGENT_PROFILE, ask);
            case "/activities" -> activity(ask);
            case "/agents" -> person(ask);
            default -> {
                if (ask.path().startsWith("/statements/more/") && ask.reads()) {
                    yield statements.serve(version, key, ask);
                }
                throw new Problem(
                                404,
                                "not-found",
                                "Nothing here",
                                "xAPI has no resource `" + ask.path() + "`",
                                "see docs/xapi.md")
                        .asException();
            }
        };
    }

    private static Version version(Ask ask) {
        var header =
                ask.header(VERSION)
                        .orElseThrow(() ->
                                Faults.one(
                                        "X-Experience-API-Version",
                                        "is missing; send 2.0.0 or 1.0.3"));
        return Version.asked(header)
                .orElseThrow(() ->
                        Faults.one(
                                "X-Experience-API-Version",
                                "is `" + header + "`; spoken are 2.0.x and 1.0.x"));
    }

    private static Reply about(Ask ask) {
        if (!ask.reads()) {
            throw ask.noSuchMethod("GET", "HEAD").asException();
        }
        var out = JsonNodeFactory.instance.objectNode();
        out.putArray("version").add("1.0.0").add("1.0.1").add("1.0.2").add("1.0.3").add("2.0.0");
        out.putObject("extensions");
        return Reply.json(200, out);
    }

    private Reply activity(Ask ask) {
        if (!ask.reads()) {
            throw ask.noSuchMethod("GET", "HEAD").asException();
        }
        ask.only("activityId");
        ask.require("activityId");
        var iri = StatementQueries.iri(ask, "activityId").orElseThrow();
        ObjectNode known = storage.read(tx -> definitions.activity(tx, iri));
        return Reply.json(200, known);
    }

    /// One identifier is never known here to be another's: a person is what was asked for.
    private static Reply person(Ask ask) {
        if (!ask.reads()) {
            throw ask.noSuchMethod("GET", "HEAD").asException();
        }
        ask.only("agent");
        var agent = Json.read("agent", ask.require("agent"));
        var faults = new Faults();
        ActorRules.agent("agent", agent, faults);
        faults.throwIfAny();
        var out = JsonNodeFactory.instance.objectNode().put("objectType", "Person");
        for (var property : agent.properties()) {
            if (!property.getKey().equals("objectType")) {
                JsonNode value = property.getValue();
                out.putArray(property.getKey()).add(value);
            }
        }
        return Reply.json(200, out);
    }

    private static Problem problem(Throwable cause) {
        return switch (cause) {
            case ProblemException e -> e.problem();
            case CompletionException e when e.getCause() != null -> problem(e.getCause());
            case StorageException e ->
                    new Problem(
                            503,
                            "record-unavailable",
                            "Nothing can be recorded right now",
                            String.valueOf(e.getMessage()),
                            "send it again in a moment; the same statement counts once");
            default -> {
                LOG.error("xapi-failed", cause);
                yield new Problem(
                        500,
                        "internal",
                        "Something broke here",
                        "the request could not be carried out",
                        "the operator's log names the cause");
            }
        };
    }
}
