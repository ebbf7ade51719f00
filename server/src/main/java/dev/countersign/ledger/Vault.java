package dev.countersign.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.kernel.Ids;
import dev.countersign.storage.Tx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Seals values under their keyholder's key, so that erasing the keyholder erases them. A key is
/// made when something is first sealed for its holder. Threads may share it.
public final class Vault {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final Sealing sealing;
    private final byte[] wrapping;
    private final KeyholderStore store;

    Vault(SecureRandom random, byte[] wrapping) {
        this.sealing = new Sealing(random);
        this.wrapping = wrapping.clone();
        this.store = new KeyholderStore();
    }

    /// @param keyholder a person's or a call's id
    /// @param context binds the result to its place; [#open] needs the same
    public byte[] seal(Tx tx, String keyholder, byte[] plaintext, byte[] context)
            throws SQLException {
        var key = sealing.derive(keyFor(tx, keyholder), "countersign vault v1", context);
        return sealing.seal(key, plaintext, context);
    }

    /// Empty where the keyholder was erased.
    ///
    /// @throws IllegalStateException where the bytes were changed, sealed in another context, or
    ///   before the keyholder was erased and used again
    public Optional<byte[]> open(Tx tx, String keyholder, byte[] sealed, byte[] context)
            throws SQLException {
        var holder = unwrapped(tx, keyholder);
        if (holder.isEmpty()) {
            return Optional.empty();
        }
        var key = sealing.derive(holder.get(), "countersign vault v1", context);
        return Optional.of(sealing.open(key, sealed, context));
    }

    /// As [#seal], for texts by name; null where there are none.
    public byte @Nullable [] sealTexts(
            Tx tx, String keyholder, Map<String, String> texts, byte[] context)
            throws SQLException {
        if (texts.isEmpty()) {
            return null;
        }
        try {
            return seal(tx, keyholder, JSON.writeValueAsBytes(texts), context);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of texts always has a text", e);
        }
    }

    /// What [#sealTexts] sealed; nothing from nothing, empty where the keyholder was erased.
    public Optional<Map<String, String>> openTexts(
            Tx tx, String keyholder, byte @Nullable [] sealed, byte[] context) throws SQLException {
        if (sealed == null) {
            return Optional.of(Map.of());
        }
        return open(tx, keyholder, sealed, context).map(Vault::texts);
    }

    private static Map<String, String> texts(byte[] json) {
        try {
            return JSON.readValue(json, TEXTS);
        } catch (IOException e) {
            throw new IllegalStateException("sealed texts were written by this class", e);
        }
    }

    /// As [#open], but also empty where the keyholder was erased and has a new key since.
    Optional<byte[]> openIfKept(Tx tx, String keyholder, byte[] sealed, byte[] context)
            throws SQLException {
        try {
            return open(tx, keyholder, sealed, context);
        } catch (IllegalStateException otherKey) {
            return Optional.empty();
        }
    }

    /// Destroys the keyholder's key.
    public void erase(Tx tx, String keyholder) throws SQLException {
        store.delete(tx, keyholder);
    }

    /// Destroys keys whose holder's id has this prefix and was made before an instant.
    long expire(Tx tx, String prefix, Instant before, int most) throws SQLException {
        return store.expire(tx, prefix + "-", Ids.first(prefix, before), most);
    }

    private byte[] keyFor(Tx tx, String keyholder) throws SQLException {
        var known = unwrapped(tx, keyholder);
        if (known.isPresent()) {
            return known.get();
        }
        var key = new byte[32];
        sealing.random().nextBytes(key);
        store.insert(tx, keyholder, sealing.seal(wrapping, key, bytes(keyholder)));
        return key;
    }

    private Optional<byte[]> unwrapped(Tx tx, String keyholder) throws SQLException {
        return store.find(tx, keyholder)
                .map(wrapped -> sealing.open(wrapping, wrapped, bytes(keyholder)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
