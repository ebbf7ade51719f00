package dev.countersign.change;

import dev.countersign.bundle.BundleDiff;
import dev.countersign.bundle.Bundles;
import dev.countersign.change.ChangeRequest.Kind;
import dev.countersign.change.ChangeRequest.State;
import dev.countersign.desk.CaseListener;
import dev.countersign.desk.Desk;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.desk.Justification;
import dev.countersign.desk.NewCase;
import dev.countersign.kernel.Digests;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.kernel.Reason;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.playbook.LoadedPlaybook;
import dev.countersign.playbook.OrganisationDiff;
import dev.countersign.playbook.PlaybookDiff;
import dev.countersign.playbook.Playbooks;
import dev.countersign.policy.Analyst;
import dev.countersign.prompt.PromptLibrary;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.timer.Timers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/// Proposes changes, and brings them into force with the last signature. Threads may share it.
public final class Changes implements CaseListener {
    /// Owners of the playbook sign as the role that their office is.
    private static final Map<String, String> ROLE_OF_OWNER =
            Map.of(
                    "security_partner", "security",
                    "legal_partner", "legal",
                    "program_manager", "programme_manager",
                    "executive_sponsor", "executive");

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Playbooks playbooks;
    private final PromptLibrary library;
    private final Bundles bundles;
    private final Analyst analyst;
    private final Desk desk;
    private final InstantSource clock;
    private final Ids ids;
    private final InForce inForce;
    private final Shadows shadows;
    private final ShadowActs acts;
    private final ChangeStore store = new ChangeStore();

    public Changes(
            Storage storage,
            Ledger ledger,
            People people,
            Playbooks playbooks,
            PromptLibrary library,
            Bundles bundles,
            Analyst analyst,
            Desk desk,
            Timers timers,
            InstantSource clock,
            Ids ids) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.playbooks = playbooks;
        this.library = library;
        this.bundles = bundles;
        this.analyst = analyst;
        this.desk = desk;
        this.clock = clock;
        this.ids = ids;
        this.inForce = new InForce(people, playbooks, library, bundles);
        this.shadows = new Shadows(storage, ledger, desk, timers, inForce, store, clock);
        this.acts = new ShadowActs(storage, desk, inForce, store, shadows);
        desk.listen(this);
        bundles.listen(shadows);
    }

    public Shadows shadows() {
        return shadows;
    }

    /// Brings a version of the playbook into force where none is, or where it is in force already
    /// (which brings its people up to date); else proposes it.
    ///
    /// @return the proposal; empty where it is in force now
    /// @throws dev.countersign.kernel.ProblemException 403, 404, 409 or 422
    public Optional<ChangeRequest> playbook(
            Identity by, String id, Set<String> accepted, String why, Optional<ShadowAsk> shadow) {
        var active = playbooks.active();
        if (active.filter(a -> !a.id().equals(id)).isEmpty()) {
            refuseShadowOfNothing(shadow);
            playbooks.activate(id, accepted, by);
            return Optional.empty();
        }
        var loaded = playbooks.checked(id, accepted, by);
        var was = active.orElseThrow();
        var words = new ArrayList<>(PlaybookDiff.inWords(was.playbook(), loaded.playbook()));
        words.addAll(OrganisationDiff.inWords(was.organisation(), loaded.organisation()));
        return Optional.of(
                propose(
                        by,
                        new Proposed(Kind.PLAYBOOK, id, 0, was.id(), List.copyOf(accepted), words),
                        why,
                        shadow));
    }

    /// Makes a version of a prompt live where none of it is; else proposes it.
    ///
    /// @return the proposal; empty where it is live now
    public Optional<ChangeRequest> prompt(
            Identity by, String name, int version, String why, Optional<ShadowAsk> shadow) {
        var live = library.live(name);
        if (live.filter(l -> l.version() != version).isEmpty() || playbooks.active().isEmpty()) {
            refuseShadowOfNothing(shadow);
            library.activate(name, version, by.id());
            return Optional.empty();
        }
        var next =
                library.versions(name).stream()
                        .filter(p -> p.version() == version)
                        .findFirst()
                        .orElseThrow(() -> PromptLibrary.unknown(name, version));
        var was = live.orElseThrow();
        var words = new ArrayList<>(PromptDiff.inWords(was, next));
        shadow.ifPresent(_ ->
                words.add(
                        "while it is watched, each question to `%s` is also sent, masked, to `%s` at `%s`"
                                .formatted(name, next.modelVersion(), next.upstream())));
        return Optional.of(
                propose(
                        by,
                        new Proposed(
                                Kind.PROMPT,
                                name,
                                version,
                                String.valueOf(was.version()),
                                List.of(),
                                words),
                        why,
                        shadow));
    }

    /// Brings the first policies into force; else proposes these in their place.
    ///
    /// @param files text by file name
    /// @return the proposal; empty where they are in force now
    /// @throws dev.countersign.kernel.ProblemException 403, 409 or 422
    public Optional<ChangeRequest> policies(
            Identity by, SortedMap<String, String> files, String why, Optional<ShadowAsk> shadow) {
        var next = bundles.keep(by, files);
        var now = bundles.inForce();
        if (now.isEmpty() || playbooks.active().isEmpty()) {
            refuseShadowOfNothing(shadow);
            bundles.activateFirst(next.id(), by);
            return Optional.empty();
        }
        var was = now.get();
        if (was.id().equals(next.id())) {
            throw problem(
                    409, "nothing-changes", "these policies are in force already", "change one");
        }
        var words = new ArrayList<>(BundleDiff.inWords(was, next));
        words.addAll(analyst.inWords(was.files(), next.files(), clock.instant()));
        words.add(bundles.trial(next).inWords());
        return Optional.of(
                propose(
                        by,
                        new Proposed(Kind.POLICY, next.id(), 0, was.id(), List.of(), words),
                        why,
                        shadow));
    }

    public ShadowActs shadowActs() {
        return acts;
    }

    public Optional<ChangeRequest> find(String id) {
        return storage.read(tx -> store.find(tx, id));
    }

    public List<ChangeRequest> newest(int limit) {
        return storage.read(tx -> store.newest(tx, limit));
    }

    /// The roles that must sign a change to what is in force, in order.
    public List<String> signers() {
        return playbooks.active().map(Changes::signers).orElse(List.of());
    }

    private static List<String> signers(LoadedPlaybook inForce) {
        return inForce.playbook().approvals().workflowChanges().steps().stream()
                .map(step -> ROLE_OF_OWNER.getOrDefault(step, step))
                .distinct()
                .toList();
    }

    private static void refuseShadowOfNothing(Optional<ShadowAsk> shadow) {
        if (shadow.isPresent()) {
            throw problem(
                    409,
                    "nothing-beside",
                    "nothing else is in force, so there is nothing to watch it beside",
                    "bring it into force without a shadow");
        }
    }

    /// What is to take the place of what, and what that changes.
    private record Proposed(
            Kind kind,
            String subject,
            int version,
            String base,
            List<String> accepted,
            List<String> words) {}

    private ChangeRequest propose(
            Identity by, Proposed proposed, String reason, Optional<ShadowAsk> shadow) {
        var why = new Justification(reason).text();
        var playbook = playbooks.active().orElseThrow();
        var groups = signers(playbook);
        for (var role : groups) {
            if (people.holding(role).stream().noneMatch(p -> !p.id().equals(by.id()))) {
                throw problem(
                        409,
                        "nobody-signs",
                        "nobody but you could sign as `" + role + "`",
                        "give the role to somebody in the organisation file, or let somebody else"
                                + " propose");
            }
        }
        var told = new ArrayList<>(proposed.words());
        if (told.isEmpty()) {
            told.add("nothing that has words changes");
        }
        shadow.ifPresent(ask -> told.add(ask.inWords()));
        var text = String.join("\n", told);
        var clearance =
                Duration.ofHours(playbook.playbook().approvals().workflowChanges().slaHours());
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            if (store.pending(tx, proposed.kind(), proposed.subject(), proposed.version())
                    .isPresent()) {
                throw problem(
                        409,
                        "proposed-before",
                        "the same change waits for signatures or is watched already",
                        "see it on the Changes page");
            }
            var id = ids.next("change");
            var change =
                    new ChangeRequest(
                            id,
                            proposed.kind(),
                            proposed.subject(),
                            proposed.version(),
                            proposed.base(),
                            proposed.accepted(),
                            by.id(),
                            why,
                            told,
                            State.WAITING,
                            "",
                            clock.instant(),
                            Optional.empty());
            var caseId =
                    desk.open(
                            tx,
                            new NewCase(
                                    NewCase.Kind.CHANGE,
                                    change.title(),
                                    by.id(),
                                    by.person().roles().stream().sorted().findFirst().orElse(""),
                                    groups.getFirst(),
                                    id,
                                    change.title(),
                                    why,
                                    text,
                                    List.of(because(groups)),
                                    Digests.hex(
                                            change.title() + "\n" + proposed.base() + "\n" + why),
                                    Digests.hex(text),
                                    reference(playbook),
                                    "",
                                    "",
                                    "",
                                    Optional.empty(),
                                    clearance,
                                    Optional.empty(),
                                    groups));
            var kept = withCase(change, caseId);
            store.insert(tx, kept);
            shadow.ifPresent(ask -> shadows.ask(tx, id, ask));
            ledger.append(
                    tx,
                    new Entry(
                            "change.proposed",
                            by.id(),
                            id,
                            Map.of(
                                    "kind",
                                    proposed.kind().name(),
                                    "subject",
                                    proposed.subject(),
                                    "version",
                                    (long) proposed.version(),
                                    "base",
                                    proposed.base(),
                                    "accepted",
                                    proposed.accepted(),
                                    "signers",
                                    groups,
                                    "case",
                                    caseId,
                                    "shadow_cases",
                                    (long) shadow.map(ShadowAsk::cases).orElse(0))));
            return kept;
        });
    }

    @Override
    public void edited(Tx tx, ExceptionCase edited) {
        if (edited.opened().kind() == NewCase.Kind.CHANGE) {
            throw asItIs();
        }
    }

    /// The last signature brings it into force, in the same transaction, or begins its shadow. The
    /// approval is used by either, once; what a shadow sees may still keep the change from going
    /// live, and an overturned approval does.
    @Override
    public void settled(Tx tx, ExceptionCase settled) throws Exception {
        if (settled.opened().kind() != NewCase.Kind.CHANGE) {
            return;
        }
        var change = store.find(tx, settled.opened().callId()).orElseThrow();
        if (settled.state() != ExceptionCase.State.APPROVED) {
            store.settle(tx, change.id(), State.DENIED, clock.instant());
            return;
        }
        if (!settled.textNow().equals(settled.opened().answerProposed())) {
            throw asItIs();
        }
        var watched = shadows.begin(tx, change);
        if (!watched) {
            inForce.bring(tx, change);
            store.settle(tx, change.id(), State.IN_FORCE, clock.instant());
        }
        desk.redeem(
                tx,
                settled.id(),
                settled.opened().requestDigest(),
                settled.opened().answerDigest());
        if (watched) {
            return;
        }
        ledger.append(
                tx,
                new Entry(
                        "change.came-into-force",
                        change.proposer(),
                        change.id(),
                        Map.of("subject", change.subject(), "case", settled.id())));
    }

    /// Whoever signed last finds it in force; other nodes follow the ledger.
    @Override
    public void committed(ExceptionCase decided) {
        if (decided.opened().kind() == NewCase.Kind.CHANGE
                && decided.state() == ExceptionCase.State.APPROVED) {
            inForce.refresh();
            shadows.refresh();
        }
    }

    @Override
    public void overturned(Tx tx, ExceptionCase overturned) {
        if (overturned.opened().kind() != NewCase.Kind.CHANGE) {
            return;
        }
        var change = store.find(tx, overturned.opened().callId()).orElseThrow();
        if (overturned.isOpen()) {
            store.settle(tx, change.id(), State.WAITING, clock.instant());
        } else if (change.state() == State.SHADOW) {
            shadows.overturned(tx, change, overturned.decisions().getLast().approver());
        }
    }

    private static ChangeRequest withCase(ChangeRequest c, String caseId) {
        return new ChangeRequest(
                c.id(),
                c.kind(),
                c.subject(),
                c.version(),
                c.base(),
                c.accepted(),
                c.proposer(),
                c.why(),
                c.words(),
                c.state(),
                caseId,
                c.proposedAt(),
                c.settledAt());
    }

    private static String reference(LoadedPlaybook p) {
        return p.playbook().version() + "+" + p.id().substring(0, 8);
    }

    private static Reason because(List<String> groups) {
        return new Reason(
                "workflow-change",
                "a change to what is in force needs the signatures of "
                        + String.join(", then ", groups),
                "",
                String.join(", ", groups),
                "change");
    }

    private static ProblemException asItIs() {
        return problem(
                422,
                "as-it-is",
                "a change is approved as it is or denied",
                "deny it and say what should change; then it is proposed anew");
    }

    static ProblemException problem(int status, String code, String detail, String remedy) {
        return new Problem(status, code, "No change", detail, remedy).asException();
    }
}
