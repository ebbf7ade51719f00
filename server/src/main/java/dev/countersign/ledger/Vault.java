package dev.countersign.ledger;

import dev.countersign.kernel.Ids;
import dev.countersign.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// Seals values under their keyholder's key, so that erasing the keyholder erases them. A key is
/// made when something is first sealed for its holder. Threads may share it.
public final class Vault {
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
