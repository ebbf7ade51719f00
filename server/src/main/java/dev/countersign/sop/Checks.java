package dev.countersign.sop;

import dev.countersign.gateway.Ask;
import dev.countersign.gateway.CallRecord;
import dev.countersign.gateway.CallState;
import dev.countersign.gateway.Gateway;
import dev.countersign.kernel.Digests;
import dev.countersign.kernel.Refusal;
import dev.countersign.ledger.Entry;
import dev.countersign.people.Identity;
import dev.countersign.people.Person;
import dev.countersign.quality.Defect;
import dev.countersign.quality.Defects;
import dev.countersign.quality.Defects.Answered;
import dev.countersign.quality.Defects.Classed;
import dev.countersign.sop.Check.State;
import dev.countersign.sop.Finding.Confirmed;
import dev.countersign.sop.Finding.Said;
import dev.countersign.storage.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/// Compliance checks: asked of the governed gateway, confirmed by people. Threads may share it.
public final class Checks {
    /// The prompt that checks; a role has to include it, as any other.
    public static final String PROMPT = "sop_check";

    /// Longest record of work, in characters.
    public static final int LONGEST = 20_000;

    private static final Set<String> CONFIRMS =
            Set.of("process_quality", "ops_manager", "compliance_liaison");
    private static final int LEAST_WORDS = 10;
    private static final int SHOWN = 200;

    /// A case of our own desk as text, and whose work it was.
    public record CaseText(String worker, String text) {}

    /// Work to be checked.
    ///
    /// @param id the ticket's
    /// @param worker whose work it was
    public record Work(String id, String worker, String text) {}

    private final Sops.Parts parts;
    private final Sops sops;
    private final Gateway gateway;
    private final Ask ask;
    private final BiFunction<Identity, String, Optional<CaseText>> cases;
    private final Defects defects;
    private final CheckStore store = new CheckStore();

    /// @param cases a case's text for who may read it
    public Checks(
            Sops.Parts parts,
            Sops sops,
            Gateway gateway,
            Ask ask,
            BiFunction<Identity, String, Optional<CaseText>> cases,
            Defects defects) {
        this.parts = parts;
        this.sops = sops;
        this.gateway = gateway;
        this.ask = ask;
        this.cases = cases;
        this.defects = defects;
    }

    public static boolean confirms(Identity who, Check check) {
        return who.hasAny(CONFIRMS) && !check.worker().equals(who.id());
    }

    /// Holds a record against a procedure. Blocks while the tool is asked.
    ///
    /// @throws dev.countersign.kernel.ProblemException 404, 422, and whatever the gateway refuses
    public Check text(Identity by, String sop, Work work) {
        if (parts.people().person(work.worker()).filter(Person::active).isEmpty()) {
            throw Refusal.of(
                    404,
                    "unknown-person",
                    "there is nobody `" + work.worker() + "`",
                    "name whose work it is by their id");
        }
        if (work.id().isBlank() || work.id().length() > 200) {
            throw Refusal.of(
                    422,
                    "source-id",
                    "the work has no id of 1 to 200 characters",
                    "send the ticket's id, so that others find it");
        }
        return run(by, sop, "text", work);
    }

    /// Holds a case of our own desk against a procedure.
    ///
    /// @throws dev.countersign.kernel.ProblemException 404 also for a case that is not theirs to
    ///   read
    public Check ofCase(Identity by, String sop, String caseId) {
        var text =
                cases.apply(by, caseId.strip())
                        .orElseThrow(() ->
                                Refusal.of(
                                        404,
                                        "unknown-case",
                                        "there is no case `" + caseId.strip() + "` for you",
                                        "copy the id from the list of cases, /work"));
        return run(by, sop, "case", new Work(caseId.strip(), text.worker(), text.text()));
    }

    private Check run(Identity by, String sopId, String source, Work work) {
        var sop = sops.find(sopId).sop();
        if (work.text().isBlank() || work.text().length() > LONGEST) {
            throw Refusal.of(
                    422,
                    "text",
                    work.text().isBlank()
                            ? "the record of work is empty"
                            : "the record has " + work.text().length() + " characters",
                    "send 1 to " + LONGEST + " characters");
        }
        var record = parts.mask().apply(work.text().strip());
        var call = ask.ask(by, PROMPT, Compliance.question(sop, record));
        var state = state(call);
        var check =
                new Check(
                        parts.ids().next("check"),
                        sop,
                        source,
                        work.id(),
                        work.worker(),
                        record,
                        call.id(),
                        state,
                        by.id(),
                        parts.clock().instant(),
                        List.of());
        return parts.storage()
                .writeAndWait(tx -> {
                    store.insert(tx, check);
                    note(
                            tx,
                            "check.asked",
                            by,
                            check.id(),
                            Map.of(
                                    "sop", sop.id(),
                                    "sop_version", sop.version(),
                                    "source", source,
                                    "of", work.id(),
                                    "worker", work.worker(),
                                    "record_digest", Digests.hex(record),
                                    "call", call.id()));
                    if (state == State.ANSWERED) {
                        answered(tx, check, call.answerText().orElse(""));
                    }
                    return store.find(tx, check.id()).orElseThrow();
                });
    }

    private static State state(CallRecord call) {
        return switch (call.state()) {
            case RELEASED -> State.ANSWERED;
            case SENT, RELEASING, HELD, BLOCKED, APPROVED -> State.HELD;
            case DENIED, SHADOWED, FAILED, ABANDONED -> State.DENIED;
        };
    }

    private void answered(Tx tx, Check check, String answer) throws SQLException {
        var said = Compliance.read(answer, check.sop().steps().size());
        store.propose(tx, check.id(), said);
        parts.ledger()
                .append(
                        tx,
                        new Entry(
                                "check.answered",
                                "system:sop",
                                check.id(),
                                Map.of(
                                        "call", check.call(),
                                        "proposed",
                                                said.stream().map(s -> s.said().inWords()).toList(),
                                        "quotes_found",
                                                said.stream()
                                                        .filter(s ->
                                                                Compliance.verbatim(
                                                                        check.record(), s.quote()))
                                                        .count())));
    }

    /// @throws dev.countersign.kernel.ProblemException 404 for who may not see it
    public Check see(Identity who, String id) {
        var check =
                parts.storage()
                        .read(tx -> store.find(tx, id))
                        .filter(c -> Defects.reads(who) || c.askedBy().equals(who.id()))
                        .orElseThrow(() ->
                                Refusal.unknown("check", id, "start from the list, /quality/sops"));
        return check.state() == State.HELD ? fetched(who, check) : check;
    }

    /// An approved answer is released to who asked for it, as any other: by their fetching it.
    private Check fetched(Identity who, Check check) {
        var call = gateway.find(check.call()).orElseThrow();
        var mine = check.askedBy().equals(who.id());
        var state = state(call);
        if (state == State.DENIED) {
            return moved(check, State.DENIED, "");
        }
        var approved = call.state() == CallState.APPROVED || call.state() == CallState.RELEASED;
        return approved && mine
                ? moved(
                        check,
                        State.ANSWERED,
                        parts.mask().apply(gateway.fetchText(who, check.call())))
                : check;
    }

    private Check moved(Check check, State to, String answer) {
        return parts.storage()
                .writeAndWait(tx -> {
                    if (store.move(tx, check.id(), State.HELD, to) && to == State.ANSWERED) {
                        answered(tx, check, answer);
                    }
                    return store.find(tx, check.id()).orElseThrow();
                });
    }

    /// @param sop empty for those of every procedure
    public List<Check> newest(Identity who, String sop) {
        return parts.storage().read(tx -> store.newest(tx, sop, SHOWN)).stream()
                .filter(c -> Defects.reads(who) || c.askedBy().equals(who.id()))
                .toList();
    }

    /// A person's word on one step, once: it counts, whatever the tool proposed.
    ///
    /// @param words why; needed where it is something else than the tool said, or where no words of
    ///   the record stand behind it
    public Check confirm(Identity by, String id, int step, Said said, String words) {
        var why = parts.mask().apply(words.strip());
        return parts.storage()
                .writeAndWait(tx -> {
                    parts.people().revalidate(tx, by);
                    var check =
                            store.find(tx, id)
                                    .orElseThrow(() ->
                                            Refusal.unknown(
                                                    "check",
                                                    id,
                                                    "start from the list, /quality/sops"));
                    requireConfirmer(by, check);
                    var finding = finding(check, step);
                    if (said == Said.SILENT) {
                        throw Refusal.of(
                                422,
                                "said",
                                "it is not said whether step " + step + " was followed",
                                "say followed, not followed, or cannot tell");
                    }
                    if (finding.wantsWords(said) && why.length() < LEAST_WORDS
                            || why.length() > 1_000) {
                        throw Refusal.of(
                                422,
                                "words",
                                "step %d: the reason has %d characters"
                                        .formatted(step, why.length()),
                                "say in %d to 1000 what shows it: the tool says something else, or quotes words that the record does not have"
                                        .formatted(LEAST_WORDS));
                    }
                    var now = parts.clock().instant();
                    if (!store.confirm(tx, id, step, new Confirmed(said, why, by.id(), now))) {
                        throw Refusal.of(
                                409,
                                "confirmed",
                                "somebody has confirmed step " + step + " already",
                                "reload the page to see what they say");
                    }
                    note(
                            tx,
                            "check.confirmed",
                            by,
                            id,
                            Map.of(
                                    "step", (long) step,
                                    "proposed", finding.proposed().inWords(),
                                    "said", said.inWords()));
                    var next = store.find(tx, id).orElseThrow();
                    if (next.findings().stream().allMatch(f -> f.confirmed().isPresent())) {
                        store.move(tx, id, State.ANSWERED, State.CONFIRMED);
                    }
                    return store.find(tx, id).orElseThrow();
                });
    }

    private static void requireConfirmer(Identity by, Check check) {
        if (!by.hasAny(CONFIRMS)) {
            throw Refusal.role(
                    "findings are confirmed by process quality, ops managers and compliance");
        }
        if (check.worker().equals(by.id())) {
            throw Refusal.of(
                    403,
                    "own-work",
                    "nobody confirms findings about their own work",
                    "leave it to a colleague");
        }
    }

    private static Finding finding(Check check, int step) {
        return check.findings().stream()
                .filter(f -> f.step() == step)
                .findFirst()
                .orElseThrow(() ->
                        Refusal.of(
                                404,
                                "unknown-step",
                                "there is no finding of step " + step,
                                "its answer may still be held"));
    }

    /// Makes a confirmed finding a defect, where somebody wants that.
    public Defect defect(Identity by, String id, int step, Classed said) {
        var check = see(by, id);
        var finding = finding(check, step);
        if (finding.confirmed().filter(c -> c.said() == Said.NOT_FOLLOWED).isEmpty()) {
            throw Refusal.of(
                    409,
                    "not-confirmed",
                    "nobody has confirmed that step " + step + " was not followed",
                    "confirm it first");
        }
        var raised =
                defects.raiseForStep(
                        by,
                        id + "/" + step,
                        new Answered(
                                check.call(),
                                check.sop().steps().get(step - 1).tool().orElse("by hand"),
                                check.worker(),
                                true),
                        said);
        parts.storage()
                .writeAndWait(tx -> {
                    store.defect(tx, id, step, raised.id());
                    return true;
                });
        return raised;
    }

    private void note(Tx tx, String what, Identity by, String id, Map<String, Object> facts)
            throws SQLException {
        parts.ledger().append(tx, new Entry(what, by.id(), id, facts));
    }
}
