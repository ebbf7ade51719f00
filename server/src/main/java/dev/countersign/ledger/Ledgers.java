package dev.countersign.ledger;

import dev.countersign.storage.Storage;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/// Opens the ledger of a store.
public final class Ledgers {
    private Ledgers() {}

    /// Opens the ledger before anything else is written to the store.
    ///
    /// @param keys the directory of the key files; they are made on the first start
    /// @param origin names the log in checkpoints, for example `ledger.example.com`
    public static Ledger open(
            Storage storage, Path keys, String origin, InstantSource clock, SecureRandom random) {
        return new StoredLedger(storage, keys, origin, clock, random);
    }
}
