package dev.countersign.lrs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.lrs.rule.Json;
import dev.countersign.lrs.rule.Keys;
import dev.countersign.storage.Tx;
import java.util.Optional;

/// The table lrs_definition: what is known of an activity, from all statements about it.
final class DefinitionStore {
    // What is said in a thousand languages is no longer kept together.
    private static final int MOST_CHARACTERS = 64 * 1024;

    /// Adds what a statement says of an activity: texts by language and extensions come together,
    /// of everything else the last said counts.
    void learn(Tx tx, ObjectNode activity) {
        if (!(activity.path("definition") instanceof ObjectNode said) || said.isEmpty()) {
            return;
        }
        var iri = activity.path("id").asText();
        var known = definition(tx, iri).orElseGet(JsonNodeFactory.instance::objectNode);
        var merged = known.deepCopy();
        for (var property : said.properties()) {
            if (property.getValue() instanceof ObjectNode more
                    && merged.path(property.getKey()) instanceof ObjectNode before) {
                before.setAll(more);
            } else {
                merged.set(property.getKey(), property.getValue().deepCopy());
            }
        }
        var text = merged.toString();
        if (merged.equals(known) || text.length() > MOST_CHARACTERS) {
            return;
        }
        tx.jdbi()
                .createUpdate(
                        """
                        INSERT INTO lrs_definition (activity_key, activity, definition)
                        VALUES (:key, :activity, :definition)
                        ON CONFLICT (activity_key) DO UPDATE SET definition = excluded.definition
                        """)
                .bind("key", Keys.of(iri))
                .bind("activity", iri)
                .bind("definition", text)
                .execute();
    }

    /// The activity with everything that is known of it.
    ObjectNode activity(Tx tx, String iri) {
        var out =
                JsonNodeFactory.instance.objectNode().put("objectType", "Activity").put("id", iri);
        definition(tx, iri).ifPresent(d -> out.set("definition", d));
        return out;
    }

    private Optional<ObjectNode> definition(Tx tx, String iri) {
        return tx.jdbi()
                .createQuery("SELECT definition FROM lrs_definition WHERE activity_key = :key")
                .bind("key", Keys.of(iri))
                .mapTo(String.class)
                .findOne()
                .map(text -> (ObjectNode) Json.kept(text));
    }
}
