package dev.countersign.training;

import dev.countersign.course.Lab;
import dev.countersign.kernel.Digests;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Problem;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Entry.Personal;
import dev.countersign.ledger.Ledger;
import dev.countersign.storage.Tx;
import dev.countersign.training.Courses.Taught;
import dev.countersign.training.LabRules.Rule;
import dev.countersign.training.LabRules.When;
import dev.countersign.training.LabWork.Member;
import dev.countersign.training.LabWork.State;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What learners and mentors do with labs has in common: the work as it stands, handing in, and
/// passing by the rules. Every method runs inside its caller's unit of work.
final class LabRoom {
    private static final String SYSTEM = "system:training";

    private final Ledger ledger;
    private final Courses courses;
    private final Acts acts;
    private final Completion completion;
    private final Practised practised;
    private final InstantSource clock;
    private final Ids ids;
    private final TrainingStore training = new TrainingStore();
    final LabStore store;
    final TryStore tries = new TryStore();
    final FileStore files;
    final MentorStore mentors;

    LabRoom(
            Ledger ledger,
            Courses courses,
            Acts acts,
            Completion completion,
            Practised practised,
            InstantSource clock,
            Ids ids) {
        this.ledger = ledger;
        this.courses = courses;
        this.acts = acts;
        this.completion = completion;
        this.practised = practised;
        this.clock = clock;
        this.ids = ids;
        this.store = new LabStore(ledger.vault());
        this.files = new FileStore(ledger.vault());
        this.mentors = new MentorStore(ledger.vault());
    }

    /// A lab in its pack, and what its learner did at the practice desk, which is asked before the
    /// unit of work.
    record Place(Taught taught, Lab lab, Practised.Seen seen) {
        String packId() {
            return taught.pack().id();
        }
    }

    /// @throws dev.countersign.kernel.ProblemException 404
    Place place(String packId, String labId, String person) {
        var taught = courses.find(packId).orElseThrow(() -> unknown(packId + "/" + labId));
        var lab = taught.pack().lab(labId).orElseThrow(() -> unknown(packId + "/" + labId));
        return new Place(
                taught,
                lab,
                LabRules.mocksAsked(lab).isPresent()
                        ? practised.of(person)
                        : Practised.Seen.NOTHING);
    }

    void requireEnrolled(Tx tx, String person, Place place) {
        if (!training.enrolments(tx, person).contains(place.packId())) {
            throw problem(
                    409, "not-enrolled", "you are not enrolled in this course", "enrol first");
        }
    }

    Optional<LabWork> find(Tx tx, String person, Place place) {
        return store.work(tx, person, place.packId(), place.lab().id());
    }

    /// The work that there is, or a new one.
    LabWork begun(Tx tx, String person, Place place) throws SQLException {
        var there = find(tx, person, place);
        if (there.isPresent()) {
            return there.get();
        }
        var work = fresh(person, place);
        store.put(tx, work);
        return work;
    }

    private LabWork fresh(String person, Place place) {
        return new LabWork(
                ids.next("lab"),
                person,
                place.packId(),
                place.lab().id(),
                place.taught().digest(),
                State.OPEN,
                0,
                Map.of(),
                "",
                Optional.empty(),
                Optional.empty());
    }

    /// @throws dev.countersign.kernel.ProblemException 409 where it lies with a mentor or is passed
    LabWork mayChange(LabWork work) {
        if (work.isWithLearner()) {
            return work;
        }
        throw work.state() == State.PASSED
                ? problem(409, "lab-passed", "this lab is passed", "there is nothing left to do")
                : problem(
                        409,
                        "lab-handed-in",
                        "this lab is handed in and stays as it was",
                        "take it back first, as long as nobody has judged it");
    }

    List<Rule> rules(Tx tx, Place place, Optional<LabWork> there) {
        var work = there.orElseGet(() -> fresh("", place));
        var best = -1;
        for (var t : tries.tries(tx, work.id())) {
            best = t.isOpen() ? best : Math.max(best, t.right());
        }
        var members = store.members(tx, work.id());
        var observed = store.observations(tx, work).size();
        return LabRules.of(
                place.lab(),
                place.taught().pack(),
                new LabRules.Facts(
                        work.texts(),
                        best,
                        files.of(tx, work.id()).size(),
                        members.size(),
                        (int) members.stream().filter(Member::confirmed).count(),
                        Math.max(observed, place.seen().looked()),
                        place.seen(),
                        store.judgements(tx, work).stream()
                                .anyMatch(j -> j.handIn() == work.handIns() && j.passed())));
    }

    /// Hands in what is complete; who hands in confirms for themselves.
    ///
    /// @throws dev.countersign.kernel.ProblemException 422 with what is missing
    LabWork handIn(Tx tx, Place place, LabWork work) throws SQLException {
        var missing = LabRules.missing(rules(tx, place, Optional.of(work)), When.WORK);
        if (!missing.isEmpty()) {
            throw new Problem(
                            422,
                            "lab-incomplete",
                            "Not handed in",
                            "the lab asks for more than there is",
                            missing,
                            "add what is missing; everything you saved is kept")
                    .asException();
        }
        var reader = "";
        if (LabParts.isPrivate(place.lab())) {
            reader =
                    mentors.mentor(tx, work.person(), place.packId())
                            .orElseThrow(() ->
                                    problem(
                                            409,
                                            "no-mentor",
                                            "only your mentor may read this, and you have none yet",
                                            "ask a manager to name your mentor; it is saved"));
        }
        var now = clock.instant();
        var handedIn = work.handedIn(place.taught().digest(), reader, now);
        store.put(tx, handedIn);
        for (var member : store.members(tx, work.id())) {
            // What was confirmed before was another result.
            store.confirm(
                    tx,
                    work.id(),
                    member.person(),
                    member.person().equals(work.person()) ? Optional.of(now) : Optional.empty());
        }
        ledger.append(
                tx,
                new Entry(
                        "lab.handed-in",
                        work.person(),
                        work.id(),
                        Map.of(
                                "pack", place.packId(),
                                "lab", place.lab().id(),
                                "number", (long) handedIn.handIns(),
                                "digest", handedIn.digest()),
                        // A short text could be guessed from a bare digest.
                        Map.of("texts", new Personal(work.person(), digest(tx, handedIn)))));
        acts.tell(tx, new LearningAct.LabHandedIn(work.person(), place.packId(), place.lab().id()));
        return settle(tx, place, handedIn, "");
    }

    private String digest(Tx tx, LabWork work) {
        var all = new StringBuilder();
        new TreeMap<>(work.texts())
                .forEach((part, text) ->
                        all.append(part).append(' ').append(Digests.hex(text)).append('\n'));
        files.of(tx, work.id()).forEach(f -> all.append(f.digest()).append('\n'));
        return Digests.hex(all.toString());
    }

    /// Passes what is handed in where every rule holds, and sends back what the key says is not
    /// enough.
    ///
    /// @param by the mentor whose word was the last; empty where it was none
    LabWork settle(Tx tx, Place place, LabWork work, String by) throws SQLException {
        var now = work;
        if (work.state() == State.HANDED_IN) {
            var rules = rules(tx, place, Optional.of(work));
            if (!LabRules.met(rules, When.KEY)) {
                return sendBack(tx, place, work, by);
            }
            if (LabRules.allMet(rules)) {
                now = pass(tx, work, by);
            }
        }
        if (now.state() == State.PASSED) {
            for (var member : store.members(tx, work.id())) {
                if (member.confirmed() && !member.person().equals(work.person())) {
                    var theirs = find(tx, member.person(), place);
                    if (theirs.filter(w -> w.state() == State.PASSED).isEmpty()) {
                        pass(tx, theirs.orElseGet(() -> fresh(member.person(), place)), by);
                    }
                }
            }
        }
        return now;
    }

    LabWork sendBack(Tx tx, Place place, LabWork work, String by) throws SQLException {
        var back = work.in(State.SENT_BACK);
        store.put(tx, back);
        ledger.append(tx, judged("lab.sent-back", work, by));
        acts.tell(
                tx,
                new LearningAct.LabJudged(
                        work.person(), place.packId(), place.lab().id(), false, by));
        return back;
    }

    private LabWork pass(Tx tx, LabWork work, String by) throws SQLException {
        var passed = work.in(State.PASSED).watch(Optional.empty());
        store.put(tx, passed);
        ledger.append(tx, judged("lab.passed", work, by));
        acts.tell(tx, new LearningAct.LabJudged(work.person(), work.pack(), work.lab(), true, by));
        completion.check(tx, work.person(), work.pack());
        return passed;
    }

    private static Entry judged(String action, LabWork work, String by) {
        return new Entry(
                action,
                by.isEmpty() ? SYSTEM : by,
                work.id(),
                Map.of(
                        "person", work.person(),
                        "pack", work.pack(),
                        "lab", work.lab(),
                        "number", (long) work.handIns()));
    }

    static RuntimeException unknown(String what) {
        return problem(
                404, "unknown-lab", "there is no lab `" + what + "`", "start from your courses");
    }

    static RuntimeException problem(int status, String code, String detail, String remedy) {
        return new Problem(status, code, "The lab stays as it was", detail, remedy).asException();
    }
}
