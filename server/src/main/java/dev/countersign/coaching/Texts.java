package dev.countersign.coaching;

import dev.countersign.ledger.Vault;
import dev.countersign.people.Identity;
import dev.countersign.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the parts of the module share: texts of people, sealed and measured.
final class Texts {
    static final List<String> MANAGES = List.of("programme_manager", "ops_manager");

    private final Vault vault;

    Texts(Vault vault) {
        this.vault = vault;
    }

    byte @Nullable [] seal(Tx tx, String keyholder, String id, Map<String, String> texts)
            throws SQLException {
        return vault.sealTexts(tx, keyholder, texts, context(id));
    }

    /// Nothing where the keyholder was erased, also where something newer is sealed for them since.
    Map<String, String> open(Tx tx, String keyholder, String id, byte @Nullable [] sealed)
            throws SQLException {
        try {
            return vault.openTexts(tx, keyholder, sealed, context(id)).orElse(Map.of());
        } catch (IllegalStateException erasedSince) {
            return Map.of();
        }
    }

    private static byte[] context(String id) {
        return ("coaching " + id).getBytes(StandardCharsets.UTF_8);
    }

    static boolean manages(Identity who) {
        return who.hasAny(MANAGES);
    }
}
