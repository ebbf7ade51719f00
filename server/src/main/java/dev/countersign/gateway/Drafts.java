package dev.countersign.gateway;

import dev.countersign.kernel.Digests;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.ledger.Entry;
import dev.countersign.people.Identity;
import java.util.Map;
import java.util.Optional;

/// Answers to roles with `human_in_loop` are drafts: each counts once the person who asked has
/// accepted or edited it, and never by itself. What an edit says is not kept, only its digest: it
/// may hold what the masks took out. Threads may share it.
public final class Drafts {
    private static final int MAX_CHARACTERS = 64 * 1024;

    private final GatewayParts parts;
    private final CallStore calls;
    private final DraftStore store = new DraftStore();

    Drafts(GatewayParts parts, CallStore calls) {
        this.parts = parts;
        this.calls = calls;
    }

    public enum How {
        ACCEPTED,
        EDITED,
        DISCARDED
    }

    /// @param changed how many characters the edit is longer or shorter; 0 where nothing was edited
    public record Settled(How how, int changed) {}

    /// Whether answers to this call's role are drafts under the playbook in force.
    public boolean isDraft(CallRecord call) {
        return parts.rulebooks()
                .current()
                .filter(r -> r.humanInLoop().contains(call.role()))
                .isPresent();
    }

    public Optional<Settled> of(String callId) {
        return parts.storage().read(tx -> store.find(tx, callId));
    }

    /// Whether the answer counts as used: it is no draft, or somebody accepted or edited it.
    public boolean counts(CallRecord call) {
        return !isDraft(call) || of(call.id()).filter(s -> s.how() != How.DISCARDED).isPresent();
    }

    /// @param text what is used instead; only read for an edit
    /// @throws ProblemException 404 where it is not the person's own call, 409 where it was not
    ///   released, is no draft or was settled before, 422 for an edit that changes nothing
    public Settled settle(Identity by, String callId, How how, String text) {
        return parts.storage()
                .writeAndWait(tx -> {
                    parts.people().revalidate(tx, by);
                    var call =
                            calls.find(tx, callId)
                                    .filter(c -> c.personId().equals(by.id()))
                                    .orElseThrow(() ->
                                            problem(
                                                    404,
                                                    "you made no call `" + callId + "`",
                                                    "only whoever asked accepts a draft"));
                    if (call.state() != CallState.RELEASED || !isDraft(call)) {
                        throw problem(
                                409,
                                call.state() != CallState.RELEASED
                                        ? "the answer is "
                                                + call.state().stored()
                                                + ", so there is nothing to accept"
                                        : "answers to `" + call.role() + "` are no drafts",
                                "a draft is accepted once it was released");
                    }
                    var proposed = call.answerText().orElse("");
                    if (how == How.EDITED) {
                        check(proposed, text);
                    }
                    var changed = how == How.EDITED ? text.length() - proposed.length() : 0;
                    var settled = new Settled(how, changed);
                    var digest =
                            how == How.EDITED
                                    ? Digests.hex(text)
                                    : how == How.DISCARDED ? "" : call.answerDigest().orElse("");
                    if (!store.insert(
                            tx, callId, by.id(), settled, digest, parts.clock().instant())) {
                        throw problem(
                                409,
                                "this draft was "
                                        + store.find(tx, callId)
                                                .map(s ->
                                                        s.how()
                                                                .name()
                                                                .toLowerCase(java.util.Locale.ROOT))
                                                .orElse("settled")
                                        + " before",
                                "ask again for another one");
                    }
                    parts.ledger()
                            .append(
                                    tx,
                                    new Entry(
                                            "draft."
                                                    + how.name().toLowerCase(java.util.Locale.ROOT),
                                            by.id(),
                                            callId,
                                            Map.of(
                                                    "role", call.role(),
                                                    "prompt", call.promptReference(),
                                                    "proposed_digest",
                                                            call.answerDigest().orElse(""),
                                                    "final_digest", digest)));
                    return settled;
                });
    }

    private static void check(String proposed, String text) {
        if (text.isBlank()
                || text.length() > MAX_CHARACTERS
                || text.strip().equals(proposed.strip())) {
            throw problem(
                    422,
                    text.isBlank()
                            ? "the edited text is empty"
                            : text.length() > MAX_CHARACTERS
                                    ? "the edited text has " + text.length() + " characters"
                                    : "the edited text is the same as the draft",
                    "change it, accept it as it is, or discard it");
        }
    }

    private static ProblemException problem(int status, String detail, String remedy) {
        return new Problem(status, "draft", "The draft stays as it is", detail, remedy)
                .asException();
    }
}
