package dev.countersign.practice;

import dev.countersign.kernel.Digests;
import dev.countersign.kernel.Ids;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Entry.Personal;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.practice.Attempt.Look;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// What mentors do: comment on decisions, sign off or ask for more. Threads may share it.
public final class Mentorship {
    private static final int MIN_WORDS = 10;
    private static final int MAX_WORDS = 1_000;

    private final Practice.Place main;
    private final Practice.Place practice;
    private final People people;
    private final Queues queues;
    private final Mentors mentors;
    private final Attempts attempts;
    private final PracticeStore store;
    private final VerdictStore verdicts;
    private final InstantSource clock;
    private final Ids ids;

    Mentorship(
            Practice.Place main,
            Practice.Place practice,
            People people,
            Queues queues,
            Mentors mentors,
            Attempts attempts,
            PracticeStore store,
            VerdictStore verdicts,
            InstantSource clock,
            Ids ids) {
        this.main = main;
        this.practice = practice;
        this.people = people;
        this.queues = queues;
        this.mentors = mentors;
        this.attempts = attempts;
        this.store = store;
        this.verdicts = verdicts;
        this.clock = clock;
        this.ids = ids;
    }

    /// A mentor's comment on a decision; on one of the first five it is the look that is waited
    /// for.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403 for who does not teach the learner, 404,
    ///   409 before the decision, 422 for a comment that says nothing
    public void comment(Identity mentor, String caseId, String words) {
        var text = words(words);
        practice.storage()
                .writeAndWait(tx -> {
                    queues.revalidate(tx, mentor);
                    var attempt = attempts.find(tx, caseId).orElseThrow(() -> unknown(caseId));
                    mentors.require(mentor, attempt.person());
                    if (attempt.decided().isEmpty()) {
                        throw Practice.problem(
                                409,
                                "not-decided",
                                "Nothing to comment on yet",
                                "case `" + caseId + "` is not decided",
                                "wait for the learner's decision");
                    }
                    var look = new Look(mentor.id(), text, clock.instant());
                    // A form that is sent twice says it once.
                    if (attempt.looks().stream().noneMatch(look::says)) {
                        store.comment(tx, ids.next("look"), caseId, look);
                        practice.ledger().append(tx, commented(attempt, look));
                    }
                    return true;
                });
    }

    private static Entry commented(Attempt attempt, Look look) {
        return new Entry(
                "practice.commented",
                look.mentor(),
                attempt.caseId(),
                Map.of("learner", attempt.person()),
                Map.of("comment", new Personal(attempt.person(), look.words())));
    }

    /// Says that somebody may decide real cases, or asks for more practice. On the main record,
    /// with the practice ledger's checkpoint, so that nobody can change afterwards what it was said
    /// of.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403 for oneself or who does not teach the
    ///   learner, 409 where it is too early or was said before, 422 for a comment that says nothing
    public Verdict judge(Identity mentor, String person, boolean signOff, String words) {
        mentors.require(mentor, person);
        var text = words(words);
        var seen =
                new Progress(
                        practice.storage().read(tx -> attempts.of(tx, person)),
                        main.storage().read(tx -> verdicts.newest(tx, person)));
        refuseTooEarly(seen, signOff);
        var note = practice.ledger().checkpoint();
        return main.storage()
                .writeAndWait(tx -> {
                    people.revalidate(tx, mentor);
                    // The other tab may have said it meanwhile.
                    var last = verdicts.newest(tx, person);
                    refuseTooEarly(new Progress(seen.attempts(), last), signOff);
                    var verdict =
                            new Verdict(
                                    person,
                                    1 + last.map(Verdict::number).orElse(0),
                                    mentor.id(),
                                    signOff,
                                    text,
                                    seen.decided(),
                                    seen.right(),
                                    note,
                                    clock.instant());
                    verdicts.insert(tx, ids.next("verdict"), verdict);
                    main.ledger().append(tx, entry(verdict, seen.digest()));
                    return verdict;
                });
    }

    private static void refuseTooEarly(Progress seen, boolean signOff) {
        var why =
                signOff
                        ? seen.notYet()
                        : seen.decided() == 0
                                ? Optional.of("nothing is decided yet")
                                : Optional.<String>empty();
        if (why.isPresent()) {
            throw Practice.problem(
                    409,
                    "too-early",
                    signOff ? "Not signed off" : "Nothing to ask for",
                    why.get(),
                    "look at what is missing on the learner's page");
        }
    }

    private static Entry entry(Verdict v, String decisions) {
        return new Entry(
                v.signedOff() ? "practice.signed-off" : "practice.more-asked",
                v.mentor(),
                v.person(),
                Map.of(
                        "decided",
                        (long) v.decided(),
                        "right",
                        (long) v.right(),
                        "checkpoint_digest",
                        Digests.hex(v.checkpoint()),
                        // On PostgreSQL the checkpoint may not cover the last of them yet.
                        "decisions_digest",
                        decisions),
                Map.of("comment", new Personal(v.person(), v.words())));
    }

    private static String words(String words) {
        var text = words.strip();
        if (text.length() < MIN_WORDS || text.length() > MAX_WORDS) {
            throw Practice.problem(
                    422,
                    "comment",
                    "Write a comment",
                    "the comment has " + text.length() + " characters",
                    "write "
                            + MIN_WORDS
                            + " to "
                            + MAX_WORDS
                            + ": what was good, what to look at next time");
        }
        return text;
    }

    private static RuntimeException unknown(String caseId) {
        return Practice.problem(
                404,
                "unknown-case",
                "No such practice case",
                "there is no practice case `" + caseId + "` of somebody you teach",
                "look on the Practice page");
    }
}
