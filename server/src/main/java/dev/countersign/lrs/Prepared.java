package dev.countersign.lrs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.lrs.rule.Keys;
import dev.countersign.lrs.rule.StatementRules;
import dev.countersign.lrs.rule.Statements;
import dev.countersign.lrs.rule.Version;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A valid statement, about to be stored.
///
/// @param sense equal where two statements say the same
/// @param attachments whose content came with it
record Prepared(ObjectNode statement, Version version, String sense, List<Attachment> attachments) {
    /// @param sha2 in lower case
    record Attachment(String sha2, String contentType, byte[] content) {}

    static Prepared of(Version version, ObjectNode statement, List<Attachment> attachments) {
        Statements.normalise(statement);
        return new Prepared(
                statement, version, Statements.sense(statement), List.copyOf(attachments));
    }

    String id() {
        return statement.path("id").asText().toLowerCase(Locale.ROOT);
    }

    String verbKey() {
        return Keys.of(statement.path("verb").path("id").asText());
    }

    Optional<String> registration() {
        return text(statement.path("context").path("registration"));
    }

    /// The statement that this one is about.
    Optional<String> refersTo() {
        var object = statement.path("object");
        return object.path("objectType").asText().equals("StatementRef")
                ? text(object.path("id"))
                : Optional.empty();
    }

    boolean voids() {
        return statement.path("verb").path("id").asText().equals(StatementRules.VOIDED);
    }

    private static Optional<String> text(JsonNode node) {
        return node.isTextual()
                ? Optional.of(node.textValue().toLowerCase(Locale.ROOT))
                : Optional.empty();
    }
}
