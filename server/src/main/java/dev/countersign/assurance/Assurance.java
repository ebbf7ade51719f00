package dev.countersign.assurance;

import dev.countersign.assurance.WorkSample.Defect;
import dev.countersign.assurance.WorkSample.Kind;
import dev.countersign.assurance.WorkSample.Review;
import dev.countersign.confidence.Sample;
import dev.countersign.gate.Worth;
import dev.countersign.gateway.AnswerWatch;
import dev.countersign.kernel.Digests;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Refusal;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.prompt.PromptLibrary;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// Shadow mode, reviews and certificates: the module's front door. Threads may share it.
public final class Assurance {
    /// Longest text of a piece of work or an answer, in characters.
    public static final int LONGEST = 20_000;

    private static final int AT_ONCE = 500_000;

    private static final int LEAST_WORDS = 10;
    private static final int LEAST_WHY = 20;
    private static final int MANY = 200;
    private static final Set<String> REVIEWS = Set.of("process_quality");
    private static final Set<String> BRINGS =
            Set.of("process_quality", "ops_manager", "programme_manager", "mentor");
    private static final Set<String> READS =
            Set.of(
                    "process_quality",
                    "ops_manager",
                    "programme_manager",
                    "mentor",
                    "compliance_liaison",
                    "security",
                    "legal",
                    "executive");

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Supplier<List<Tool>> tools;
    private final PromptLibrary library;
    private final UnaryOperator<String> mask;
    private final InstantSource clock;
    private final Ids ids;
    private final Certificates certificates;
    private final Released released;
    private final DriftWatch drift;
    private final SampleStore samples = new SampleStore();
    private final Semaphore taking = new Semaphore(2);
    private final List<ReviewListener> listeners =
            new java.util.concurrent.CopyOnWriteArrayList<>();

    /// @param tools of the playbook in force
    /// @param mask takes personal data out, as the playbook in force says
    /// @param encode gives a text's embedding, of length 1, so that unlike work is noticed
    public Assurance(
            Storage storage,
            Ledger ledger,
            People people,
            Supplier<List<Tool>> tools,
            PromptLibrary library,
            UnaryOperator<String> mask,
            Function<String, float[]> encode,
            InstantSource clock,
            Ids ids,
            RandomGenerator random) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.tools = tools;
        this.library = library;
        this.mask = mask;
        this.clock = clock;
        this.ids = ids;
        this.certificates = new Certificates(ledger, library, tools, clock, ids);
        this.drift = new DriftWatch(storage, ledger, encode, clock);
        this.released = new Released(certificates, drift, clock, ids, random);
    }

    /// What gates ask.
    public Worth worth() {
        return certificates::known;
    }

    /// Before the first review.
    public void listen(ReviewListener listener) {
        listeners.add(listener);
    }

    /// What the gateway asks.
    public AnswerWatch watch() {
        return released;
    }

    /// A tool and what is known of it now.
    ///
    /// @param version empty where none is live
    /// @param drift since when the work looks unlike the samples
    public record Standing(
            Tool tool,
            Optional<ToolVersion> version,
            Worth.Known known,
            List<Certificate> certificates,
            Optional<Withheld> withheld,
            Optional<Instant> drift) {}

    public static boolean reads(Identity who) {
        return who.hasAny(READS);
    }

    /// Whether somebody reviews the answers of a tool.
    public static boolean reviews(Identity who, Tool tool) {
        return who.hasAny(REVIEWS) || tool.owner().filter(who.id()::equals).isPresent();
    }

    public boolean reviewsAny(Identity who) {
        return tools.get().stream().anyMatch(t -> reviews(who, t));
    }

    public static boolean brings(Identity who) {
        return who.hasAny(BRINGS);
    }

    public List<Standing> standings() {
        return storage.read(tx -> {
            var out = new java.util.ArrayList<Standing>();
            for (var tool : tools.get()) {
                out.add(standing(tx, tool));
            }
            return out;
        });
    }

    /// How many of the answers that were reviewed were right.
    public record Agreement(int right, int reviewed) {}

    public Agreement agreement(Instant from, Instant to) {
        return storage.read(tx -> samples.agreement(tx, from, to));
    }

    /// @throws dev.countersign.kernel.ProblemException 404
    public Standing standing(String tool) {
        var found = tool(tool);
        return storage.read(tx -> standing(tx, found));
    }

    private Standing standing(Tx tx, Tool tool) throws SQLException {
        return new Standing(
                tool,
                certificates.current(tx, tool.name()),
                certificates.known(tx, tool.name()),
                certificates.all(tx, Optional.of(tool.name())),
                certificates.withheld(tx, tool.name()),
                certificates.drift(tx, tool.name(), clock.instant()));
    }

    /// Takes work for shadow mode in, masked. What was sent before is given back as it is.
    ///
    /// @return in the order of `work`
    /// @throws dev.countersign.kernel.ProblemException 403, 404 for a tool or person, 422
    public List<WorkSample> put(Identity by, List<NewWork> work) {
        if (!taking.tryAcquire()) {
            throw Refusal.of(
                    429,
                    "import-under-way",
                    "other work is being taken in at this moment",
                    "send it again in a minute; what was taken before is not doubled");
        }
        try {
            return masked(by, work);
        } finally {
            taking.release();
        }
    }

    /// Masking reads every character, so only what is new is masked, and only so much at once.
    private List<WorkSample> masked(Identity by, List<NewWork> work) {
        work.forEach(w -> requireMayBring(by, w));
        var known = storage.read(tx -> work.stream().map(w -> there(tx, w)).toList());
        var length = 0L;
        for (var i = 0; i < work.size(); i++) {
            var w = work.get(i);
            length +=
                    known.get(i).isPresent() ? 0 : w.input().length() + w.own().orElse("").length();
        }
        if (length > AT_ONCE) {
            throw Refusal.of(
                    413,
                    "too-much",
                    "the new pieces of work have " + length + " characters",
                    "send at most " + AT_ONCE + " at once; split the file");
        }
        var masked = new java.util.ArrayList<WorkSample>();
        for (var i = 0; i < work.size(); i++) {
            var w = work.get(i);
            masked.add(known.get(i).orElseGet(() -> masked(by, w)));
        }
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            var out = new java.util.ArrayList<WorkSample>();
            for (var sample : masked) {
                if (samples.find(tx, sample.id()).isPresent()) {
                    out.add(sample);
                } else if (samples.insert(tx, sample)) {
                    ledger.append(
                            tx,
                            new Entry(
                                    "sample.taken",
                                    by.id(),
                                    sample.id(),
                                    Map.of(
                                            "tool", sample.tool(),
                                            "source", sample.source(),
                                            "worker", sample.worker(),
                                            "input_digest", Digests.hex(sample.input()))));
                    out.add(sample);
                } else {
                    out.add(
                            samples.bySource(tx, sample.tool(), sample.source(), sample.sourceId())
                                    .orElseThrow());
                }
            }
            return out;
        });
    }

    private Optional<WorkSample> there(Tx tx, NewWork work) {
        return samples.bySource(tx, work.tool(), work.source(), work.sourceId());
    }

    private static void requireMayBring(Identity by, NewWork work) {
        if (!by.hasAny(BRINGS) && !by.id().equals(work.worker())) {
            throw Refusal.of(
                    403,
                    "role",
                    "you bring only your own work",
                    "work of others is brought by "
                            + String.join(", ", new java.util.TreeSet<>(BRINGS)));
        }
    }

    private WorkSample masked(Identity by, NewWork work) {
        var tool = tool(work.tool());
        var worker =
                people.person(work.worker())
                        .filter(p -> p.active())
                        .orElseThrow(() ->
                                Refusal.of(
                                        404,
                                        "unknown-person",
                                        "there is nobody `" + work.worker() + "`",
                                        "name whose work it is by their id"));
        require(work.input(), "the work");
        work.own().ifPresent(own -> require(own, "the person's answer"));
        if (work.sourceId().isBlank() || work.sourceId().length() > 200) {
            throw Refusal.of(
                    422,
                    "source-id",
                    "the work has no id of 1 to 200 characters",
                    "send the ticket's id, so that one sent twice counts once");
        }
        return new WorkSample(
                ids.next("sample"),
                Kind.SHADOW,
                tool.name(),
                work.source(),
                work.sourceId(),
                worker.id(),
                mask.apply(work.input()),
                work.own().map(mask),
                work.own().isPresent() && !by.id().equals(worker.id()) ? by.id() : "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                clock.instant());
    }

    private static void require(String text, String what) {
        if (text.isBlank() || text.length() > LONGEST) {
            throw Refusal.of(
                    422,
                    "text",
                    what + (text.isBlank() ? " is empty" : " has " + text.length() + " characters"),
                    "send 1 to " + LONGEST + " characters");
        }
    }

    /// One's own work that waits for one's answer, the oldest first.
    public List<WorkSample> waitingFor(Identity who) {
        return storage.read(tx -> samples.waitingFor(tx, who.id(), MANY));
    }

    /// A sample, for those who may read it.
    ///
    /// @throws dev.countersign.kernel.ProblemException 404 for anybody else's, too
    public WorkSample sample(Identity who, String id) {
        return storage.read(tx -> samples.find(tx, id))
                .filter(s ->
                        s.worker().equals(who.id())
                                || reads(who)
                                || certificates
                                        .tool(s.tool())
                                        .filter(t -> reviews(who, t))
                                        .isPresent())
                .orElseThrow(() -> unknown(id));
    }

    /// The worker's own answer, given before anybody shows them the tool's. Once.
    public void answer(Identity who, String id, String text) {
        require(text, "your answer");
        var masked = mask.apply(text.strip());
        storage.writeAndWait(tx -> {
            people.revalidate(tx, who);
            var sample =
                    samples.find(tx, id)
                            .filter(s -> s.worker().equals(who.id()))
                            .orElseThrow(() -> unknown(id));
            if (!samples.own(tx, id, masked, clock.instant())) {
                throw Refusal.of(
                        409,
                        "answered",
                        "your answer to this is there already",
                        "go on with the next one");
            }
            ledger.append(
                    tx,
                    new Entry(
                            "sample.answered",
                            who.id(),
                            id,
                            Map.of("tool", sample.tool(), "digest", Digests.hex(masked))));
            return true;
        });
    }

    /// What somebody may review, the oldest first; never their own work.
    public List<WorkSample> toReview(Identity who, Optional<String> tool) {
        var mine = tools.get().stream().filter(t -> reviews(who, t)).map(Tool::name).toList();
        return storage.read(tx ->
                samples.toReview(tx, who.id(), tool.orElse(null), MANY).stream()
                        .filter(s -> mine.contains(s.tool()))
                        .toList());
    }

    /// A tool's samples, the newest first.
    public List<WorkSample> samples(String tool, int offset, int limit) {
        return storage.read(tx -> samples.of(tx, tool, offset, limit));
    }

    /// The reviewed shadow samples of a tool as it answers now, in the order of their reviews.
    public List<WorkSample> reviewedNow(String tool) {
        return storage.read(tx -> {
            var version = certificates.current(tx, tool);
            var seen = certificates.seen(tx, tool);
            return version.isEmpty() || seen.isEmpty()
                    ? List.of()
                    : samples.reviewed(
                            tx, Kind.SHADOW, tool, version.get().digest(), seen.get().answeredBy());
        });
    }

    /// A reviewed one as statistics see it: what has no confidence is never released by itself.
    public static Sample sampleOf(WorkSample reviewed) {
        var score = reviewed.given().flatMap(WorkSample.Given::score).map(Double::parseDouble);
        return new Sample(score.orElse(0.0), reviewed.review().orElseThrow().right());
    }

    /// What a reviewer found.
    ///
    /// @param workerRight of the person's answer; empty for an audit
    /// @param defect what is wrong with the tool's answer; there exactly where it is not right
    /// @param words why; at least 10 characters where something is wrong
    public record Found(
            boolean right, Optional<Boolean> workerRight, Optional<Defect> defect, String words) {

        /// What was said of the first and the second answer, by somebody who was not told whose
        /// they are.
        ///
        /// @param second empty for an audit
        /// @param ofFirst what is wrong with the first, should it be the tool's
        public static Found blind(
                WorkSample sample,
                boolean first,
                Optional<Boolean> second,
                Optional<Defect> ofFirst,
                Optional<Defect> ofSecond,
                String words) {
            if (sample.kind() == Kind.AUDIT) {
                return new Found(
                        first, Optional.empty(), first ? Optional.empty() : ofFirst, words);
            }
            if (second.isEmpty()) {
                throw Refusal.of(
                        422, "both", "one of the two answers is not judged", "judge both answers");
            }
            var right = sample.ownFirst() ? second.get() : first;
            var defect = sample.ownFirst() ? ofSecond : ofFirst;
            return new Found(
                    right,
                    Optional.of(sample.ownFirst() ? first : second.get()),
                    right ? Optional.empty() : defect,
                    words);
        }
    }

    /// Reviews a sample, once; the looks that are due are made with it.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403, 404, 409, 422
    public void review(Identity by, String id, Found found) {
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            var sample = samples.find(tx, id).orElseThrow(() -> unknown(id));
            var tool = tool(sample.tool());
            check(by, tool, sample, found);
            var review =
                    new Review(
                            by.id(),
                            clock.instant(),
                            found.right(),
                            found.workerRight(),
                            found.defect(),
                            mask.apply(found.words().strip()));
            if (!samples.review(tx, id, review)) {
                throw Refusal.of(
                        409, "reviewed", "somebody has reviewed this already", "take the next one");
            }
            var facts = new HashMap<String, Object>();
            facts.put("tool", sample.tool());
            facts.put("kind", sample.kind().name().toLowerCase(java.util.Locale.ROOT));
            facts.put("version", sample.given().orElseThrow().version());
            facts.put("right", found.right());
            found.workerRight().ifPresent(r -> facts.put("worker_right", r));
            found.defect()
                    .ifPresent(
                            d -> facts.put("defect", d.name().toLowerCase(java.util.Locale.ROOT)));
            ledger.append(tx, new Entry("sample.reviewed", by.id(), id, facts));
            for (var listener : listeners) {
                listener.reviewed(tx, sample, review);
            }
            if (sample.kind() == Kind.AUDIT) {
                released.audited(tx, tool);
            } else {
                certificates.look(tx, tool);
            }
            return true;
        });
    }

    private static void check(Identity by, Tool tool, WorkSample sample, Found found) {
        if (!reviews(by, tool)) {
            throw Refusal.of(
                    403,
                    "role",
                    "answers of `" + tool.name() + "` are reviewed by process quality",
                    "ask its quality owner" + tool.owner().map(o -> ", `" + o + "`").orElse(""));
        }
        if (sample.worker().equals(by.id())) {
            throw Refusal.of(
                    403, "own-work", "nobody reviews their own work", "leave it to another");
        }
        if (sample.ownBroughtBy().equals(by.id())) {
            throw Refusal.of(
                    403,
                    "brought",
                    "you wrote the person's answer down yourself",
                    "leave its review to another");
        }
        if (sample.stage() != WorkSample.Stage.WAITS_FOR_REVIEW) {
            throw Refusal.of(
                    409,
                    "not-ready",
                    sample.stage() == WorkSample.Stage.REVIEWED
                            ? "somebody has reviewed this already"
                            : "an answer is still missing",
                    "take the next one");
        }
        if (found.right() == found.defect().isPresent()) {
            throw Refusal.of(
                    422,
                    "defect",
                    found.right()
                            ? "an answer that can be used has no defect"
                            : "it is not said what is wrong with the tool's answer",
                    "choose what is wrong, or say that it can be used");
        }
        if (sample.kind() == Kind.SHADOW && found.workerRight().isEmpty()) {
            throw Refusal.of(
                    422, "both", "one of the two answers is not judged", "judge both answers");
        }
        if (!found.right() && found.words().strip().length() < LEAST_WORDS) {
            throw Refusal.of(
                    422,
                    "words",
                    "nobody could learn from this review",
                    "say in a sentence what is wrong");
        }
    }

    /// Keeps a tool from everybody at once.
    public void withhold(Identity by, String name, String why) {
        changed(
                by,
                name,
                why,
                (tx, tool) -> {
                    if (certificates.withheld(tx, tool.name()).isPresent()) {
                        throw Refusal.of(409, "withheld", "it is withheld already", "");
                    }
                    certificates.withhold(tx, tool.name(), why.strip(), by.id());
                });
    }

    /// Gives a withheld tool back to those whose gate is open otherwise.
    public void lift(Identity by, String name, String why) {
        changed(
                by,
                name,
                why,
                (tx, tool) -> {
                    if (!certificates.lift(tx, tool.name(), why.strip(), by.id())) {
                        throw Refusal.of(409, "not-withheld", "it is not withheld", "");
                    }
                });
    }

    private interface Change {
        void to(Tx tx, Tool tool) throws SQLException;
    }

    private void changed(Identity by, String name, String why, Change change) {
        var tool = tool(name);
        if (!reviews(by, tool)) {
            throw Refusal.of(
                    403,
                    "role",
                    "tools are withheld and given back by process quality",
                    "ask its quality owner" + tool.owner().map(o -> ", `" + o + "`").orElse(""));
        }
        if (why.strip().length() < LEAST_WHY) {
            throw Refusal.of(
                    422,
                    "why",
                    "the reason has fewer than " + LEAST_WHY + " characters",
                    "say what made you decide so");
        }
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            change.to(tx, tool);
            return true;
        });
    }

    /// @throws dev.countersign.kernel.ProblemException 404
    public Certificate certificate(String id) {
        return storage.read(tx -> certificates.find(tx, id)).orElseThrow(() -> unknown(id));
    }

    public List<Certificate> certificates(Optional<String> tool) {
        return storage.read(tx -> certificates.all(tx, tool));
    }

    /// Looks whether what was asked since the last time is like the samples.
    public void watchDrift() {
        drift.runDue();
    }

    /// Ends certificates of versions that are live no more; gates do not wait for it.
    public void endStale() {
        storage.writeAndWait(tx -> {
            certificates.endStale(tx);
            return true;
        });
    }

    /// The tools' answers to what waits for them. One per server.
    public ShadowAnswers answers(dev.countersign.gateway.Rehearsal rehearsal) {
        return new ShadowAnswers(storage, people, tools, library, certificates, rehearsal, clock);
    }

    /// @throws dev.countersign.kernel.ProblemException 404
    public Tool tool(String name) {
        return certificates
                .tool(name)
                .orElseThrow(() ->
                        Refusal.of(
                                404,
                                "unknown-tool",
                                "there is no tool `" + name + "`",
                                "name a microtool of the playbook in force"));
    }

    private static RuntimeException unknown(String id) {
        return Refusal.of(
                404, "unknown", "there is no `" + id + "`", "look it up on the tool's page");
    }
}
