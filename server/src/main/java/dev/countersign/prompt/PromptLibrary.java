package dev.countersign.prompt;

import dev.countersign.kernel.Problem;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every prompt that anyone may run. Threads may share it.
public final class PromptLibrary {
    private final Storage storage;
    private final Ledger ledger;
    private final InstantSource clock;
    private final PromptStore store = new PromptStore();
    private volatile Map<String, Prompt> live = Map.of();

    public PromptLibrary(Storage storage, Ledger ledger, InstantSource clock) {
        this.storage = storage;
        this.ledger = ledger;
        this.clock = clock;
        refresh();
    }

    /// Reads which versions are live anew; one at a time, so that the newest reading stays.
    public synchronized void refresh() {
        live =
                storage.read(tx -> {
                    var fresh = new HashMap<String, Prompt>();
                    store.live(tx).forEach(p -> fresh.put(p.name(), p));
                    return Map.copyOf(fresh);
                });
    }

    /// The live version of a prompt. Does not block.
    public Optional<Prompt> live(String name) {
        return Optional.ofNullable(live.get(name));
    }

    public Collection<Prompt> live() {
        return live.values();
    }

    public List<String> names() {
        return storage.read(store::names);
    }

    /// Newest first.
    public List<Prompt> versions(String name) {
        return storage.read(tx -> store.versions(tx, name));
    }

    /// MUST be called in the transaction that records the use of a prompt.
    ///
    /// @throws dev.countersign.kernel.ProblemException with status 409 where another version is
    ///   live
    public void revalidate(Tx tx, Prompt prompt) throws SQLException {
        var now = store.liveVersion(tx, prompt.name());
        if (now.isEmpty() || now.getAsInt() != prompt.version()) {
            throw new Problem(
                            409,
                            "prompt-changed",
                            "The prompt changed",
                            "`" + prompt.reference() + "` stopped being live during this request",
                            "send the request again")
                    .asException();
        }
    }

    /// Adds the next version. Its number and creation are filled in here; an unchanged text gives
    /// the version that is already there.
    public Prompt publish(Prompt draft, String by) {
        return storage.writeAndWait(tx -> {
            var versions = store.versions(tx, draft.name());
            if (!versions.isEmpty() && versions.getFirst().digest().equals(draft.digest())) {
                return versions.getFirst();
            }
            var prompt =
                    new Prompt(
                            draft.name(),
                            store.nextVersion(tx, draft.name()),
                            draft.kind(),
                            draft.owner(),
                            draft.summary(),
                            draft.text(),
                            draft.upstream(),
                            draft.model(),
                            draft.modelVersion(),
                            draft.recipe(),
                            draft.streaming(),
                            clock.instant(),
                            by);
            store.insert(tx, prompt);
            ledger.append(
                    tx,
                    new Entry(
                            "prompt.published",
                            by,
                            prompt.reference(),
                            Map.of(
                                    "digest",
                                    prompt.digest(),
                                    "model",
                                    prompt.model(),
                                    "model_version",
                                    prompt.modelVersion())));
            return prompt;
        });
    }

    /// Makes a version the one that calls use, and records who did so.
    public void activate(String name, int version, String by) {
        storage.writeAndWait(tx -> {
            activate(tx, name, version, by);
            return true;
        });
        refresh();
    }

    /// As [#activate], in the caller's transaction. Whoever follows the ledger refreshes
    /// afterwards.
    public void activate(Tx tx, String name, int version, String by) {
        if (store.versions(tx, name).stream().noneMatch(p -> p.version() == version)) {
            throw unknown(name, version);
        }
        store.makeLive(tx, name, version, clock.instant(), by);
        ledger.append(tx, new Entry("prompt.activated", by, name + "@" + version, Map.of()));
    }

    /// Whether this version is live, asked in the transaction that depends on it.
    public boolean isLive(Tx tx, String name, int version) throws SQLException {
        var now = store.liveVersion(tx, name);
        return now.isPresent() && now.getAsInt() == version;
    }

    public static RuntimeException unknown(String name, int version) {
        return new Problem(
                        404,
                        "unknown-prompt-version",
                        "No such version",
                        "prompt `" + name + "` has no version " + version,
                        "publish it first")
                .asException();
    }
}
