package dev.countersign.survey;

import dev.countersign.course.Survey.Kind;
import dev.countersign.kernel.Digests;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Problem;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.training.Learning;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Surveys: asked, answered, published at fixed points, closed. Threads may share it.
///
/// INVARIANT: a report changes only by at least five answers at once, and a part of it has at least
/// five; so no answer of fewer than five people follows from any reports together. That somebody
/// answered is kept blinded, and neither a time nor an order of answering is kept at all: the
/// ledger has no entry for an answer.
public final class Surveys {
    /// No smaller group is ever told apart.
    public static final int LEAST = 5;

    private static final int MAX_WORDS = 1_000;
    private static final int SHOWN = 100;
    private static final String SYSTEM = "system:survey";

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Learning learning;
    private final InstantSource clock;
    private final Ids ids;
    private final SecureRandom random;
    private final SurveyStore store;
    private final FollowUpStore followUps;

    public Surveys(
            Storage storage,
            Ledger ledger,
            People people,
            Learning learning,
            InstantSource clock,
            Ids ids,
            SecureRandom random) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.learning = learning;
        this.clock = clock;
        this.ids = ids;
        this.random = random;
        this.store = new SurveyStore(ledger.vault());
        this.followUps = new FollowUpStore(ledger.vault());
    }

    /// What somebody may see of a survey.
    ///
    /// @param asked whether they are among those it asks
    /// @param named whether their answer bears their name for now
    /// @param answers how many there are so far, in full fives; at the end those of the report
    /// @param invited how many are asked now
    public record Seen(
            Asked survey,
            boolean asked,
            boolean answered,
            boolean named,
            int answers,
            int invited,
            Report report,
            List<FollowUp> followUps) {}

    /// A survey of a course as others may know of it.
    ///
    /// @param answered how many have; empty where fewer than [#LEAST]
    public record Held(
            String id, Instant opens, Instant closes, boolean closed, OptionalInt answered) {
        public boolean isOpen(Instant now) {
            return !closed && !now.isBefore(opens) && now.isBefore(closes);
        }
    }

    /// Those asked with the questions of a course, in the caller's transaction.
    ///
    /// @param origin `PACK/SURVEY`
    public List<Held> held(Tx tx, String origin) {
        return store.of(tx, origin).stream()
                .map(s -> {
                    var closed = s.state() == Asked.State.CLOSED;
                    var n = closed ? store.report(tx, s.id()).n() : soFar(tx, s.id());
                    return new Held(
                            s.id(),
                            s.opens(),
                            s.closes(),
                            closed,
                            n < LEAST ? OptionalInt.empty() : OptionalInt.of(n));
                })
                .toList();
    }

    /// In full fives: who watched a number rise by one would know who has just answered.
    private int soFar(Tx tx, String id) {
        var n = store.answers(tx, id);
        return n - n % LEAST;
    }

    /// An answer whose author wanted their name beside it.
    public record Named(String person, Sheet sheet) {}

    /// @throws dev.countersign.kernel.ProblemException 403, or 422 where it could never be
    ///   anonymous
    public Asked ask(Identity by, Asked.Form form, String origin, Schedule.Window window) {
        Asking.require(by);
        Asking.check(form, window, clock.instant());
        var survey =
                new Asked(
                        ids.next("survey"),
                        origin,
                        form,
                        by.id(),
                        window.opens(),
                        window.closes(),
                        Asked.State.OPEN);
        var salt = new byte[32];
        random.nextBytes(salt);
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            var invited = invited(tx, form.audience());
            if (invited < LEAST) {
                throw Asking.tooFew(invited);
            }
            store.insert(tx, survey, salt);
            ledger.append(
                    tx,
                    new Entry(
                            "survey.asked",
                            by.id(),
                            survey.id(),
                            Map.of(
                                    "origin",
                                    origin,
                                    "invited",
                                    (long) invited,
                                    "questions",
                                    (long) form.questions().size(),
                                    "opens",
                                    survey.opens().toString(),
                                    "closes",
                                    survey.closes().toString())));
            return true;
        });
        return survey;
    }

    private int invited(Tx tx, Audience audience) {
        var learners = learning.learners(tx, audience.course());
        return audience.among(people, learners::contains).size();
    }

    private boolean isAsked(Tx tx, Audience audience, String person) {
        return audience.includes(
                person, people.rolesOf(tx, person), p -> learning.learns(tx, p, audience.course()));
    }

    /// Those that ask me, and for managers all others, too.
    public List<Seen> of(Identity who) {
        return storage.read(tx ->
                store.newest(tx, SHOWN).stream()
                        .map(s -> quietly(tx, who, s))
                        .filter(s ->
                                Asking.asks(who)
                                        || s.asked() && !s.survey().isPlanned(clock.instant()))
                        .toList());
    }

    private Seen quietly(Tx tx, Identity who, Asked survey) {
        try {
            return seen(tx, who, survey);
        } catch (SQLException e) {
            throw new IllegalStateException("reading survey `" + survey.id() + "`", e);
        }
    }

    /// @throws dev.countersign.kernel.ProblemException 404, also for who is not asked
    public Seen see(Identity who, String id) {
        return storage.read(tx -> {
            var seen = seen(tx, who, store.find(tx, id).orElseThrow(() -> unknown(id)));
            if (!seen.asked() && !Asking.asks(who)) {
                throw unknown(id);
            }
            return seen;
        });
    }

    private Seen seen(Tx tx, Identity who, Asked survey) throws SQLException {
        var id = survey.id();
        var report = store.report(tx, id);
        var asked = isAsked(tx, survey.form().audience(), who.id());
        var named = asked && store.named(tx, id).contains(who.id());
        var token = token(tx, survey, who.id());
        // Open answers are for who asked and can react; those asked see the figures.
        var told =
                Asking.asks(who)
                        ? report
                        : new Report(
                                report.n(),
                                report.closed(),
                                report.figures(),
                                report.parts(),
                                Map.of());
        return new Seen(
                survey,
                asked,
                token.isPresent() && store.answered(tx, id, token.get()),
                named,
                survey.state() == Asked.State.OPEN ? soFar(tx, id) : report.n(),
                invited(tx, survey.form().audience()),
                told,
                followUps.of(tx, id));
    }

    /// Takes an answer, for good: without a name nobody can find it again, not even its author.
    ///
    /// @param withName whether it shall bear one's name once the survey is closed
    /// @throws dev.countersign.kernel.ProblemException 403, 404, 409 where one has answered or it
    ///   is not open, 422 with every question that lacks an answer
    public void answer(
            Identity who,
            String id,
            Map<String, Integer> marks,
            Map<String, String> words,
            boolean withName) {
        storage.writeAndWait(tx -> {
            people.revalidate(tx, who);
            var survey = store.find(tx, id).orElseThrow(() -> unknown(id));
            var form = survey.form();
            if (!isAsked(tx, form.audience(), who.id())) {
                throw unknown(id);
            }
            if (!survey.isOpen(clock.instant())) {
                throw problem(
                        409,
                        "survey-not-open",
                        "the survey is not open now",
                        "its page says when it is");
            }
            if (withName && form.anonymous()) {
                throw problem(
                        422,
                        "survey-anonymous",
                        "this survey takes no names",
                        "answer without yours");
            }
            var sheet = sheet(tx, form, who.id(), marks, words);
            var token = token(tx, survey, who.id()).orElseThrow(() -> unknown(id));
            if (!store.answer(tx, id, token)) {
                throw problem(
                        409,
                        "survey-answered",
                        "you have answered, and answers are not kept by person",
                        "nothing more is needed");
            }
            if (withName) {
                store.name(tx, id, who.id(), sheet);
            } else {
                drop(tx, survey, sheet);
            }
            return true;
        });
    }

    private Sheet sheet(
            Tx tx,
            Asked.Form form,
            String person,
            Map<String, Integer> marks,
            Map<String, String> words) {
        var kept = new HashMap<String, Integer>();
        var said = new HashMap<String, String>();
        var wrong = new java.util.ArrayList<String>();
        for (var q : form.questions()) {
            if (q.kind() == Kind.LIKERT5) {
                // All of them or none: a question that only some answered would be a smaller group.
                var mark = marks.getOrDefault(q.id(), 0);
                if (mark < 1 || mark > 5) {
                    wrong.add("`" + q.text() + "` needs a number from 1 to 5");
                }
                kept.put(q.id(), mark);
            } else {
                var text = words.getOrDefault(q.id(), "").strip();
                if (text.length() > MAX_WORDS) {
                    wrong.add("`" + q.text() + "` takes at most " + MAX_WORDS + " characters");
                }
                if (!text.isEmpty()) {
                    said.put(q.id(), text);
                }
            }
        }
        if (!wrong.isEmpty()) {
            throw new Problem(
                            422,
                            "survey-incomplete",
                            "Nothing was recorded yet",
                            "some answers are missing or too long",
                            wrong,
                            "answer these and send it again")
                    .asException();
        }
        var part =
                form.when() == Asked.Publishing.AT_CLOSE_BY_ROLE
                        ? form.audience().part(people.rolesOf(tx, person))
                        : "";
        return new Sheet(kept, said, part);
    }

    private void drop(Tx tx, Asked survey, Sheet sheet) throws SQLException {
        var id = survey.id();
        var when = survey.form().when();
        var step = Urn.add(store.waiting(tx, id), sheet, when.block(), random);
        store.wait(tx, id, step.waiting());
        if (step.block().isEmpty()) {
            return;
        }
        store.settle(tx, id, step.block());
        if (when == Asked.Publishing.IN_FIVES) {
            publish(tx, survey, store.report(tx, id).plus(survey.form().marked(), step.block()));
        }
    }

    private void publish(Tx tx, Asked survey, Report report) throws SQLException {
        var now = clock.instant();
        store.report(tx, survey.id(), report);
        var flags = Flags.of(survey.form(), report);
        for (var flag : flags) {
            followUps.insert(tx, ids.next("followup"), survey, flag, now);
        }
        ledger.append(
                tx,
                new Entry(
                        report.closed() ? "survey.closed" : "survey.published",
                        SYSTEM,
                        survey.id(),
                        Map.of(
                                "answers", (long) report.n(),
                                "flags", (long) flags.size(),
                                "digest", Digests.hex(Forms.write(report)))));
    }

    /// Takes one's name off one's answer while the survey is open; the answer goes to the others.
    public void withdrawName(Identity who, String id) {
        storage.writeAndWait(tx -> {
            people.revalidate(tx, who);
            var survey = store.find(tx, id).orElseThrow(() -> unknown(id));
            var sheet = store.named(tx, id, who.id());
            if (survey.state() != Asked.State.OPEN || sheet.isEmpty()) {
                throw problem(
                        409,
                        "survey-name",
                        "there is no answer with your name in an open survey",
                        "names can be taken back until the survey closes");
            }
            store.unname(tx, id, who.id());
            drop(tx, survey, sheet.get());
            return true;
        });
    }

    /// Closes before its time.
    public void close(Identity by, String id) {
        Asking.require(by);
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            var survey = store.find(tx, id).orElseThrow(() -> unknown(id));
            if (!close(tx, survey)) {
                throw problem(409, "survey-closed", "it is closed", "read its report");
            }
            return true;
        });
    }

    /// Closes what is over.
    public void runDue() {
        for (var id : storage.read(tx -> store.due(tx, clock.instant()))) {
            storage.writeAndWait(tx -> {
                var survey = store.find(tx, id);
                return survey.isPresent() && close(tx, survey.get());
            });
        }
    }

    private boolean close(Tx tx, Asked survey) throws SQLException {
        if (!store.close(tx, survey.id(), clock.instant())) {
            return false;
        }
        var form = survey.form();
        var report =
                Report.closing(
                        form.marked(),
                        form.open(),
                        store.all(tx, survey.id()),
                        form.when() == Asked.Publishing.AT_CLOSE_BY_ROLE,
                        LEAST,
                        random);
        store.destroy(tx, survey.id());
        publish(tx, survey, report);
        return true;
    }

    /// Answers with a name, once the survey is closed; until then their authors may change their
    /// mind.
    public List<Named> named(Identity by, String id) {
        Asking.require(by);
        return storage.read(tx -> {
            var survey = store.find(tx, id).orElseThrow(() -> unknown(id));
            if (survey.state() == Asked.State.OPEN) {
                return List.of();
            }
            var out = new java.util.ArrayList<Named>();
            for (var person : store.named(tx, id)) {
                store.named(tx, id, person).ifPresent(s -> out.add(new Named(person, s)));
            }
            return out;
        });
    }

    /// Flags that nobody has reacted to, the oldest first.
    public List<FollowUp> waiting(Identity by) {
        return Asking.asks(by) ? storage.read(tx -> followUps.open(tx, SHOWN)) : List.of();
    }

    /// Records what is done about a flag.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403, 404, 409, 422
    public FollowUp react(Identity by, String followUp, String text) {
        Asking.require(by);
        var words = Asking.reaction(text);
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            var open = followUps.find(tx, followUp).orElseThrow(() -> unknown(followUp));
            if (!followUps.react(tx, followUp, words, by.id(), clock.instant())) {
                throw problem(
                        409,
                        "followed-up",
                        "somebody has reacted to this",
                        "read what they wrote; raise a concern for more");
            }
            ledger.append(
                    tx,
                    new Entry(
                            "survey.followed-up",
                            by.id(),
                            open.survey(),
                            Map.of("followup", followUp, "question", open.item()),
                            Map.of("reaction", new Entry.Personal(by.id(), words))));
            return followUps.find(tx, followUp).orElseThrow();
        });
    }

    /// The same person gives the same token within a survey, and nobody without its salt can say
    /// whose it is.
    private Optional<String> token(Tx tx, Asked survey, String person) throws SQLException {
        if (survey.state() == Asked.State.CLOSED) {
            return Optional.empty();
        }
        var salt = store.salt(tx, survey.id());
        if (salt.isEmpty()) {
            return Optional.empty();
        }
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt.get(), "HmacSHA256"));
            return Optional.of(
                    HexFormat.of().formatHex(mac.doFinal(person.getBytes(StandardCharsets.UTF_8))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static RuntimeException unknown(String id) {
        return problem(
                404,
                "unknown-survey",
                "there is no survey `" + id + "` that asks you",
                "start from Surveys");
    }

    static RuntimeException problem(int status, String code, String detail, String remedy) {
        return new Problem(status, code, "The survey stays as it was", detail, remedy)
                .asException();
    }
}
