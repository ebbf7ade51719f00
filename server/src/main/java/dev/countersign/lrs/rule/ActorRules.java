package dev.countersign.lrs.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// Agents and groups.
public final class ActorRules {
    static final List<String> IDENTIFIERS = List.of("mbox", "mbox_sha1sum", "openid", "account");

    private ActorRules() {}

    /// An agent that stands alone, for example in a parameter.
    public static void agent(String path, JsonNode node, Faults faults) {
        Part.of(path, node, faults).ifPresent(ActorRules::agent);
    }

    /// An agent or an identified group that stands alone.
    public static void identified(String path, JsonNode node, Faults faults) {
        Part.of(path, node, faults).ifPresent(ActorRules::actor);
    }

    /// An agent or a group.
    static void actor(Part part) {
        if (part.text("objectType").equals("Group")) {
            group(part);
        } else {
            agent(part);
        }
    }

    static void agent(Part part) {
        part.only("objectType", "name", "mbox", "mbox_sha1sum", "openid", "account")
                .oneOf("objectType", "Agent");
        identified(part, true);
    }

    static void group(Part part) {
        part.only("objectType", "name", "member", "mbox", "mbox_sha1sum", "openid", "account")
                .require("objectType")
                .oneOf("objectType", "Group");
        var anonymous = IDENTIFIERS.stream().noneMatch(part::has);
        identified(part, false);
        if (anonymous && (!part.has("member") || part.node().path("member").isEmpty())) {
            part.faults()
                    .at(part.at("member"), "is missing; a group without identifier has members");
        }
        part.each("member", ActorRules::agent);
    }

    private static void identified(Part part, boolean needed) {
        part.string("name")
                .matching("mbox", Formats::isMailto, "an address such as mailto:a@example.com")
                .matching("mbox_sha1sum", Formats::isSha1, "a SHA-1 in hex")
                .iri("openid");
        part.child(
                "account",
                account ->
                        account.only("homePage", "name")
                                .require("homePage", "name")
                                .iri("homePage")
                                .matching(
                                        "name",
                                        n -> !n.isEmpty() && n.indexOf('\0') < 0,
                                        "a name of at least one character"));
        var identifiers = IDENTIFIERS.stream().filter(part::has).toList();
        if (identifiers.size() > 1) {
            part.faults()
                    .at(
                            part.path(),
                            "has "
                                    + String.join(" and ", identifiers)
                                    + "; exactly one identifies");
        } else if (needed && identifiers.isEmpty()) {
            part.faults().at(part.path(), "has none of " + String.join(", ", IDENTIFIERS));
        }
    }

    /// Who vouches for a statement: an agent, or the two of OAuth.
    static void authority(Part part) {
        actor(part);
        if (part.text("objectType").equals("Group")) {
            if (IDENTIFIERS.stream().anyMatch(part::has)) {
                part.faults()
                        .at(part.path(), "is a group with an identifier; an authority has none");
            }
            if (part.node().path("member").size() != 2) {
                part.faults().at(part.at("member"), "has not exactly two members");
            }
        }
    }
}
