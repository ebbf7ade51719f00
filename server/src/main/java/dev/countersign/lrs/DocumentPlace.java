package dev.countersign.lrs;

import dev.countersign.kernel.Digests;
import dev.countersign.lrs.rule.ActorRules;
import dev.countersign.lrs.rule.Faults;
import dev.countersign.lrs.rule.Formats;
import dev.countersign.lrs.rule.Json;
import dev.countersign.lrs.rule.Keys;
import java.util.Locale;
import java.util.Optional;

/// Where documents lie: of an activity, of an agent, or of both and perhaps one registration.
///
/// @param agent the agent's key; empty where documents are of an activity alone
/// @param registration empty where there is none
record DocumentPlace(Kind kind, String activity, String agent, Optional<String> registration) {
    enum Kind {
        STATE("stateId"),
        ACTIVITY_PROFILE("profileId"),
        AGENT_PROFILE("profileId");

        private final String idParameter;

        Kind(String idParameter) {
            this.idParameter = idParameter;
        }

        String idParameter() {
            return idParameter;
        }
    }

    /// All documents of one place, whatever their registration.
    String groupKey() {
        return Digests.hex(kind + " " + activity + " " + agent);
    }

    String ownerKey() {
        return Digests.hex(groupKey() + " " + registration.orElse(""));
    }

    String documentKey(String id) {
        return Digests.hex(ownerKey() + " " + id);
    }

    /// @throws dev.countersign.kernel.ProblemException 400
    static DocumentPlace of(Kind kind, Ask ask) {
        return switch (kind) {
            case STATE -> {
                ask.only("activityId", "agent", "registration", "stateId", "since");
                yield new DocumentPlace(kind, activity(ask), agent(ask), registration(ask));
            }
            case ACTIVITY_PROFILE -> {
                ask.only("activityId", "profileId", "since");
                yield new DocumentPlace(kind, activity(ask), "", Optional.empty());
            }
            case AGENT_PROFILE -> {
                ask.only("agent", "profileId", "since");
                yield new DocumentPlace(kind, "", agent(ask), Optional.empty());
            }
        };
    }

    private static String activity(Ask ask) {
        ask.require("activityId");
        return StatementQueries.iri(ask, "activityId").orElseThrow();
    }

    private static String agent(Ask ask) {
        var node = Json.read("agent", ask.require("agent"));
        var faults = new Faults();
        ActorRules.agent("agent", node, faults);
        faults.throwIfAny();
        return Keys.agent(node).orElseThrow(() -> Faults.one("agent", "has no identifier"));
    }

    private static Optional<String> registration(Ask ask) {
        return ask.param("registration")
                .map(text -> {
                    if (!Formats.isUuid(text)) {
                        throw Faults.one("registration", "is `" + text + "`, not a UUID");
                    }
                    return text.toLowerCase(Locale.ROOT);
                });
    }
}
