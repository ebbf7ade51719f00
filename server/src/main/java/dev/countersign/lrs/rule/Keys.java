package dev.countersign.lrs.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.kernel.Digests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// By what agents, activities and verbs are found again: a digest, so that the longest is found as
/// fast as the shortest.
public final class Keys {
    private Keys() {}

    public static String of(String iri) {
        return Digests.hex(iri);
    }

    /// The key of an agent or identified group; empty for an anonymous group.
    public static Optional<String> agent(JsonNode agent) {
        for (var name : ActorRules.IDENTIFIERS) {
            var value = agent.path(name);
            if (value.isTextual()) {
                var text = value.textValue();
                return Optional.of(
                        Digests.hex(
                                name
                                        + " "
                                        + (name.startsWith("mbox")
                                                ? text.toLowerCase(Locale.ROOT)
                                                : text)));
            }
            if (value.isObject()) {
                // A home page has no space: nothing else has the same key.
                return Optional.of(
                        Digests.hex(
                                "account "
                                        + value.path("homePage").asText()
                                        + " "
                                        + value.path("name").asText()));
            }
        }
        return Optional.empty();
    }

    public static ObjectNode mbox(String mailto) {
        return JsonNodeFactory.instance.objectNode().put("mbox", mailto);
    }

    /// As those say it who do not want to say an address.
    public static ObjectNode mboxDigest(String mailto) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            var digest = sha1.digest(mailto.getBytes(StandardCharsets.UTF_8));
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("mbox_sha1sum", HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    public static ObjectNode account(String homePage, String name) {
        var agent = JsonNodeFactory.instance.objectNode().put("objectType", "Agent");
        agent.putObject("account").put("homePage", homePage).put("name", name);
        return agent;
    }
}
