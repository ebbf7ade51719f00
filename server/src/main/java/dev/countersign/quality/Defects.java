package dev.countersign.quality;

import dev.countersign.assurance.Assurance;
import dev.countersign.assurance.ReviewListener;
import dev.countersign.assurance.WorkSample;
import dev.countersign.assurance.WorkSample.Kind;
import dev.countersign.assurance.WorkSample.Review;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Refusal;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.playbook.DefectClass;
import dev.countersign.quality.Defect.Severity;
import dev.countersign.quality.Defect.Source;
import dev.countersign.quality.Defect.State;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// The register of defects. Threads may share it.
public final class Defects implements ReviewListener {
    static final Set<String> CLASSIFIES = Set.of("process_quality");
    private static final Set<String> RAISES =
            Set.of("process_quality", "ops_manager", "programme_manager");
    private static final int LEAST = 10;
    private static final int MOST = 2_000;

    /// An answer that can be found wrong.
    ///
    /// @param released whether it has left
    public record Answered(String call, String tool, String worker, boolean released) {}

    /// @param classes the organisation's own
    /// @param answers by call id
    /// @param mask takes personal data out, as the playbook in force says
    public record Parts(
            Storage storage,
            Ledger ledger,
            People people,
            Supplier<List<DefectClass>> classes,
            Function<String, Optional<Answered>> answers,
            UnaryOperator<String> mask,
            InstantSource clock,
            Ids ids) {}

    private final Parts parts;
    private final DefectStore store = new DefectStore();

    public Defects(Parts parts) {
        this.parts = parts;
    }

    public static boolean reads(Identity who) {
        return Assurance.reads(who);
    }

    public static boolean raises(Identity who) {
        return who.hasAny(RAISES);
    }

    public static boolean classifies(Identity who) {
        return who.hasAny(CLASSIFIES);
    }

    public List<DefectClass> classes() {
        return parts.classes().get();
    }

    /// A class's name; its id where the organisation has dropped it since.
    public String title(String type) {
        return type.isEmpty()
                ? "not classified yet"
                : classes().stream()
                        .filter(c -> c.id().equals(type))
                        .map(DefectClass::title)
                        .findFirst()
                        .orElse(type);
    }

    /// The class that a reviewer's mark suggests, where the organisation has it; a person decides.
    public String suggested(Defect defect) {
        var meant =
                switch (defect.noticed()) {
                    case "wrong" -> "wrong_fact";
                    case "incomplete" -> "missing_step";
                    case "made_up" -> "made_up_source";
                    case "not_allowed" -> "beyond_remit";
                    case "not_followed" -> "missing_step";
                    default -> defect.noticed();
                };
        return classes().stream().map(DefectClass::id).filter(meant::equals).findFirst().orElse("");
    }

    @Override
    public void reviewed(Tx tx, WorkSample sample, Review review) throws SQLException {
        if (review.right()) {
            return;
        }
        raised(
                tx,
                new Defect(
                        parts.ids().next("defect"),
                        sample.kind() == Kind.AUDIT ? Source.AUDIT : Source.SHADOW,
                        sample.id(),
                        sample.given().map(WorkSample.Given::call).orElse(""),
                        sample.tool(),
                        sample.worker(),
                        review.defect()
                                .map(d -> d.name().toLowerCase(java.util.Locale.ROOT))
                                .orElse(""),
                        "",
                        Optional.empty(),
                        review.words(),
                        State.NEW,
                        "",
                        review.reviewer(),
                        review.at(),
                        1));
    }

    private boolean raised(Tx tx, Defect d) throws SQLException {
        if (!store.insert(tx, d)) {
            return false;
        }
        var facts = new HashMap<String, Object>();
        facts.put("source", d.source().name().toLowerCase(java.util.Locale.ROOT));
        facts.put("of", d.sourceId());
        facts.put("call", d.call());
        facts.put("tool", d.tool());
        facts.put("class", d.type());
        facts.put("severity", d.severity().map(Severity::word).orElse(""));
        parts.ledger().append(tx, new Entry("defect.raised", d.raisedBy(), d.id(), facts));
        return true;
    }

    /// What somebody says of a defect.
    public record Classed(String type, Severity severity, String words) {}

    private Classed checked(Classed said) {
        if (classes().stream().noneMatch(c -> c.id().equals(said.type()))) {
            throw Refusal.of(
                    422,
                    "class",
                    said.type().isBlank()
                            ? "no class of defects is chosen"
                            : "`" + said.type() + "` is no class of defects here",
                    "choose one of "
                            + String.join(", ", classes().stream().map(DefectClass::id).toList()));
        }
        var words = Refusal.measured("what is wrong", said.words(), LEAST, MOST);
        return new Classed(said.type(), said.severity(), parts.mask().apply(words));
    }

    /// Raises one on a released answer, by hand.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403, 404, 409, 422
    public Defect raise(Identity by, String call, Classed said) {
        if (!raises(by)) {
            throw Refusal.role(
                    "defects are raised by process quality, ops managers and programme managers");
        }
        var answer =
                parts.answers()
                        .apply(call.strip())
                        .orElseThrow(() ->
                                Refusal.of(
                                        404,
                                        "unknown-call",
                                        "there is no call `" + call.strip() + "`",
                                        "copy the id from the prompt log, /calls"));
        if (!answer.released()) {
            throw Refusal.of(
                    409,
                    "not-released",
                    "the answer of `" + answer.call() + "` was not released to anybody",
                    "decide its case instead; defects are about answers that left");
        }
        var classed = checked(said);
        return raise(by, Source.HAND, answer.call() + "/" + classed.type(), answer, "", classed);
    }

    /// Raises one for a step that was not followed, once a person has confirmed that.
    ///
    /// @param of the check's id and its step
    /// @param answer the check's call, the step's tool, and whose work was checked
    public Defect raiseForStep(Identity by, String of, Answered answer, Classed said) {
        if (!classifies(by)) {
            throw Refusal.role("what a check finds is made a defect by process quality");
        }
        return raise(by, Source.CHECK, of, answer, "not_followed", checked(said));
    }

    private Defect raise(
            Identity by, Source source, String of, Answered answer, String noticed, Classed said) {
        var defect =
                new Defect(
                        parts.ids().next("defect"),
                        source,
                        of,
                        answer.call(),
                        answer.tool(),
                        answer.worker(),
                        noticed,
                        said.type(),
                        Optional.of(said.severity()),
                        said.words(),
                        State.CLASSIFIED,
                        "",
                        by.id(),
                        parts.clock().instant(),
                        1);
        parts.storage()
                .writeAndWait(tx -> {
                    parts.people().revalidate(tx, by);
                    if (!raised(tx, defect)) {
                        throw Refusal.of(
                                409,
                                "raised",
                                "this defect is in the register already",
                                "find it there by its call, `" + answer.call() + "`");
                    }
                    return true;
                });
        return defect;
    }

    /// Says what kind of defect it is and how severe, once its words were read; again until its
    /// root cause is signed.
    ///
    /// @param version that was read
    public void classify(Identity by, String id, int version, Classed said) {
        if (!classifies(by)) {
            throw Refusal.role("defects are classified by process quality");
        }
        var classed = checked(said);
        parts.storage()
                .writeAndWait(tx -> {
                    parts.people().revalidate(tx, by);
                    var defect =
                            store.find(tx, id).orElseThrow(() -> Register.unknown("defect", id));
                    if (defect.worker().equals(by.id())) {
                        throw Refusal.of(
                                403,
                                "own-work",
                                "nobody classifies the defects of their own work",
                                "leave it to a colleague");
                    }
                    if (defect.state() == State.SIGNED || defect.state() == State.CLOSED) {
                        throw Refusal.of(
                                409,
                                "signed",
                                "its root cause is signed",
                                "raise another defect if this one was misread");
                    }
                    if (!store.classify(
                            tx, id, version, classed.type(), classed.severity(), classed.words())) {
                        throw Register.moved();
                    }
                    parts.ledger()
                            .append(
                                    tx,
                                    new Entry(
                                            "defect.classified",
                                            by.id(),
                                            id,
                                            Map.of(
                                                    "class", classed.type(),
                                                    "severity", classed.severity().word(),
                                                    "was", defect.type())));
                    return true;
                });
    }

    /// @throws dev.countersign.kernel.ProblemException 403, 404
    public Defect see(Identity who, String id) {
        check(who);
        return parts.storage()
                .read(tx -> store.find(tx, id))
                .orElseThrow(() -> Register.unknown("defect", id));
    }

    /// Those of one answer.
    public List<Defect> ofCall(Identity who, String call) {
        check(who);
        return parts.storage().read(tx -> store.ofCall(tx, call));
    }

    public List<Defect> list(Identity who, DefectQuery query, int offset, int limit) {
        check(who);
        return parts.storage().read(tx -> store.list(tx, query, offset, limit));
    }

    /// How many match, their classes and the tools of the register.
    public record Figures(int matching, Map<String, Integer> byType, List<String> tools) {}

    public Figures figures(Identity who, DefectQuery query) {
        check(who);
        return parts.storage()
                .read(tx ->
                        new Figures(
                                store.count(tx, query), store.byType(tx, query), store.tools(tx)));
    }

    static void check(Identity who) {
        if (!reads(who)) {
            throw Refusal.role(
                    "the register of defects is read by those who answer for quality: process"
                            + " quality, managers, mentors, compliance, security, legal and"
                            + " executives");
        }
    }
}
