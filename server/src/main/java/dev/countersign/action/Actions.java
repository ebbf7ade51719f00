package dev.countersign.action;

import dev.countersign.action.ActionRequest.State;
import dev.countersign.desk.CaseListener;
import dev.countersign.desk.Desk;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.desk.Justification;
import dev.countersign.desk.NewCase;
import dev.countersign.kernel.Digests;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.ProblemException;
import dev.countersign.kernel.Reason;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.policy.ActionRule;
import dev.countersign.policy.Rulebook;
import dev.countersign.redaction.Finder;
import dev.countersign.redaction.Masking;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/// Asks for actions that need an approval, and uses the approvals. Threads may share it.
public final class Actions implements CaseListener {
    private static final int MAX_ABOUT = 200;

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Desk desk;
    private final Supplier<Optional<Rulebook>> rulebook;
    private final Function<Rulebook, Finder> finders;
    private final InstantSource clock;
    private final Ids ids;
    private final ActionStore store = new ActionStore();

    /// @param finders what is masked under a rulebook
    public Actions(
            Storage storage,
            Ledger ledger,
            People people,
            Desk desk,
            Supplier<Optional<Rulebook>> rulebook,
            Function<Rulebook, Finder> finders,
            InstantSource clock,
            Ids ids) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.desk = desk;
        this.rulebook = rulebook;
        this.finders = finders;
        this.clock = clock;
        this.ids = ids;
        desk.listen(this);
    }

    /// What this person may ask for, by name.
    public List<ActionRule> open(Identity identity) {
        return rulebook.get().stream()
                .flatMap(r -> r.actions().values().stream())
                .filter(a -> a.roleAmong(identity.person().roles()).isPresent())
                .sorted(Comparator.comparing(ActionRule::name))
                .toList();
    }

    /// Names one filled-in form, as an idempotency key.
    public String newForm() {
        return ids.next("form");
    }

    /// Opens a case and gives the request back; nothing is carried out yet.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403 where no role of theirs may ask
    ///   (recorded), 404 for an unknown action, 422 for wrong parameters
    public ActionRequest ask(Identity identity, Asking asking) {
        var inForce = inForce();
        var rule = ruleOrRecord(identity, asking.action(), inForce);
        var why = new Justification(asking.reason());
        var about = about(asking.about());
        var masking = new Masking(inForce.redact() ? finders.apply(inForce) : _ -> List.of());
        var parameters = masked(rule, rule.checked(asking.parameters()), masking);
        var reason = masking.mask(why.text());
        var maskedAbout = masking.mask(about);
        var text = ParameterText.of(parameters);
        var request = String.join("\n\n", rule.title(), "About: " + maskedAbout, reason);
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, identity);
            var first = earlier(tx, identity, asking, Digests.hex(request), Digests.hex(text));
            if (first.isPresent()) {
                return first.get();
            }
            var id = ids.next("action");
            var caseId =
                    desk.open(
                            tx,
                            new NewCase(
                                    NewCase.Kind.REFUSED_ACTION,
                                    title(rule, maskedAbout),
                                    identity.id(),
                                    rule.roleAmong(identity.person().roles()).orElseThrow(),
                                    rule.approverRole(),
                                    id,
                                    rule.name(),
                                    request,
                                    text,
                                    List.of(because(rule)),
                                    Digests.hex(request),
                                    Digests.hex(text),
                                    inForce.reference(),
                                    "",
                                    "",
                                    "",
                                    Optional.empty(),
                                    inForce.clearance(),
                                    Optional.empty(),
                                    List.of()));
            var asked =
                    new ActionRequest(
                            id,
                            rule.name(),
                            identity.id(),
                            rule.roleAmong(identity.person().roles()).orElseThrow(),
                            rule.approverRole(),
                            State.WAITING,
                            maskedAbout,
                            reason,
                            parameters,
                            Optional.empty(),
                            caseId,
                            inForce.reference(),
                            Digests.hex(request),
                            Digests.hex(text),
                            clock.instant(),
                            Optional.empty(),
                            Optional.empty());
            store.insert(
                    tx,
                    asked,
                    asking.idempotencyKey(),
                    ledger.vault().sealTexts(tx, id, masking.tokens(), context(id)));
            ledger.append(
                    tx,
                    new Entry(
                            "action.asked",
                            identity.id(),
                            id,
                            Map.of(
                                    "action", rule.name(),
                                    "role", asked.role(),
                                    "case", caseId,
                                    "approver_role", rule.approverRole(),
                                    "request_digest", asked.requestDigest(),
                                    "parameters_digest", asked.parametersDigest(),
                                    "playbook_version", inForce.reference())));
            return asked;
        });
    }

    /// Uses the approval, once.
    ///
    /// @param given what is about to be done; empty to be told. Anything else than what was
    ///   approved is refused, and the approval stays
    /// @throws dev.countersign.kernel.ProblemException 403, 404, 409 where it is not approved, was
    ///   used or differs, 410 where the approval lapsed or its values were erased
    public CarriedOut carryOut(Identity identity, String id, Optional<Map<String, String>> given) {
        var inForce = inForce();
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, identity);
            var request = own(tx, identity, id);
            var rule = rule(identity, request.action(), inForce);
            requireApproved(tx, request);
            var originals =
                    ledger.vault()
                            .openTexts(tx, id, store.sealed(tx, id), context(id))
                            .orElseThrow(() -> ActionProblems.erased(id));
            var approved = new TreeMap<String, String>();
            request.approved()
                    .orElse(request.parameters())
                    .forEach(
                            (name, value) -> approved.put(name, Masking.restore(value, originals)));
            if (given.isPresent() && !rule.checked(given.get()).equals(approved)) {
                throw ActionProblems.notAsApproved(rule.checked(given.get()), approved);
            }
            var grant =
                    desk.redeem(
                            tx,
                            request.caseId(),
                            request.requestDigest(),
                            request.parametersDigest());
            if (grant.isEmpty()) {
                throw ActionProblems.lapsed(id);
            }
            if (!store.carriedOut(tx, id, clock.instant())) {
                throw new IllegalStateException("the grant of " + id + " was free, its row not");
            }
            var approver = approver(tx, request);
            ledger.append(
                    tx,
                    new Entry(
                            "action.carried-out",
                            identity.id(),
                            id,
                            Map.of(
                                    "action",
                                    request.action(),
                                    "case",
                                    request.caseId(),
                                    "approver",
                                    approver,
                                    "edited",
                                    request.edited(),
                                    "proposed_digest",
                                    request.parametersDigest(),
                                    "carried_out_digest",
                                    Digests.hex(
                                            ParameterText.of(
                                                    request.approved()
                                                            .orElse(request.parameters()))),
                                    "playbook_version",
                                    inForce.reference())));
            return new CarriedOut(store.find(tx, id).orElseThrow(), Map.copyOf(approved), approver);
        });
    }

    /// @throws dev.countersign.kernel.ProblemException 404 where it is not theirs
    public ActionRequest find(Identity identity, String id) {
        return storage.read(tx -> own(tx, identity, id));
    }

    /// Whoever's it is; for those who may see its case.
    public Optional<ActionRequest> find(String id) {
        return storage.read(tx -> store.find(tx, id));
    }

    /// What this person asked for, newest first.
    public List<ActionRequest> of(Identity identity, int limit) {
        return storage.read(tx -> store.of(tx, identity.id(), limit));
    }

    /// What was masked in a request, for whoever may decide on it; the look is recorded.
    public Map<String, String> reveal(Identity reader, String id) {
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, reader);
            var request = store.find(tx, id).filter(r -> mayReveal(tx, reader, r));
            if (request.isEmpty()) {
                throw ActionProblems.unknown(id);
            }
            var originals =
                    ledger.vault()
                            .openTexts(tx, id, store.sealed(tx, id), context(id))
                            .orElseThrow(() -> ActionProblems.erased(id));
            ledger.append(tx, new Entry("action.revealed", reader.id(), id, Map.of()));
            return originals;
        });
    }

    /// Approvers of its case, and nobody else, see the originals.
    public boolean mayReveal(Identity reader, String id) {
        return storage.read(tx ->
                store.sealed(tx, id) != null
                        && store.find(tx, id).filter(r -> mayReveal(tx, reader, r)).isPresent());
    }

    private boolean mayReveal(Tx tx, Identity reader, ActionRequest request) {
        return reader.has(request.approverRole())
                || desk.find(tx, request.caseId())
                        .filter(c -> reader.has(c.approverRole()))
                        .isPresent();
    }

    @Override
    public void settled(Tx tx, ExceptionCase settled) {
        if (settled.opened().kind() != NewCase.Kind.REFUSED_ACTION) {
            return;
        }
        var id = settled.opened().callId();
        if (settled.state() != ExceptionCase.State.APPROVED) {
            store.settle(tx, id, State.DENIED, null, clock.instant());
            return;
        }
        var approved = checked(settled, settled.answerFinal().orElse(""));
        store.settle(tx, id, State.APPROVED, approved, clock.instant());
    }

    @Override
    public void edited(Tx tx, ExceptionCase edited) {
        if (edited.opened().kind() == NewCase.Kind.REFUSED_ACTION) {
            checked(edited, edited.textNow());
        }
    }

    /// An edited text must still say what the action takes, or the edit is refused as a whole.
    private Map<String, String> checked(ExceptionCase c, String text) {
        var inForce = inForce();
        return Optional.ofNullable(inForce.actions().get(c.opened().tool()))
                .orElseThrow(() -> ActionProblems.unknownAction(c.opened().tool(), inForce))
                .checked(ParameterText.parse(text));
    }

    @Override
    public void overturned(Tx tx, ExceptionCase overturned) {
        if (overturned.opened().kind() == NewCase.Kind.REFUSED_ACTION) {
            var id = overturned.opened().callId();
            if (overturned.isOpen()) {
                store.reverse(tx, id, State.WAITING);
            } else {
                store.reverse(tx, id, State.DENIED);
            }
        }
    }

    private Rulebook inForce() {
        return rulebook.get().orElseThrow(ActionProblems::noPlaybook);
    }

    private static ActionRule rule(Identity identity, String action, Rulebook inForce) {
        var rule = inForce.actions().get(action);
        if (rule == null) {
            throw ActionProblems.unknownAction(action, inForce);
        }
        if (rule.roleAmong(identity.person().roles()).isEmpty()) {
            throw ActionProblems.notYours(rule);
        }
        return rule;
    }

    /// As [#rule]; that somebody tried is recorded.
    private ActionRule ruleOrRecord(Identity identity, String action, Rulebook inForce) {
        try {
            return rule(identity, action, inForce);
        } catch (ProblemException refused) {
            var problem = refused.problem();
            storage.writeAndWait(tx ->
                    ledger.append(
                            tx,
                            new Entry(
                                    "action.refused",
                                    identity.id(),
                                    inForce.actions().containsKey(action) ? action : "unknown",
                                    Map.of("code", problem.code()))));
            throw refused;
        }
    }

    private Optional<ActionRequest> earlier(
            Tx tx, Identity identity, Asking asking, String request, String parameters) {
        var first = asking.idempotencyKey().flatMap(k -> store.byKey(tx, identity.id(), k));
        first.filter(f ->
                        !f.requestDigest().equals(request)
                                || !f.parametersDigest().equals(parameters))
                .ifPresent(f -> {
                    throw ActionProblems.otherRequest(f.id());
                });
        return first;
    }

    private ActionRequest own(Tx tx, Identity identity, String id) {
        return store.find(tx, id)
                .filter(r -> r.personId().equals(identity.id()))
                .orElseThrow(() -> ActionProblems.unknown(id));
    }

    private void requireApproved(Tx tx, ActionRequest request) {
        if (request.state() != State.APPROVED) {
            var last =
                    desk.find(tx, request.caseId())
                            .filter(c -> !c.decisions().isEmpty())
                            .map(c -> c.decisions().getLast());
            throw ActionProblems.notApproved(request, last);
        }
    }

    private String approver(Tx tx, ActionRequest request) {
        return desk.find(tx, request.caseId())
                .map(c -> c.decisions().getLast().approver())
                .orElseThrow(
                        () -> new ProblemException(ActionProblems.unknown(request.id()).problem()));
    }

    private static Map<String, String> masked(
            ActionRule rule, Map<String, String> checked, Masking masking) {
        var out = new TreeMap<String, String>();
        for (var field : rule.fields()) {
            var value = checked.get(field.name());
            if (value != null) {
                out.put(
                        field.name(),
                        field.kind() == ActionRule.Kind.TEXT ? masking.mask(value) : value);
            }
        }
        return out;
    }

    private static String about(String given) {
        var about = given.strip();
        if (about.isEmpty() || about.length() > MAX_ABOUT) {
            throw ActionProblems.about(about.length(), MAX_ABOUT);
        }
        return about;
    }

    private static String title(ActionRule rule, String about) {
        return rule.title() + ": " + about;
    }

    private static Reason because(ActionRule rule) {
        return new Reason(
                "action-approval",
                "`" + rule.name() + "` needs an approval by `" + rule.approverRole() + "`",
                rule.name(),
                "",
                "action");
    }

    private static byte[] context(String id) {
        return ("action:" + id).getBytes(StandardCharsets.UTF_8);
    }
}
