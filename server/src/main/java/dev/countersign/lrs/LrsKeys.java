package dev.countersign.lrs;

import dev.countersign.kernel.Digests;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Problem;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// The keys of learning systems: made and ended by administrators. Threads may share it.
///
/// A secret is 256 random bits, so that its SHA-256 can be kept without a salt and nobody finds it.
public final class LrsKeys {
    private static final int MOST_LABEL = 100;

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final InstantSource clock;
    private final Ids ids;
    private final SecureRandom random;
    private final KeyStore store = new KeyStore();

    /// A key at the only moment its secret is readable.
    public record Made(LrsKey key, String secret) {}

    LrsKeys(
            Storage storage,
            Ledger ledger,
            People people,
            InstantSource clock,
            Ids ids,
            SecureRandom random) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.clock = clock;
        this.ids = ids;
        this.random = random;
    }

    public static boolean manages(Identity who) {
        return who.has("administrator");
    }

    /// @throws dev.countersign.kernel.ProblemException 403 or 422
    public Made make(Identity by, String label, boolean mayRead, boolean mayWrite) {
        requireManager(by);
        var name = label.strip();
        if (name.isEmpty() || name.length() > MOST_LABEL || name.indexOf('\0') >= 0) {
            throw refused(
                    422,
                    "key-label",
                    "a key needs a label of 1 to " + MOST_LABEL + " characters",
                    "name the system that gets it");
        }
        if (!mayRead && !mayWrite) {
            throw refused(
                    422,
                    "key-scope",
                    "a key that neither reads nor writes is good for nothing",
                    "choose reading, writing or both");
        }
        var bytes = new byte[32];
        random.nextBytes(bytes);
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var key =
                new LrsKey(
                        ids.next("lrs"),
                        name,
                        mayRead,
                        mayWrite,
                        by.id(),
                        clock.instant(),
                        java.util.Optional.empty());
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            store.insert(tx, key, Digests.hex(secret));
            ledger.append(
                    tx,
                    new Entry(
                            "lrs.key-made",
                            by.id(),
                            key.id(),
                            Map.of("label", name, "read", mayRead, "write", mayWrite)));
            return true;
        });
        return new Made(key, secret);
    }

    /// Ends a key at once.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403, or 404 where none is usable by that id
    public void revoke(Identity by, String id) {
        requireManager(by);
        boolean done =
                storage.writeAndWait(tx -> {
                    people.revalidate(tx, by);
                    var revoked = store.revoke(tx, id, clock.instant());
                    if (revoked) {
                        ledger.append(tx, new Entry("lrs.key-revoked", by.id(), id, Map.of()));
                    }
                    return revoked;
                });
        if (!done) {
            throw refused(
                    404,
                    "unknown-key",
                    "there is no usable key `" + id + "`",
                    "look at the list of keys");
        }
    }

    /// @throws dev.countersign.kernel.ProblemException 403
    public List<LrsKey> all(Identity by) {
        requireManager(by);
        return storage.read(store::all);
    }

    /// Whose credentials these are.
    ///
    /// @param authorization the header, HTTP Basic
    /// @throws dev.countersign.kernel.ProblemException 401
    LrsKey admit(String authorization) {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            throw unknown();
        }
        String pair;
        try {
            pair =
                    new String(
                            Base64.getDecoder().decode(authorization.substring(6).strip()),
                            StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
        var colon = pair.indexOf(':');
        if (colon < 0 || pair.indexOf('\0') >= 0) {
            throw unknown();
        }
        var row =
                storage.read(tx -> store.find(tx, pair.substring(0, colon)))
                        .orElseThrow(LrsKeys::unknown);
        var same =
                MessageDigest.isEqual(
                        Digests.hex(pair.substring(colon + 1)).getBytes(StandardCharsets.US_ASCII),
                        row.secretHash().getBytes(StandardCharsets.US_ASCII));
        if (!same || !row.key().usable()) {
            throw unknown();
        }
        return row.key();
    }

    /// That a key is still good, in the transaction that records its use.
    void revalidate(Tx tx, LrsKey key) throws SQLException {
        if (store.find(tx, key.id()).filter(r -> r.key().usable()).isEmpty()) {
            throw unknown();
        }
    }

    private static RuntimeException unknown() {
        return refused(
                401,
                "lrs-key",
                "the request carries no usable key of a learning system",
                "send HTTP Basic with a key's id and secret; an administrator makes one under"
                        + " /learn/records/keys");
    }

    private static void requireManager(Identity by) {
        if (!manages(by)) {
            throw refused(
                    403,
                    "administrator",
                    "keys of learning systems are made and ended by administrators",
                    "ask one");
        }
    }

    private static RuntimeException refused(int status, String code, String detail, String remedy) {
        return new Problem(status, code, "Not admitted", detail, remedy).asException();
    }
}
