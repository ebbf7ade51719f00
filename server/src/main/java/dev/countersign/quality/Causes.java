package dev.countersign.quality;

import dev.countersign.kernel.Digests;
import dev.countersign.kernel.Refusal;
import dev.countersign.ledger.Entry;
import dev.countersign.people.Identity;
import dev.countersign.people.Person;
import dev.countersign.quality.Cause.Link;
import dev.countersign.quality.Cause.Sheet;
import dev.countersign.quality.Cause.Verified;
import dev.countersign.storage.Tx;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// Root causes: drawn and signed by process quality, verified by somebody else. Threads may share
/// it.
public final class Causes {
    private static final Set<String> VERIFIES =
            Set.of("process_quality", "ops_manager", "programme_manager", "compliance_liaison");
    private static final int SHOWN = 200;
    private static final int MOST_DEFECTS = 100;

    private final Defects.Parts parts;
    private final Function<String, Set<String>> deciders;
    private final Predicate<String> isChange;
    private final CauseStore store = new CauseStore();
    private final DefectStore defects = new DefectStore();

    /// @param deciders ids of those who decided a call's case, by call
    /// @param isChange whether there is such a change
    public Causes(
            Defects.Parts parts,
            Function<String, Set<String>> deciders,
            Predicate<String> isChange) {
        this.parts = parts;
        this.deciders = deciders;
        this.isChange = isChange;
    }

    public static boolean signs(Identity who) {
        return Defects.classifies(who);
    }

    public static boolean verifies(Identity who) {
        return who.hasAny(VERIFIES);
    }

    /// Draws one for several defects.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403, 404, 409, 422
    public Cause draft(Identity by, List<String> of, Cause.Text typed) {
        requireQuality(by);
        var ids = of.stream().distinct().toList();
        if (ids.isEmpty() || ids.size() > MOST_DEFECTS) {
            throw Refusal.of(
                    422,
                    "defects",
                    ids.isEmpty() ? "no defect is chosen" : ids.size() + " defects are chosen",
                    "choose 1 to " + MOST_DEFECTS + " that have the same cause");
        }
        var cause = written(by, parts.ids().next("cause"), typed);
        parts.storage()
                .writeAndWait(tx -> {
                    parts.people().revalidate(tx, by);
                    for (var id : ids) {
                        var d = defects.find(tx, id).orElseThrow(() -> unknownDefect(id));
                        if (!d.wantsCause()) {
                            throw Refusal.of(
                                    409,
                                    "no-cause-wanted",
                                    d.cause().isEmpty()
                                            ? "`" + id + "` is not classified"
                                            : "`" + id + "` has the root cause `" + d.cause() + "`",
                                    d.cause().isEmpty()
                                            ? "say first what kind of defect it is"
                                            : "open that one");
                        }
                        defects.move(tx, id, d.state(), cause.id());
                    }
                    store.insert(tx, cause, ids);
                    note(tx, "cause.drafted", by, cause.id(), Map.of("defects", ids));
                    return true;
                });
        return cause;
    }

    /// Writes it anew, until it is signed.
    public void rewrite(Identity by, String id, int version, Cause.Text typed) {
        requireQuality(by);
        var next = written(by, id, typed);
        parts.storage()
                .writeAndWait(tx -> {
                    parts.people().revalidate(tx, by);
                    var was = known(tx, id);
                    require(was, Cause.State.DRAFT, "it is signed and stays as it is");
                    if (!store.rewrite(tx, next, version)) {
                        throw Register.moved();
                    }
                    note(tx, "cause.rewritten", by, id, Map.of("version", (long) version + 1));
                    return true;
                });
    }

    private Cause written(Identity by, String id, Cause.Text typed) {
        return CauseDraft.of(
                typed,
                id,
                by.id(),
                parts.clock().instant(),
                person -> parts.people().person(person).filter(Person::active).isPresent(),
                parts.mask());
    }

    /// Signs it as it was read. Never by whoever made or approved one of the answers, and never
    /// with a key.
    public void sign(Identity by, String id, int version) {
        requireQuality(by);
        Register.inPerson(by);
        var calls = parts.storage().read(tx -> defects.ofCause(tx, id));
        var made = new HashSet<String>();
        calls.forEach(d -> {
            made.add(d.worker());
            made.addAll(deciders.apply(d.call()));
        });
        if (made.contains(by.id())) {
            throw Refusal.of(
                    403,
                    "own-work",
                    "you made or approved an answer that this is about",
                    "let a colleague of process quality sign");
        }
        parts.storage()
                .writeAndWait(tx -> {
                    parts.people().revalidate(tx, by);
                    var cause = known(tx, id);
                    require(cause, Cause.State.DRAFT, "it is signed already");
                    if (!store.sign(tx, id, version, by.id(), parts.clock().instant())) {
                        throw Register.moved();
                    }
                    var of = defects.ofCause(tx, id);
                    of.forEach(d -> defects.move(tx, d.id(), Defect.State.SIGNED, id));
                    var ids = of.stream().map(Defect::id).toList();
                    note(
                            tx,
                            "cause.signed",
                            by,
                            id,
                            Map.of(
                                    "defects",
                                    ids,
                                    "text_digest",
                                    Digests.hex(CauseDraft.signedText(cause, ids)),
                                    "action_owner",
                                    cause.owner(),
                                    "due",
                                    cause.due().toString()));
                    return true;
                });
    }

    /// After the due date, somebody who neither signed it nor carried it out looks whether the
    /// action works. Where it does not, its defects are open again.
    ///
    /// @param found what shows it
    public void verify(Identity by, String id, int version, boolean works, String found) {
        if (!verifies(by)) {
            throw Refusal.role(
                    "corrective actions are verified by " + String.join(", ", sorted(VERIFIES)));
        }
        Register.inPerson(by);
        var words = parts.mask().apply(Refusal.measured("what shows it", found, 20, 1_000));
        parts.storage()
                .writeAndWait(tx -> {
                    parts.people().revalidate(tx, by);
                    var cause = known(tx, id);
                    require(cause, Cause.State.SIGNED, "only a signed one is verified, once");
                    if (cause.owner().equals(by.id())
                            || cause.signed().filter(s -> s.person().equals(by.id())).isPresent()) {
                        throw Refusal.of(
                                403,
                                "own-work",
                                "you signed this or carried it out",
                                "let somebody else look whether it works");
                    }
                    var now = parts.clock().instant();
                    if (!CauseDraft.today(now).isAfter(cause.due())) {
                        throw Refusal.of(
                                409,
                                "too-early",
                                "the action is due on " + cause.due(),
                                "look from the day after on");
                    }
                    var to = works ? Cause.State.WORKS : Cause.State.FAILED;
                    if (!store.verify(tx, id, version, to, new Verified(by.id(), now, words))) {
                        throw Register.moved();
                    }
                    for (var d : defects.ofCause(tx, id)) {
                        defects.move(
                                tx,
                                d.id(),
                                works ? Defect.State.CLOSED : Defect.State.REOPENED,
                                works ? id : "");
                    }
                    note(tx, "cause.verified", by, id, Map.of("works", works));
                    return true;
                });
    }

    /// Points from a signed cause to a change that people decide, and back. It changes neither.
    public void link(Identity by, String id, String change) {
        requireQuality(by);
        var to = change.strip();
        if (!isChange.test(to)) {
            throw Refusal.of(
                    404,
                    "unknown-change",
                    "there is no change `" + to + "`",
                    "propose it first: on the page of the prompt, of the policies or of the"
                            + " playbook");
        }
        parts.storage()
                .writeAndWait(tx -> {
                    parts.people().revalidate(tx, by);
                    if (known(tx, id).signed().isEmpty()) {
                        throw Refusal.of(
                                409,
                                "unsigned",
                                "the root cause is not signed",
                                "sign it; then a change can be proposed because of it");
                    }
                    if (!store.link(tx, id, new Link(to, by.id(), parts.clock().instant()))) {
                        throw Refusal.of(
                                409, "linked", "they are linked already", "follow the link");
                    }
                    note(tx, "cause.linked", by, id, Map.of("change", to));
                    return true;
                });
    }

    /// @throws dev.countersign.kernel.ProblemException 403, 404
    public Sheet see(Identity who, String id) {
        Defects.check(who);
        return parts.storage()
                .read(tx -> new Sheet(known(tx, id), defects.ofCause(tx, id), store.links(tx, id)));
    }

    public List<Cause> newest(Identity who) {
        Defects.check(who);
        return parts.storage().read(tx -> store.newest(tx, SHOWN));
    }

    /// Those because of which a change was proposed; nothing for who may not read them.
    public List<Cause> behind(Identity who, String change) {
        return Defects.reads(who)
                ? parts.storage().read(tx -> store.ofChange(tx, change))
                : List.of();
    }

    private Cause known(Tx tx, String id) {
        return store.find(tx, id).orElseThrow(() -> Register.unknown("root cause", id));
    }

    private static RuntimeException unknownDefect(String id) {
        return Register.unknown("defect", id);
    }

    private static void require(Cause cause, Cause.State state, String otherwise) {
        if (cause.state() != state) {
            throw Refusal.of(
                    409,
                    "state",
                    otherwise,
                    "it is " + cause.state().word() + "; open it to see what can be done now");
        }
    }

    private static void requireQuality(Identity by) {
        if (!Defects.classifies(by)) {
            throw Refusal.role("root causes are drawn and signed by process quality");
        }
    }

    private static List<String> sorted(Set<String> roles) {
        return roles.stream().sorted().toList();
    }

    private void note(Tx tx, String what, Identity by, String id, Map<String, Object> facts)
            throws SQLException {
        parts.ledger().append(tx, new Entry(what, by.id(), id, facts));
    }
}
