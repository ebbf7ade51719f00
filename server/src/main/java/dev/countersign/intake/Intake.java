package dev.countersign.intake;

import dev.countersign.bundle.Judged;
import dev.countersign.desk.CaseFacts;
import dev.countersign.desk.Category;
import dev.countersign.desk.Desk;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.desk.NewCase;
import dev.countersign.escalation.Routing;
import dev.countersign.escalation.Taxonomy;
import dev.countersign.intake.Told.Outcome;
import dev.countersign.kernel.Digests;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.Reason;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.playbook.LoadedPlaybook;
import dev.countersign.policy.Attribute;
import dev.countersign.policy.Rulebook;
import dev.countersign.redaction.Finder;
import dev.countersign.redaction.JsonMasking;
import dev.countersign.redaction.Masking;
import dev.countersign.storage.Priority;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/// Takes exceptions in: each on its own, once, masked before it is stored. Threads may share it.
public final class Intake {
    public static final int MOST = 1_000;

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Desk desk;
    private final Supplier<Optional<Rulebook>> rulebook;
    private final Supplier<Routing> routing;
    private final Function<Rulebook, Finder> finders;
    private final CategoryTriage triage;
    private final Judging judging;
    private final Approvers approvers;
    private final InstantSource clock;
    private final Ids ids;

    /// @param finders what is masked under a rulebook; MUST be quick: automation sends thousands
    public Intake(
            Storage storage,
            Ledger ledger,
            People people,
            Desk desk,
            Supplier<Optional<Rulebook>> rulebook,
            Supplier<Optional<LoadedPlaybook>> playbook,
            Supplier<Routing> routing,
            Function<Rulebook, Finder> finders,
            CategoryTriage triage,
            Judging judging,
            InstantSource clock,
            Ids ids) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.desk = desk;
        this.rulebook = rulebook;
        this.routing = routing;
        this.finders = finders;
        this.triage = triage;
        this.judging = judging;
        this.approvers = new Approvers(playbook, people);
        this.clock = clock;
        this.ids = ids;
    }

    /// The categories under which new exceptions are put: their team's own, else the
    /// organisation's, else the shipped.
    public Taxonomy taxonomy(String team, String service) {
        return routing.get().taxonomyFor(team, service);
    }

    /// The categories that a case without one can be put under now.
    public Taxonomy taxonomy(ExceptionCase c) {
        var facts = c.opened().facts();
        return taxonomy(
                facts.map(CaseFacts::team).orElse(""), facts.map(CaseFacts::service).orElse(""));
    }

    /// Blocks until every one is durable or refused; the result has their order.
    ///
    /// @throws dev.countersign.kernel.ProblemException 413 for more than [#MOST], 422 for none, 503
    ///   where no playbook is active
    public List<Told> take(Identity by, List<NativeFormat.Read> exceptions) {
        if (exceptions.size() > MOST) {
            throw problem(
                    413,
                    "too-many",
                    exceptions.size() + " exceptions came at once",
                    "send at most " + MOST + " in one request");
        }
        if (exceptions.isEmpty()) {
            throw problem(422, "none", "no exception came", "send at least one");
        }
        var inForce =
                rulebook.get()
                        .orElseThrow(() ->
                                problem(
                                        503,
                                        "no-playbook",
                                        "no playbook has been activated yet",
                                        "the programme manager activates one on the Playbook page"));
        var pending = new ArrayList<CompletableFuture<Told>>();
        for (var read : exceptions) {
            pending.add(
                    read.exception()
                            .map(e -> one(by, e, inForce))
                            .orElseGet(() ->
                                    CompletableFuture.completedFuture(
                                            Told.refused(
                                                    read.id(), String.join("; ", read.wrong())))));
        }
        return pending.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<Told> one(Identity by, Incoming e, Rulebook inForce) {
        Masking masking = new Masking(inForce.redact() ? finders.apply(inForce) : _ -> List.of());
        Draft draft;
        try {
            draft = draft(by, e, masking, inForce);
        } catch (RuntimeException unreadable) {
            // What cannot be masked is not kept.
            return CompletableFuture.completedFuture(
                    Told.refused(e.id(), "it could not be checked for personal data"));
        }
        return storage.write(
                        Priority.BULK,
                        tx -> {
                            people.revalidate(tx, by);
                            return keep(tx, by, e, draft);
                        })
                // One that was not recorded does not lose the others.
                .exceptionally(
                        _ -> Told.refused(e.id(), "it could not be recorded; send it again"));
    }

    /// A case as it would be opened, and what the policies say of it; empty where none are in
    /// force.
    private record Draft(NewCase opened, Optional<Judging.Said> said) {}

    private Told keep(Tx tx, Identity by, Incoming e, Draft draft) throws Exception {
        var opened = draft.opened();
        var known = desk.ofSource(tx, e.source(), e.id());
        if (known.isPresent()) {
            var c = known.get();
            // Whoever else has a key must not speak for this source.
            if (!c.opened().raisedBy().equals(by.id())) {
                return somebodyElses(e);
            }
            var same =
                    c.opened().requestDigest().equals(opened.requestDigest())
                            && c.opened().answerDigest().equals(opened.answerDigest());
            if (same) {
                return new Told(e.id(), Outcome.DUPLICATE, Optional.of(c.id()), Optional.empty());
            }
            var amended = desk.amend(tx, c.id(), opened);
            if (amended) {
                record(tx, by, e, draft, Optional.of(c.id()));
            }
            return new Told(
                    e.id(),
                    amended ? Outcome.UPDATED : Outcome.SETTLED,
                    Optional.of(c.id()),
                    Optional.empty());
        }
        if (draft.said().filter(Judging.Said::covers).isPresent()) {
            return cover(tx, by, e, draft);
        }
        var caseId = desk.open(tx, opened);
        record(tx, by, e, draft, Optional.of(caseId));
        ledger.append(
                tx,
                new Entry(
                        "exception.raised",
                        by.id(),
                        opened.callId(),
                        Map.of(
                                "case", caseId,
                                "source", e.source(),
                                "category", e.category(),
                                "severity", e.severity().name(),
                                "verdict", draft.said().map(Judging.Said::outcome).orElse(""),
                                "policies",
                                        draft.said().map(Judging.Said::policies).orElse(List.of()),
                                "bundle", draft.said().map(s -> s.verdict().bundle()).orElse(""),
                                "content_digest", opened.requestDigest())));
        return new Told(e.id(), Outcome.CREATED, Optional.of(caseId), Optional.empty());
    }

    private static Told somebodyElses(Incoming e) {
        return Told.refused(
                e.id(),
                "source `" + e.source() + "` and this id belong to somebody else's exception");
    }

    /// A policy lets it go ahead: that is recorded, and nobody's time is taken.
    private Told cover(Tx tx, Identity by, Incoming e, Draft draft) {
        var said = draft.said().orElseThrow();
        var why = Optional.of(said.verdict().explanation());
        var known = judging.bundles().ofSource(tx, e.source(), e.id());
        if (known.filter(k -> !k.raisedBy().equals(by.id())).isPresent()) {
            return somebodyElses(e);
        }
        if (known.filter(k -> k.contentDigest().equals(draft.opened().requestDigest()))
                .filter(k -> k.bundle().equals(said.verdict().bundle()))
                .isPresent()) {
            return new Told(e.id(), Outcome.DUPLICATE, Optional.empty(), why);
        }
        record(tx, by, e, draft, Optional.empty());
        ledger.append(
                tx,
                new Entry(
                        "exception.let-go",
                        by.id(),
                        draft.opened().callId(),
                        Map.of(
                                "source", e.source(),
                                "source_id", e.id(),
                                "category", e.category(),
                                "policies", said.policies(),
                                "exemption", said.exemption(),
                                "bundle", said.verdict().bundle(),
                                "content_digest", draft.opened().requestDigest())));
        return new Told(e.id(), Outcome.COVERED, Optional.empty(), why);
    }

    private void record(Tx tx, Identity by, Incoming e, Draft draft, Optional<String> caseId) {
        draft.said()
                .ifPresent(said ->
                        judging.bundles()
                                .record(
                                        tx,
                                        new Judged(
                                                e.source(),
                                                e.id(),
                                                by.id(),
                                                caseId,
                                                draft.opened().requestDigest(),
                                                said.verdict().bundle(),
                                                said.verdict().outcome(),
                                                said.policies(),
                                                said.exemption(),
                                                said.verdict().explanation(),
                                                said.facts(),
                                                said.at())));
    }

    private Draft draft(Identity by, Incoming e, Masking masking, Rulebook inForce) {
        var evidence = new JsonMasking(masking).mask(e.evidence()).toPrettyString();
        var shown = e.evidence().isEmpty() ? "" : evidence;
        var title = masking.mask(e.title());
        var rule = masking.mask(e.rule());
        var recommendation = masking.mask(e.recommendation());
        var request = words(e, title, rule);
        var text = recommendation.isEmpty() ? "Let it go ahead as it is." : recommendation;
        var queue =
                approvers.of(e.taxonomy(), e.category(), e.facts().number(Attribute.AMOUNT) > 0);
        var service = masking.mask(e.service());
        var said =
                judging.judge(
                        e,
                        service,
                        rule,
                        String.join("\n", title, rule, recommendation, shown),
                        clock.instant());
        var reasons = reasons(e, title, rule);
        said.flatMap(Judging.Said::reason).ifPresent(reasons::add);
        var opened =
                new NewCase(
                        NewCase.Kind.EXCEPTION,
                        title,
                        by.id(),
                        "automation",
                        queue.getFirst(),
                        ids.next("exception"),
                        e.category().isEmpty() ? "exception" : e.category(),
                        request,
                        text,
                        reasons,
                        Digests.hex(request + "\n" + shown),
                        Digests.hex(text),
                        inForce.reference(),
                        "",
                        "",
                        "",
                        Optional.empty(),
                        inForce.clearance(),
                        Optional.of(
                                new CaseFacts(
                                        e.category(),
                                        e.subtype(),
                                        e.severity(),
                                        service,
                                        e.environment(),
                                        e.team(),
                                        e.tags(),
                                        rule,
                                        shown,
                                        e.source(),
                                        e.id(),
                                        e.taxonomy().version(),
                                        said.map(Judging.Said::outcome).orElse(""),
                                        e.kind())),
                        queue);
        return new Draft(opened, said);
    }

    /// Why it waits and, where no category came with it, which one the machine would choose.
    private List<Reason> reasons(Incoming e, String title, String rule) {
        var reasons = new ArrayList<Reason>();
        reasons.add(
                new Reason(
                        rule.isEmpty() ? "raised" : rule,
                        e.source() + " stopped it" + (rule.isEmpty() ? "" : ": " + rule),
                        e.service(),
                        "",
                        e.environment()));
        if (e.category().isEmpty()) {
            triage.proposal(title, rule, e.taxonomy()).ifPresent(reasons::add);
        }
        return reasons;
    }

    /// Puts a case that came without a category under one of the taxonomy.
    ///
    /// @param subtype may be empty
    /// @throws dev.countersign.kernel.ProblemException 422 where the taxonomy has no such category
    ///   or subtype; else as [Desk#categorise]
    public ExceptionCase categorise(Identity by, String caseId, String category, String subtype) {
        var seen = desk.find(caseId);
        var taxonomy = seen.map(this::taxonomy).orElseGet(() -> taxonomy("", ""));
        var wrong = taxonomy.wrong(category, subtype);
        if (!wrong.isEmpty()) {
            throw new Problem(
                            422,
                            "unknown-category",
                            "The category was not set",
                            String.join("; ", wrong),
                            "send a category of the taxonomy, and a subtype that it has or none")
                    .asException();
        }
        var kind = taxonomy.kindOf(category);
        var facts = judging.bundles().factsOf(caseId);
        var said = facts.flatMap(f -> judging.again(f, category, kind, subtype, clock.instant()));
        var reasons =
                seen.map(c -> new ArrayList<>(c.opened().reasons())).orElseGet(ArrayList::new);
        reasons.removeIf(r -> said.isPresent() && r.rule().equals(Reason.POLICY));
        said.flatMap(Judging.Said::reason).ifPresent(reasons::add);
        var under =
                new Category(
                        category,
                        subtype,
                        taxonomy.version(),
                        kind,
                        approvers.of(
                                taxonomy,
                                category,
                                facts.filter(f -> f.number(Attribute.AMOUNT) > 0).isPresent()),
                        said.map(Judging.Said::outcome).orElse(""),
                        reasons);
        return desk.categorise(
                caseId, under, rulebook.get().map(Rulebook::reference).orElse(""), by);
    }

    private static String words(Incoming e, String title, String rule) {
        var out = new StringBuilder(title);
        append(out, "Rule", rule.equals(title) ? "" : rule);
        append(out, "Category", e.category().replace('_', ' ') + " " + e.subtype());
        append(out, "Severity", e.severity().name());
        append(out, "Service", e.service());
        append(out, "Environment", e.environment());
        return out.toString();
    }

    private static void append(StringBuilder out, String name, String value) {
        if (!value.isBlank()) {
            out.append('\n').append(name).append(": ").append(value.strip());
        }
    }

    private static dev.countersign.kernel.ProblemException problem(
            int status, String code, String detail, String remedy) {
        return new Problem(status, code, "Nothing was taken in", detail, remedy).asException();
    }
}
