package dev.countersign.bundle;

import dev.countersign.kernel.Ids;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Entry.Personal;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.policy.Policy;
import dev.countersign.storage.Storage;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes feedback on policies and its answers. Threads may share it.
public final class FeedbackDesk {
    private static final int MIN = 30;
    private static final int MAX = 2_000;

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Bundles bundles;
    private final InstantSource clock;
    private final Ids ids;
    private final FeedbackStore store = new FeedbackStore();

    public FeedbackDesk(
            Storage storage,
            Ledger ledger,
            People people,
            Bundles bundles,
            InstantSource clock,
            Ids ids) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.bundles = bundles;
        this.clock = clock;
        this.ids = ids;
    }

    /// Open first, then newest first.
    public List<Feedback> all() {
        return storage.read(store::all);
    }

    /// @param caseId may be empty
    /// @throws dev.countersign.kernel.ProblemException 404 for an unknown policy, 422 where the
    ///   text is too short to act on, or too long
    public Feedback write(Identity by, String policyId, String text, String caseId) {
        var policy = judged(policy(policyId), caseId.strip());
        var said = text.strip();
        if (said.length() < MIN || said.length() > MAX) {
            throw Bundles.problem(
                    422,
                    "feedback-length",
                    "the feedback has " + said.length() + " characters",
                    "write "
                            + MIN
                            + " to "
                            + MAX
                            + ": what the rule did, what it should do, and for whom");
        }
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            var feedback =
                    new Feedback(
                            ids.next("feedback"),
                            policy.id(),
                            policy.version(),
                            by.id(),
                            said,
                            Optional.of(caseId.strip()).filter(c -> !c.isEmpty()),
                            clock.instant(),
                            Feedback.State.OPEN,
                            Optional.empty());
            store.insert(tx, feedback);
            ledger.append(
                    tx,
                    new Entry(
                            "policy.feedback",
                            by.id(),
                            feedback.id(),
                            Map.of("policy", Bundles.named(policy), "case", caseId.strip()),
                            Map.of("text", new Personal(by.id(), said))));
            return feedback;
        });
    }

    /// Whether this person answers for a policy.
    public boolean mayAnswer(Identity by, Policy policy) {
        return Bundles.mayPropose(by) || by.has(policy.owner());
    }

    /// @param version the version that answers it; empty to decline
    /// @throws dev.countersign.kernel.ProblemException 403, 404, 409 where it was answered before,
    ///   422 where nothing is said
    public void answer(Identity by, String id, String version, String text) {
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            var seen =
                    store.find(tx, id)
                            .orElseThrow(() ->
                                    Bundles.problem(
                                            404,
                                            "unknown-feedback",
                                            "there is no feedback `" + id + "`",
                                            "the review page lists it"));
            if (!mayAnswer(by, policy(seen.policy()))) {
                throw Bundles.problem(
                        403,
                        "not-yours",
                        "feedback on `" + seen.policy() + "` is answered by its owner",
                        "ask `" + policy(seen.policy()).owner() + "`");
            }
            if (text.isBlank()) {
                throw Bundles.problem(
                        422, "no-answer", "nothing was answered", "say what comes of it");
            }
            var to = version.isBlank() ? Feedback.State.DECLINED : Feedback.State.ANSWERED;
            var answer =
                    new Feedback.Answer(version.strip(), text.strip(), by.id(), clock.instant());
            if (!store.answer(tx, id, to, answer)) {
                throw Bundles.problem(
                        409,
                        "answered-before",
                        "somebody answered it already",
                        "open the page again");
            }
            ledger.append(
                    tx,
                    new Entry(
                            "policy.feedback-" + to.name().toLowerCase(java.util.Locale.ROOT),
                            by.id(),
                            id,
                            Map.of("policy", seen.policy(), "version", version.strip()),
                            Map.of("answer", new Personal(by.id(), text.strip()))));
            return true;
        });
    }

    /// The version that spoke of the case, where one is named and it still stands in the bundle.
    private Policy judged(Policy now, String caseId) {
        var spoke = caseId.isEmpty() ? List.<String>of() : spoken(caseId);
        return bundles.inForce().stream()
                .flatMap(b -> b.set().policies().all().stream())
                .filter(p -> p.id().equals(now.id()) && spoke.contains(p.named()))
                .findFirst()
                .orElse(now);
    }

    private List<String> spoken(String caseId) {
        return bundles.ofCase(caseId).map(Judged::policies).orElse(List.of());
    }

    private Policy policy(String id) {
        return bundles.inForce()
                .flatMap(b -> b.set().policies().version(id, clock.instant()))
                .orElseThrow(() ->
                        Bundles.problem(
                                404,
                                "unknown-policy",
                                "there is no policy `" + id + "` in force",
                                "the Policies page lists them"));
    }
}
