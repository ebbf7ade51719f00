package dev.countersign.launch;

import dev.countersign.cohort.Cohort;
import dev.countersign.cohort.Cohorts;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Refusal;
import dev.countersign.launch.Confirmation.Voided;
import dev.countersign.launch.Launch.Word;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Entry.Personal;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.playbook.LoadedPlaybook;
import dev.countersign.playbook.Playbooks;
import dev.countersign.report.Briefs;
import dev.countersign.report.TeamWeek;
import dev.countersign.report.TeamWeeks;
import dev.countersign.report.Window;
import dev.countersign.storage.Storage;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Launches: who starts one, what Security confirms, what is read out. How far one is, is judged
/// anew with every look, from the records of those who keep them. Threads may share it.
public final class Launches {
    private static final String RUNS = "programme_manager";
    private static final List<String> READS =
            List.of(
                    RUNS,
                    "executive",
                    "security",
                    "ops_manager",
                    "compliance_liaison",
                    "process_quality");
    private static final int SHOWN = 50;
    private static final int LEAST = 10;
    private static final int MOST = 600;

    private final Parts parts;
    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Playbooks playbooks;
    private final InstantSource clock;
    private final Gathering gathering;
    private final LaunchStore store = new LaunchStore();

    /// What the module needs of the rest.
    ///
    /// @param tools the microtools that are open for one of these people at least, each once
    public record Parts(
            Storage storage,
            Ledger ledger,
            People people,
            Playbooks playbooks,
            Cohorts cohorts,
            Briefs briefs,
            TeamWeeks weeks,
            Function<Set<String>, List<OpenTool>> tools,
            InstantSource clock,
            Ids ids) {}

    public Launches(Parts parts) {
        this.parts = parts;
        storage = parts.storage();
        ledger = parts.ledger();
        people = parts.people();
        playbooks = parts.playbooks();
        clock = parts.clock();
        gathering = new Gathering(parts, store);
        playbooks.onActive(this::cameIntoForce);
    }

    public static boolean starts(Identity who) {
        return who.has(RUNS);
    }

    /// Those who answer for a launch, and whoever the organisation names as its security partner.
    public boolean mayRead(Identity who) {
        return who.hasAny(READS) || who.id().equals(gathering.securityPartner());
    }

    /// A launch as one reader sees it.
    ///
    /// @param confirmations the newest first
    /// @param waiting what can be read out now, by its Friday; only for who may
    /// @param confirms whether the reader is the one to sign the roles and regions
    /// @param runs whether the reader reads out and calls off
    public record Sheet(
            Launch launch,
            List<Item> items,
            Optional<Scope> inForce,
            List<Confirmation> confirmations,
            List<ReadOut> readOuts,
            Map<LocalDate, TeamWeek> waiting,
            boolean confirms,
            boolean runs) {
        public long met() {
            return items.stream().filter(i -> i.state() == Item.State.MET).count();
        }
    }

    /// What somebody can choose from who starts a launch.
    ///
    /// @param workflows with the minutes a piece took before; empty for those nobody measured
    public record Choices(
            Map<String, String> teams,
            List<Cohort> cohorts,
            List<Person> people,
            Map<String, String> workflows) {}

    /// @throws dev.countersign.kernel.ProblemException 403
    public List<Launch> all(Identity who) {
        requireReads(who);
        return storage.read(tx -> store.newest(tx, SHOWN));
    }

    /// @throws dev.countersign.kernel.ProblemException 403, 404
    public Sheet see(Identity who, String id) {
        requireReads(who);
        var launch = find(id);
        var facts = gathering.facts(launch);
        var confirmations = storage.read(tx -> store.confirmations(tx, id));
        var on = launch.isOn();
        var runs = on && starts(who);
        return new Sheet(
                launch,
                Checklist.of(facts),
                facts.inForce(),
                confirmations,
                facts.readOuts(),
                runs ? waiting(launch, facts) : Map.of(),
                on
                        && who.id().equals(facts.security())
                        && !who.id().equals(launch.startedBy())
                        && Checklist.of(facts).get(2).next().length() > 0,
                runs);
    }

    private Map<LocalDate, TeamWeek> waiting(Launch launch, Facts facts) {
        var read = facts.readOuts().stream().map(ReadOut::friday).toList();
        var out = new java.util.TreeMap<LocalDate, TeamWeek>();
        launch.fridays().stream()
                .filter(f -> !read.contains(f) && !facts.now().isBefore(launch.startOf(f)))
                .forEach(f -> out.put(f, week(launch, f)));
        return out;
    }

    private TeamWeek week(Launch launch, LocalDate friday) {
        var whole = launch.week(friday);
        var now = clock.instant();
        var until = now.isBefore(whole.to()) ? now : whole.to();
        return parts.weeks()
                .of(
                        new Window(whole.from(), until),
                        gathering.members(launch),
                        gathering.team(launch),
                        launch.workflows().stream().map(Launch.Goal::workflow).toList());
    }

    public Choices choices(Identity who) {
        var active = playbooks.active();
        var workflows = new java.util.TreeMap<String, String>();
        active.ifPresent(p -> {
            Wanted.workflows(p).forEach(w -> workflows.put(w, ""));
            p.organisation()
                    .baselines()
                    .forEach(b -> workflows.put(b.workflow(), b.minutes().toPlainString()));
        });
        var teams = new java.util.TreeMap<String, String>();
        active.ifPresent(p ->
                p.organisation()
                        .routing()
                        .teams()
                        .values()
                        .forEach(t -> teams.put(t.name(), t.title())));
        return new Choices(
                teams,
                parts.cohorts().groups().of(who),
                people.everyone().stream().filter(Person::active).toList(),
                workflows);
    }

    /// @throws dev.countersign.kernel.ProblemException 403; 409 where the team has a launch that
    ///   runs or no playbook is in force; 422 with everything that is wrong
    public Launch start(Identity by, Wanted wanted) {
        requireRuns(by);
        var loaded = active();
        var zone = loaded.organisation().zone();
        var choices = choices(by);
        var now = clock.instant();
        var read =
                wanted.read(
                        loaded,
                        choices.people().stream().map(Person::id).collect(Collectors.toSet()),
                        choices.cohorts().stream().map(Cohort::id).collect(Collectors.toSet()),
                        now.atZone(zone).toLocalDate());
        var launch =
                new Launch(
                        parts.ids().next("launch"),
                        wanted.team(),
                        choices.teams().getOrDefault(wanted.team(), wanted.team()),
                        wanted.cohort(),
                        read.people(),
                        read.goals(),
                        read.monday(),
                        zone,
                        by.id(),
                        now,
                        Optional.empty());
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            store.newest(tx, SHOWN).stream()
                    .filter(l -> l.team().equals(launch.team()) && l.isOn() && !l.isOver(now))
                    .findFirst()
                    .ifPresent(l -> {
                        throw Refusal.of(
                                409,
                                "launch-runs",
                                "`" + l.teamTitle() + "` has a launch already, until " + l.last(),
                                "look at /launch/" + l.id() + ", or call it off first");
                    });
            store.insert(tx, launch);
            ledger.append(
                    tx,
                    new Entry(
                            "launch.started",
                            by.id(),
                            launch.id(),
                            Map.of(
                                    "team",
                                    launch.team(),
                                    "cohort",
                                    launch.cohort(),
                                    "people",
                                    launch.people(),
                                    "monday",
                                    launch.monday().toString(),
                                    "workflows",
                                    launch.workflows().stream()
                                            .map(g ->
                                                    g.workflow()
                                                            + ": "
                                                            + g.slo()
                                                            + ", "
                                                            + g.target().toPlainString())
                                            .toList())));
            return true;
        });
        return launch;
    }

    /// Signs exactly what was shown.
    ///
    /// @param rolesDigest of the roles that the signer read, and `regionsDigest` of the regions
    /// @throws dev.countersign.kernel.ProblemException 403 for anybody but the security partner,
    ///   and for whoever started it; 404, 409, 422
    public Confirmation confirm(
            Identity by, String id, String rolesDigest, String regionsDigest, String words) {
        requireReads(by);
        var launch = running(id);
        requireSigner(by, launch);
        var said = Refusal.measured("what you say of it", words, LEAST, MOST);
        var loaded = active();
        var scope = Scope.of(loaded);
        if (!scope.rolesDigest().equals(rolesDigest)
                || !scope.regionsDigest().equals(regionsDigest)) {
            throw Refusal.of(
                    409,
                    "changed",
                    "the roles or the regions changed since you opened the page",
                    "read them again, and then sign");
        }
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            if (!playbooks.isActive(tx, loaded.id())) {
                throw Refusal.of(
                        409,
                        "playbook-changed",
                        "another playbook came into force this moment",
                        "read its roles and regions, and then sign");
            }
            var before = store.confirmations(tx, id).stream().findFirst();
            if (before.filter(c -> c.voided().isEmpty() && scope.changedSince(c).isEmpty())
                    .isPresent()) {
                throw Refusal.of(
                        409,
                        "confirmed",
                        "exactly this is signed already",
                        "nothing is left to do until it changes");
            }
            var signed =
                    new Confirmation(
                            before.map(Confirmation::number).orElse(0) + 1,
                            scope.rolesDigest(),
                            scope.regionsDigest(),
                            loaded.id(),
                            new Word(by.id(), said, clock.instant()),
                            Optional.empty());
            store.confirm(tx, id, signed);
            ledger.append(
                    tx,
                    new Entry(
                            "launch.confirmed",
                            by.id(),
                            id,
                            Map.of(
                                    "number", (long) signed.number(),
                                    "rbac", signed.rolesDigest(),
                                    "regions", signed.regionsDigest(),
                                    "playbook", signed.playbook()),
                            Map.of("words", new Personal(by.id(), said))));
            return signed;
        });
    }

    private void requireSigner(Identity by, Launch launch) {
        var partner = gathering.securityPartner();
        if (!by.id().equals(partner)) {
            throw Refusal.of(
                    403,
                    "not-the-security-partner",
                    "roles and regions are confirmed by the security partner alone",
                    partner.isEmpty()
                            ? "name one in the organisation file, under `owners`"
                            : "ask " + gathering.name(partner));
        }
        if (by.id().equals(launch.startedBy())) {
            throw Refusal.of(
                    403,
                    "own-launch",
                    "nobody confirms a launch that they started",
                    "another programme manager starts it");
        }
    }

    /// A change of roles or regions voids what was signed, in the ledger, too. Another node may
    /// have been quicker.
    private void cameIntoForce(LoadedPlaybook loaded) {
        var scope = Scope.of(loaded);
        var now = clock.instant();
        for (var launch : storage.read(tx -> store.newest(tx, SHOWN))) {
            if (launch.isOn() && !launch.isOver(now)) {
                storage.read(tx -> store.confirmations(tx, launch.id())).stream()
                        .findFirst()
                        .filter(c -> c.voided().isEmpty() && !scope.changedSince(c).isEmpty())
                        .ifPresent(
                                c -> makeVoid(launch, c, new Voided(scope.changedSince(c), now)));
            }
        }
    }

    private void makeVoid(Launch launch, Confirmation c, Voided voided) {
        storage.writeAndWait(tx -> {
            if (store.makeVoid(tx, launch.id(), c.number(), voided)) {
                ledger.append(
                        tx,
                        new Entry(
                                "launch.confirmation-voided",
                                "system:launch",
                                launch.id(),
                                Map.of("number", (long) c.number(), "because", voided.because())));
            }
            return true;
        });
    }

    /// Signs a week's figures as they stand now.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403, 404, 409 before its Friday and where it
    ///   was read out, 422
    public ReadOut readOut(Identity by, String id, String friday, String words) {
        requireRuns(by);
        var launch = running(id);
        var day =
                launch.fridays().stream()
                        .filter(f -> f.toString().equals(friday))
                        .findFirst()
                        .orElseThrow(() ->
                                Refusal.of(
                                        422,
                                        "friday",
                                        "`" + friday + "` is no Friday of this launch",
                                        "its Fridays are "
                                                + launch.fridays().getFirst()
                                                + " and "
                                                + launch.fridays().getLast()));
        if (clock.instant().isBefore(launch.startOf(day))) {
            throw Refusal.of(409, "too-early", "the week is not over", "read it out on " + day);
        }
        var said = Refusal.measured("the sentence", words, LEAST, MOST);
        var readOut = new ReadOut(day, week(launch, day), new Word(by.id(), said, clock.instant()));
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            if (!store.read(tx, id, readOut)) {
                throw Refusal.of(
                        409,
                        "read-out",
                        "the week until " + day + " was read out already",
                        "its figures stay as they were signed");
            }
            ledger.append(tx, entry(by, id, readOut));
            return true;
        });
        return readOut;
    }

    private static Entry entry(Identity by, String id, ReadOut r) {
        return new Entry(
                "launch.read-out",
                by.id(),
                id,
                Map.of(
                        "friday",
                        r.friday().toString(),
                        "from",
                        r.figures().window().from().toString(),
                        "to",
                        r.figures().window().to().toString(),
                        "hours_returned",
                        r.figures().hours(),
                        "saved",
                        r.figures().saved().stream()
                                .map(s ->
                                        Map.of(
                                                "workflow",
                                                s.workflow(),
                                                "answers",
                                                (long) s.answers(),
                                                "minutes",
                                                s.minutes().map(m -> m.toPlainString()).orElse("")))
                                .toList(),
                        "exceptions_closed",
                        (long) r.figures().closed().size(),
                        "expired",
                        (long) r.figures().expired()),
                Map.of("words", new Personal(by.id(), r.said().words())));
    }

    /// Ends it; what was signed stays.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403, 404, 409, 422
    public void callOff(Identity by, String id, String why) {
        requireRuns(by);
        running(id);
        var word =
                new Word(
                        by.id(), Refusal.measured("the reason", why, LEAST, MOST), clock.instant());
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            if (!store.callOff(tx, id, word)) {
                throw calledOff();
            }
            ledger.append(
                    tx,
                    new Entry(
                            "launch.called-off",
                            by.id(),
                            id,
                            Map.of(),
                            Map.of("reason", new Personal(by.id(), word.words()))));
            return true;
        });
    }

    /// What waits for somebody in a launch.
    public record Task(String sentence, String href) {}

    /// Does not judge whole checklists: home pages ask often.
    public List<Task> tasks(Identity who) {
        var out = new ArrayList<Task>();
        var signs = who.id().equals(gathering.securityPartner());
        if (!signs && !starts(who)) {
            return out;
        }
        var now = clock.instant();
        var scope = playbooks.active().map(Scope::of);
        for (var launch : storage.read(tx -> store.newest(tx, SHOWN))) {
            if (!launch.isOn() || launch.isOver(now)) {
                continue;
            }
            var href = "/launch/" + launch.id();
            if (signs && !launch.startedBy().equals(who.id()) && !holds(launch, scope)) {
                out.add(
                        new Task(
                                "The launch of "
                                        + launch.teamTitle()
                                        + " waits for your word on roles and regions",
                                href));
            }
            if (starts(who)) {
                toRead(launch, now)
                        .ifPresent(f ->
                                out.add(
                                        new Task(
                                                "Read out the week of "
                                                        + launch.teamTitle()
                                                        + " until "
                                                        + f,
                                                href)));
            }
        }
        return out;
    }

    private boolean holds(Launch launch, Optional<Scope> scope) {
        return storage.read(tx -> store.confirmations(tx, launch.id())).stream()
                .findFirst()
                .filter(c -> c.voided().isEmpty())
                .filter(c -> scope.filter(s -> s.changedSince(c).isEmpty()).isPresent())
                .isPresent();
    }

    private Optional<LocalDate> toRead(Launch launch, Instant now) {
        var read =
                storage.read(tx -> store.readOuts(tx, launch.id())).stream()
                        .map(ReadOut::friday)
                        .toList();
        return launch.fridays().stream()
                .filter(f -> !read.contains(f) && !now.isBefore(launch.startOf(f)))
                .findFirst();
    }

    private Launch find(String id) {
        return storage.read(tx -> store.find(tx, id))
                .orElseThrow(() -> Refusal.unknown("launch", id, "start from /launch"));
    }

    private Launch running(String id) {
        var launch = find(id);
        if (!launch.isOn()) {
            throw calledOff();
        }
        return launch;
    }

    private LoadedPlaybook active() {
        return playbooks
                .active()
                .orElseThrow(() ->
                        Refusal.of(
                                409,
                                "no-playbook",
                                "no playbook is in force",
                                "bring one into force under /playbook first"));
    }

    private static RuntimeException calledOff() {
        return Refusal.of(
                409, "called-off", "this launch was called off", "start another under /launch");
    }

    private void requireReads(Identity who) {
        if (!mayRead(who)) {
            throw Refusal.role("launches are read by " + String.join(", ", READS));
        }
    }

    private static void requireRuns(Identity who) {
        if (!starts(who)) {
            throw Refusal.role("launches are started, read out and called off by " + RUNS);
        }
    }
}
