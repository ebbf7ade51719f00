package dev.countersign.bundle;

import dev.countersign.kernel.Finding;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.policy.Facts;
import dev.countersign.policy.Policies;
import dev.countersign.policy.Policy;
import dev.countersign.policy.PolicySet;
import dev.countersign.policy.PolicyVerdict;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/// The versions of the policies, the one in force, and what it says. Threads may share it.
public final class Bundles {
    public static final List<String> MAY_PROPOSE =
            List.of("policy_team", "programme_manager", "administrator");

    private static final int MAX_FILES = 5_000;
    private static final int MAX_CHARACTERS = 10_000_000;
    private static final int SHOWN_FINDINGS = 50;

    /// The envelope's `valid`, with the indented lines below it.
    private static final Pattern WHEN = Pattern.compile("(?m)^valid:.*\\R?(?:^[ \\t]+.*\\R?)*");

    private static final Duration TRIED = Duration.ofDays(90);
    private static final int TRIED_MOST = 20_000;

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final InstantSource clock;
    private final BundleStore store = new BundleStore();
    private final List<JudgedListener> listeners = new CopyOnWriteArrayList<>();
    private volatile Optional<Bundle> inForce = Optional.empty();

    public Bundles(Storage storage, Ledger ledger, People people, InstantSource clock) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.clock = clock;
        refresh();
    }

    /// Reads which bundle is in force anew; one at a time, so that the newest reading stays.
    public synchronized void refresh() {
        var id = storage.read(store::inForce);
        if (id.isPresent() && inForce.filter(b -> b.id().equals(id.get())).isEmpty()) {
            inForce = find(id.get());
        }
    }

    /// Does not block.
    public Optional<Bundle> inForce() {
        return inForce;
    }

    public boolean isInForce(Tx tx, String id) {
        return store.inForce(tx).filter(id::equals).isPresent();
    }

    public Optional<Bundle> find(String id) {
        return storage.read(tx -> store.find(tx, id));
    }

    /// Which bundle was in force from when, newest first.
    public List<Turn> turns() {
        return storage.read(store::turns).stream()
                .map(t -> new Turn(t.bundle(), t.since(), t.by()))
                .toList();
    }

    public record Turn(String bundle, Instant since, String by) {}

    /// What the policies in force say; empty where none are.
    public Optional<PolicyVerdict> judge(Facts facts, Instant at) {
        return inForce.map(b -> b.set().policies().judge(facts, at));
    }

    public void listen(JudgedListener listener) {
        listeners.add(listener);
    }

    public void record(Tx tx, Judged judged) {
        store.judged(tx, judged);
        listeners.forEach(listener -> listener.judged(tx, judged));
    }

    public Optional<Judged> ofSource(Tx tx, String source, String sourceId) {
        return store.ofSource(tx, source, sourceId);
    }

    /// What was said of a case when it came in.
    public Optional<Judged> ofCase(String caseId) {
        return storage.read(tx -> store.ofCase(tx, caseId));
    }

    /// The facts of which a case was judged.
    public Optional<Facts> factsOf(String caseId) {
        return storage.read(tx -> store.ofCase(tx, caseId)).map(Judged::facts);
    }

    /// The newest verdicts in which a policy spoke.
    public List<Judged> of(String policy, int most) {
        return storage.read(tx -> store.of(tx, policy, most));
    }

    public List<Judged> between(Instant from, Instant to, int most) {
        return storage.read(tx -> store.between(tx, from, to, most));
    }

    /// The exceptions of the last 90 days, at most 20,000 of them, under another bundle.
    public Trial trial(Bundle candidate) {
        var now = clock.instant();
        return Trial.of(
                candidate.set().policies(),
                between(now.minus(TRIED), now.plusMillis(1), TRIED_MOST));
    }

    /// How often each exemption was used, by its id.
    public Map<String, Integer> uses() {
        return storage.read(store::uses);
    }

    /// Everything wrong with files that somebody would bring into force: the reader's findings, the
    /// files' own cases that come out otherwise, and texts that changed without a new version.
    public List<Finding> wrong(SortedMap<String, String> files) {
        var size = files.values().stream().mapToLong(String::length).sum();
        if (files.isEmpty() || files.size() > MAX_FILES || size > MAX_CHARACTERS) {
            throw problem(
                    422,
                    "policies-size",
                    files.isEmpty()
                            ? "no file came"
                            : files.size() + " files with " + size + " characters came",
                    "send 1 to "
                            + MAX_FILES
                            + " files with at most "
                            + MAX_CHARACTERS
                            + " characters together");
        }
        var set = PolicySet.read(files);
        var out = new ArrayList<>(set.findings());
        if (set.isUsable()) {
            out.addAll(set.failedCases(clock.instant()));
            inForce.ifPresent(was -> out.addAll(unversioned(was, files, set)));
        }
        return out;
    }

    /// Records name a policy by its version, so one version has one text.
    private static List<Finding> unversioned(
            Bundle was, SortedMap<String, String> files, PolicySet set) {
        var out = new ArrayList<Finding>();
        for (var policy : set.policies().all()) {
            var file = set.file(policy);
            var before =
                    was.set().policies().all().stream()
                            .filter(p -> p.named().equals(policy.named()))
                            .findFirst();
            var oldText = before.map(p -> was.files().getOrDefault(was.set().file(p), ""));
            if (oldText.filter(o -> !sameRules(o, files.getOrDefault(file, ""))).isPresent()) {
                out.add(
                        new Finding(
                                file,
                                1,
                                1,
                                Finding.Severity.ERROR,
                                "same-version",
                                "`"
                                        + policy.id()
                                        + "` changed and still calls itself version `"
                                        + policy.version()
                                        + "`",
                                "raise `version`, so that records keep meaning what they meant"));
            }
        }
        return out;
    }

    /// Whether two texts of one version differ at most in when it is valid: that may be changed, so
    /// that a version can be given an end once its successor is there.
    private static boolean sameRules(String one, String other) {
        return rules(one).equals(rules(other));
    }

    private static List<String> rules(String text) {
        return WHEN.matcher(text).replaceAll("").lines().filter(l -> !l.isBlank()).toList();
    }

    /// Keeps a bundle, so that it can be proposed. The same files give the same one.
    ///
    /// @throws ProblemException 403, or 422 with every finding
    public Bundle keep(Identity by, SortedMap<String, String> files) {
        if (!mayPropose(by)) {
            throw problem(
                    403,
                    "not-yours",
                    "policies are changed by " + String.join(", ", MAY_PROPOSE),
                    "write feedback on the policy's page; its owner answers it");
        }
        var wrong =
                wrong(files).stream().filter(f -> f.severity() == Finding.Severity.ERROR).toList();
        if (!wrong.isEmpty()) {
            throw new Problem(
                            422,
                            "policies-wrong",
                            "Nothing changed",
                            wrong.size() == 1
                                    ? "one thing is wrong with the policies"
                                    : wrong.size() + " things are wrong with the policies",
                            wrong.stream().limit(SHOWN_FINDINGS).map(Finding::asLine).toList(),
                            "mend them and send the policies again")
                    .asException();
        }
        var set = PolicySet.read(files);
        var bundle = new Bundle(set.policies().digest(), files, set, by.id(), clock.instant());
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            if (store.find(tx, bundle.id()).isEmpty()) {
                store.insert(tx, bundle);
                ledger.append(
                        tx,
                        new Entry(
                                "policy.kept",
                                by.id(),
                                bundle.id(),
                                Map.of("policies", names(set.policies()))));
            }
            return true;
        });
        return bundle;
    }

    public static boolean mayPropose(Identity by) {
        return by.hasAny(MAY_PROPOSE);
    }

    /// Brings a kept bundle into force, in the caller's unit of work.
    public void activate(Tx tx, String id, String by) {
        var bundle = store.find(tx, id).orElseThrow();
        store.activate(tx, id, clock.instant(), by);
        ledger.append(
                tx,
                new Entry(
                        "policy.activated",
                        by,
                        id,
                        Map.of("policies", names(bundle.set().policies()))));
    }

    /// Brings the first bundle into force, before which none was.
    public void activateFirst(String id, Identity by) {
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            if (store.inForce(tx).isPresent()) {
                throw problem(
                        409,
                        "in-force",
                        "policies are in force already",
                        "propose yours as a change");
            }
            activate(tx, id, by.id());
            return true;
        });
        refresh();
    }

    /// What each version of each policy led to since it came into force.
    public List<Review.Line> review() {
        var now = clock.instant();
        return storage.read(tx -> {
            var spans = new ArrayList<Review.Span>();
            var until = now;
            for (var turn : store.turns(tx)) {
                for (var policy :
                        store.find(tx, turn.bundle()).orElseThrow().set().policies().all()) {
                    Review.Span.of(policy, turn.since(), until).ifPresent(spans::add);
                }
                until = turn.since();
            }
            return Review.of(spans, store.spoken(tx, Instant.EPOCH, now.plusMillis(1)));
        });
    }

    private static List<String> names(Policies policies) {
        return policies.all().stream().map(Bundles::named).toList();
    }

    static String named(Policy policy) {
        return policy.named();
    }

    static ProblemException problem(int status, String code, String detail, String remedy) {
        return new Problem(status, code, "Nothing changed", detail, remedy).asException();
    }
}
