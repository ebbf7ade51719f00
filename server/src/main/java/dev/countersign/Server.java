package dev.countersign;

import dev.countersign.action.Actions;
import dev.countersign.action.web.ActionPages;
import dev.countersign.api.ActionResources;
import dev.countersign.api.AssignmentResources;
import dev.countersign.api.ChangeResources;
import dev.countersign.api.ChatResources;
import dev.countersign.api.DeskResources;
import dev.countersign.api.ErasureResources;
import dev.countersign.api.ExceptionResources;
import dev.countersign.api.GateResources;
import dev.countersign.api.KnowledgeResources;
import dev.countersign.api.LearningRecordResources;
import dev.countersign.api.LogResources;
import dev.countersign.api.OnCallResources;
import dev.countersign.api.PeopleResources;
import dev.countersign.api.PlaybookResources;
import dev.countersign.api.PolicyResources;
import dev.countersign.api.PromptResources;
import dev.countersign.api.RecordResources;
import dev.countersign.api.SessionResources;
import dev.countersign.api.TaxonomyResources;
import dev.countersign.api.UpstreamResources;
import dev.countersign.assist.OnBoxAssist;
import dev.countersign.assist.Shelf;
import dev.countersign.bundle.Bundles;
import dev.countersign.bundle.FeedbackDesk;
import dev.countersign.bundle.web.PolicyPages;
import dev.countersign.change.Changes;
import dev.countersign.change.ShadowAsk;
import dev.countersign.change.Shadows;
import dev.countersign.change.web.ChangePages;
import dev.countersign.cohort.Cohorts;
import dev.countersign.connect.Chats;
import dev.countersign.credential.Credentials;
import dev.countersign.desk.Desk;
import dev.countersign.desk.Insight;
import dev.countersign.desk.SavedViews;
import dev.countersign.desk.web.BulkPages;
import dev.countersign.desk.web.CosignPages;
import dev.countersign.desk.web.DelegationPages;
import dev.countersign.desk.web.DeskEvents;
import dev.countersign.desk.web.DeskPages;
import dev.countersign.desk.web.SharePages;
import dev.countersign.desk.web.WorkPages;
import dev.countersign.egress.Upstream;
import dev.countersign.escalation.Routing;
import dev.countersign.gate.Eligibility;
import dev.countersign.gate.Gates;
import dev.countersign.gateway.Ask;
import dev.countersign.gateway.Gateway;
import dev.countersign.gateway.GatewayParts;
import dev.countersign.gateway.Probes;
import dev.countersign.gateway.RulebookSource;
import dev.countersign.gateway.web.AskPages;
import dev.countersign.gateway.web.CallPages;
import dev.countersign.host.HostApps;
import dev.countersign.host.web.HostPages;
import dev.countersign.intake.CategoryTriage;
import dev.countersign.intake.Intake;
import dev.countersign.intake.Judging;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Problem;
import dev.countersign.launch.Launches;
import dev.countersign.ledger.Ledger;
import dev.countersign.ledger.Ledgers;
import dev.countersign.lrs.LearningRecords;
import dev.countersign.material.Live;
import dev.countersign.measure.FailureWatch;
import dev.countersign.model.Encoder;
import dev.countersign.model.NameFinder;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.playbook.LoadedPlaybook;
import dev.countersign.playbook.Organisation;
import dev.countersign.playbook.Playbooks;
import dev.countersign.playbook.web.VersionPages;
import dev.countersign.policy.Analyst;
import dev.countersign.policy.LedgerReaders;
import dev.countersign.policy.Rulebook;
import dev.countersign.policy.RulebookCompiler;
import dev.countersign.policy.web.PlaybookPages;
import dev.countersign.practice.Practice;
import dev.countersign.prompt.PromptLibrary;
import dev.countersign.prompt.web.PromptPages;
import dev.countersign.report.AdoptionSink;
import dev.countersign.report.Briefs;
import dev.countersign.report.HomeFigures;
import dev.countersign.report.PromptLogSink;
import dev.countersign.report.TeamWeeks;
import dev.countersign.report.web.AuditPages;
import dev.countersign.report.web.BriefPages;
import dev.countersign.report.web.DecisionPages;
import dev.countersign.report.web.HomePages;
import dev.countersign.report.web.InsightPages;
import dev.countersign.report.web.LedgerPages;
import dev.countersign.report.web.OnCallPages;
import dev.countersign.report.web.Palette;
import dev.countersign.report.web.PeoplePages;
import dev.countersign.report.web.TrackPages;
import dev.countersign.report.web.WaiverPages;
import dev.countersign.retention.Erasures;
import dev.countersign.retention.Retention;
import dev.countersign.retention.web.ErasurePages;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Storages;
import dev.countersign.storage.Tx;
import dev.countersign.taxonomy.Taxonomies;
import dev.countersign.taxonomy.web.DesignPages;
import dev.countersign.taxonomy.web.TaxonomyPages;
import dev.countersign.timer.Timers;
import dev.countersign.training.Courses;
import dev.countersign.ui.FramePages;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Persona;
import dev.countersign.ui.ShadowFields;
import dev.countersign.ui.Web;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One server, wired by hand in one place. [#start] reads like the table of contents.
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final Vertx vertx;
    private final Storage storage;
    private final Ledger ledger;
    private final Web web;
    private final ScheduledExecutorService ticker;
    private final People people;
    private final Timers timers;
    private final Gateway gateway;
    private final Probes probes;
    private final Briefs briefs;
    private final FailureWatch failures;
    private final Shadows shadows;
    private final FramePages framePages;
    private final PracticeHall practice;
    private final School school;
    private final LearningRecords records;
    private final QualityRoom quality;
    private final Chats chats;
    private final Optional<String> firstPassword;
    private int port;

    private Server(
            Vertx vertx,
            Storage storage,
            Ledger ledger,
            Web web,
            ScheduledExecutorService ticker,
            People people,
            Timers timers,
            Gateway gateway,
            Probes probes,
            Briefs briefs,
            FailureWatch failures,
            Shadows shadows,
            FramePages framePages,
            PracticeHall practice,
            School school,
            LearningRecords records,
            QualityRoom quality,
            Chats chats,
            Optional<String> firstPassword) {
        this.vertx = vertx;
        this.storage = storage;
        this.ledger = ledger;
        this.web = web;
        this.ticker = ticker;
        this.people = people;
        this.timers = timers;
        this.gateway = gateway;
        this.probes = probes;
        this.briefs = briefs;
        this.failures = failures;
        this.shadows = shadows;
        this.framePages = framePages;
        this.practice = practice;
        this.school = school;
        this.records = records;
        this.quality = quality;
        this.chats = chats;
        this.firstPassword = firstPassword;
    }

    /// Starts everything and listens. Fails with a sentence where the directory is in use or an
    /// upstream or sink lies outside the allowed regions.
    public static Server start(Config config) {
        var clock = config.clock();
        var random = new SecureRandom();
        var ids = new Ids(clock, config.ids());

        var storage =
                config.database()
                        .map(d -> Storages.postgresql(d.url(), d.user(), d.password()))
                        .orElseGet(() -> Storages.sqlite(config.data()));
        var keys = config.data().resolve("keys");
        var ledger = Ledgers.open(storage, keys, config.origin(), clock, random);
        var timers = new Timers(storage, clock);
        var people =
                new People(storage, ledger, clock, ids, secret(keys, "pepper.key", random), random);
        var library = new PromptLibrary(storage, ledger, clock);
        var gates = new Gates(storage, ledger, people, clock, ids);
        var organisationRouting = new AtomicReference<>(Routing.standard(ZoneId.of("UTC")));
        var taxonomies = new Taxonomies(storage, ledger, people, organisationRouting::get, clock);
        Supplier<Routing> routing = taxonomies::routing;
        var desk = new Desk(storage, ledger, people, timers, routing, clock, ids);
        var playbooks = new Playbooks(storage, ledger, people, clock, ids);
        var bundles = new Bundles(storage, ledger, people, clock);
        var analyst = new Analyst();
        var feedback = new FeedbackDesk(storage, ledger, people, bundles, clock, ids);
        var changes =
                new Changes(
                        storage, ledger, people, playbooks, library, bundles, analyst, desk, timers,
                        clock, ids);
        var rulebooks = new ActiveRulebook(playbooks);
        // What came into force with somebody's signature is in force at once on every node.
        ledger.watch("playbook.activated", _ -> refreshed(people, playbooks));
        ledger.watch("prompt.activated", _ -> library.refresh());
        ledger.watch("policy.activated", _ -> bundles.refresh());
        ledger.watch("change.shadow-began", _ -> changes.shadows().refresh());
        ledger.watch("taxonomy.published", _ -> taxonomies.refresh());
        var upstreams = new AtomicReference<Map<String, Upstream>>(Map.of());
        playbooks.onActive(loaded -> upstreams.set(upstreams(loaded.organisation())));
        playbooks.onActive(loaded -> organisationRouting.set(loaded.organisation().routing()));
        playbooks.refresh();
        refuseOutsideRegions(playbooks);
        changes.shadows().refresh();

        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops()));
        var finders = new RedactionFinders(new NameFinder());
        var actions =
                new Actions(
                        storage, ledger, people, desk, rulebooks::current, finders::of, clock, ids);
        var shelf = new Shelf(storage, ledger);
        var encoder = new Encoder();
        var assist = new OnBoxAssist(encoder, shelf.knowledge());
        desk.supervision().guardBy(new DeskGuard(playbooks, gates, people), people::identity);
        var quality =
                new QualityRoom(
                        storage,
                        ledger,
                        people,
                        playbooks,
                        rulebooks::current,
                        library,
                        gates,
                        finders::of,
                        encoder::encode,
                        clock,
                        ids,
                        random);
        var gateway =
                new Gateway(
                        new GatewayParts(
                                storage,
                                ledger,
                                ledger.vault(),
                                people,
                                library,
                                gates,
                                desk,
                                assist,
                                rulebooks,
                                name -> Optional.ofNullable(upstreams.get().get(name)),
                                finders,
                                changes.shadows(),
                                quality.watch(),
                                clock,
                                ids,
                                node(keys, random),
                                config.upstreamDeadline(),
                                config.holdWait(),
                                config.callsPerMinute()));
        var interrupted = gateway.settleDangling();
        if (interrupted > 0) {
            LOG.warn("settled-interrupted-calls count={}", interrupted);
        }
        var probes = gateway.probes(vertx);
        probes.warn();
        var firstPassword = firstAdministrator(people, random);

        var web = new Web(vertx, people, config.proxies());
        new SessionResources(people).mount(web);
        new PeopleResources(people).mount(web);
        new PlaybookResources(playbooks, changes).mount(web);
        new PromptResources(library, changes).mount(web);
        new ChangeResources(changes).mount(web);
        var intake =
                new Intake(
                        storage,
                        ledger,
                        people,
                        desk,
                        rulebooks::current,
                        playbooks::active,
                        routing,
                        finders::withoutNames,
                        new CategoryTriage(encoder),
                        new Judging(bundles, () -> routing.get().hours()),
                        clock,
                        ids);
        new ExceptionResources(intake).mount(web);
        new DeskResources(desk, intake, playbooks).mount(web);
        new ActionResources(actions).mount(web);
        new GateResources(gates, quality::gates).mount(web);
        new KnowledgeResources(shelf, assist).mount(web);
        new UpstreamResources(probes, () -> upstreams.get().values(), library).mount(web);
        new RecordResources(gateway, ledger, rulebooks::current).mount(web);
        Ask ask = gateway.ask(vertx);
        var offers = new Offers(rulebooks::current, library, gates);
        var readers = new LedgerReaders(rulebooks::current);
        // Launches come further down: they need cohorts, which need pages.
        var launchReaders = new AtomicReference<Predicate<Identity>>(_ -> false);
        var frames =
                new Frames(
                        clock,
                        desk::waitingFor,
                        new Rail(
                                offers,
                                rulebooks::current,
                                gateway::mayList,
                                readers::mayRead,
                                who -> launchReaders.get().test(who)));
        var sinks = config.data().resolve("sinks");
        var sink = new AdoptionSink(sinks.resolve("adoption"));
        var briefs =
                new Briefs(
                        storage,
                        ledger,
                        timers,
                        gateway,
                        desk,
                        playbooks,
                        sink,
                        new PromptLogSink(sinks),
                        clock);
        new Retention(storage, ledger, playbooks, timers, clock);
        // pages: one line per page class
        var framePages = new FramePages(people, frames, offers);
        framePages.mount(web);
        var views = new SavedViews(storage, clock);
        new WorkPages(desk, views, people, frames, clock).mount(web);
        new DeskPages(
                        desk,
                        people,
                        frames,
                        originals(gateway, actions),
                        new ExceptionCategories(intake),
                        quality.shadowWork(desk, web),
                        readers::mayRead,
                        routing,
                        rulebooks::reference,
                        "/cases/")
                .mount(web);
        Function<String, Set<String>> skills =
                id ->
                        playbooks.active().stream()
                                .flatMap(p -> p.organisation().people().stream())
                                .filter(m -> m.id().equals(id))
                                .flatMap(m -> m.skills().stream())
                                .collect(Collectors.toSet());
        new AssignmentResources(desk, skills, clock).mount(web);
        new SharePages(desk, people, skills, frames).mount(web);
        var practice =
                new PracticeHall(
                        config,
                        new Practice.Place(storage, ledger),
                        people,
                        playbooks,
                        ids,
                        random);
        practice.mount(web, people, frames, rulebooks::reference);
        var address = new AtomicReference<>(config.publicUrl().orElse(""));
        Supplier<Live> live =
                () ->
                        Live.of(
                                playbooks.active().map(p -> p.organisation().name()).orElse(""),
                                routing.get(),
                                id -> people.person(id).map(Person::name).orElse(id));
        var school =
                new School(
                        storage,
                        ledger,
                        people,
                        gates,
                        practice::practised,
                        timers,
                        new Credentials.IssuerSettings(
                                keys, address::get, () -> organisation(playbooks), random),
                        live,
                        () -> StaffRoom.counts(playbooks),
                        clock,
                        ids,
                        random);
        var measure =
                new MeasureRoom(
                        storage,
                        ledger,
                        playbooks,
                        people,
                        school.training(),
                        gateway,
                        quality.assurance(),
                        clock,
                        ids);
        school.training().tracks().bind(() -> StaffRoom.trackRoles(playbooks));
        var staff =
                new StaffRoom(
                        new Cohorts.Parts(
                                storage,
                                ledger,
                                people,
                                school.training(),
                                school.surveys(),
                                measure.kpis(),
                                timers,
                                () -> routing.get().hours(),
                                () -> StaffRoom.target(playbooks),
                                () -> StaffRoom.owners(playbooks, people),
                                address::get,
                                clock,
                                ids,
                                random));
        staff.mount(web, people, school.training(), frames, clock);
        var failures =
                measure.mount(
                        web,
                        frames,
                        timers,
                        staff::firstCompleted,
                        (tx, key, sentence, href, until) ->
                                staff.tellOwners(
                                        tx, playbooks, people, key, sentence, href, until));
        var launch =
                new LaunchRoom(
                        new Launches.Parts(
                                storage,
                                ledger,
                                people,
                                playbooks,
                                staff.cohorts(),
                                briefs,
                                new TeamWeeks(gateway, desk, playbooks),
                                LaunchRoom.openTools(
                                        quality::tools, rulebooks::current, gates, people, clock),
                                clock,
                                ids));
        launch.mount(
                web, people, gateway::mayList, (who, id) -> opens(gateway, desk, who, id), frames);
        launchReaders.set(launch::mayRead);
        var records = school.records(storage, ledger, address::get, clock, ids, random);
        new LearningRecordResources(records.keys()).mount(web);
        school.mountRecords(records, web, frames);
        school.mount(web, frames);
        quality.mount(web, frames, gateway.rehearsal(vertx));
        var defects =
                new DefectRoom(
                        storage,
                        ledger,
                        people,
                        playbooks,
                        quality::tools,
                        library,
                        gateway,
                        ask,
                        desk,
                        changes,
                        quality::masked,
                        clock,
                        ids);
        quality.listen(defects.defects());
        defects.mount(web, frames, offers, (who, id) -> opens(gateway, desk, who, id));
        new BulkPages(desk, frames, rulebooks::reference).mount(web);
        new CosignPages(desk.supervision(), people, frames, rulebooks::reference).mount(web);
        new DelegationPages(desk, people, frames, clock).mount(web);
        new DeskEvents(desk, people, ledger).mount(web);
        new ActionPages(actions, desk, people, frames).mount(web);
        new AskPages(gateway, ask, frames, offers).mount(web);
        new CallPages(gateway, ledger, people, frames, readers::mayRead, rulebooks::current)
                .mount(web);
        new PromptPages(
                        library,
                        (by, name, version, why, shadow) ->
                                changes.prompt(
                                                by,
                                                name,
                                                version,
                                                why,
                                                ShadowAsk.typed(
                                                        shadow.cases(),
                                                        shadow.percent(),
                                                        shadow.days()))
                                        .map(c -> "/changes/" + c.id())
                                        .orElse("/prompts/" + name),
                        frames)
                .mount(web);
        new ChangePages(
                        changes,
                        desk,
                        people,
                        (who, id) -> opens(gateway, desk, who, id),
                        defects::behind,
                        frames)
                .mount(web);
        new PolicyPages(
                        bundles,
                        analyst,
                        feedback,
                        (by, files, why, shadow) ->
                                changes.policies(by, files, why, asked(shadow))
                                        .map(c -> "/changes/" + c.id())
                                        .orElse("/policies"),
                        people,
                        (who, id) ->
                                desk.find(id)
                                        .filter(c -> c.readableBy(desk.reader(who)))
                                        .isPresent(),
                        frames,
                        clock)
                .mount(web);
        new PolicyResources(bundles, analyst, changes, feedback, clock).mount(web);
        var rows = new UpstreamRows(() -> upstreams.get().values(), library, probes);
        new PlaybookPages(playbooks, rows, probes::warnings, frames).mount(web);
        new HostPages(new HostApps(playbooks::active, address::get), frames).mount(web);
        new TrackPages(
                        playbooks,
                        people,
                        () ->
                                school.training().courses().all().stream()
                                        .map(Courses.Taught::pack)
                                        .toList(),
                        frames)
                .mount(web);
        var figures =
                new HomeFigures(
                        gateway,
                        desk,
                        people,
                        gates,
                        playbooks,
                        changes,
                        who ->
                                Stream.of(staff.told(who), launch.tasks(who))
                                        .flatMap(List::stream)
                                        .toList());
        new HomePages(figures, gateway, desk, frames, offers, clock).mount(web);
        var insight = new Insight(storage);
        new InsightPages(
                        insight,
                        () -> routing.get().taxonomy(),
                        desk.assignments(),
                        people,
                        gateway::mayList,
                        frames,
                        clock)
                .mount(web);
        new TaxonomyPages(taxonomies, routing, insight::filedUnder, people, frames).mount(web);
        new DesignPages(taxonomies, routing, people, frames).mount(web);
        new TaxonomyResources(taxonomies, insight::filedUnder).mount(web);
        new DecisionPages(
                        insight, desk, people, gateway::mayList, readers::mayExport, ledger, frames)
                .mount(web);
        new AuditPages(insight, people, gateway::mayList, readers::mayExport, ledger, frames, clock)
                .mount(web);
        var coaches = new CoachGuide(people, playbooks, school.training());
        new BriefPages(briefs, frames, gateway::mayList, address::get, coaches::forReader)
                .mount(web);
        new Palette(gateway, desk, people, library, frames, offers).mount(web);
        new VersionPages(
                        playbooks,
                        (by, id, accepted, why, shadow) ->
                                changes.playbook(by, id, accepted, why, asked(shadow))
                                        .map(c -> "/changes/" + c.id())
                                        .orElse("/playbooks/" + id),
                        frames)
                .mount(web);
        var eligibility =
                new Eligibility(storage, gates, people, () -> QualityRoom.onCall(playbooks));
        new OnCallResources(eligibility).mount(web);
        new OnCallPages(eligibility, OnCallResources.PLANS, frames).mount(web);
        new WaiverPages(people, gates, frames, quality::gates).mount(web);
        new LedgerPages(ledger, frames, readers, (who, id) -> opens(gateway, desk, who, id))
                .mount(web);
        new LogResources(ledger, readers, people).mount(web);
        var erasures = new Erasures(storage, ledger, people, gateway, actions);
        erasures.also(records::forget);
        erasures.also(school.training().watching()::forget);
        new ErasureResources(erasures).mount(web);
        new ErasurePages(erasures, frames).mount(web);
        new PeoplePages(people, playbooks, erasures, frames).mount(web);
        var chats =
                new Chats(
                        config.chat(),
                        new Chats.Parts(
                                storage,
                                ledger,
                                people,
                                desk,
                                practice.drill(),
                                routing,
                                () -> rulebooks.current().map(Rulebook::residency),
                                rulebooks::reference,
                                address::get,
                                clock,
                                ids));
        chats.mount(web);
        chats.directs()
                .ifPresent(directs -> {
                    staff.sendBy(directs, address::get);
                    erasures.also(directs::forget);
                    new ChatResources(directs).mount(web);
                });

        var ticker = Executors.newSingleThreadScheduledExecutor(r -> new Thread(r, "ticker"));
        var server =
                new Server(
                        vertx,
                        storage,
                        ledger,
                        web,
                        ticker,
                        people,
                        timers,
                        gateway,
                        probes,
                        briefs,
                        failures,
                        changes.shadows(),
                        framePages,
                        practice,
                        school,
                        records,
                        quality,
                        chats,
                        firstPassword);
        ticker.scheduleWithFixedDelay(
                () -> server.tick(playbooks, library, bundles, taxonomies, desk),
                1,
                1,
                TimeUnit.SECONDS);
        server.listen(config);
        address.compareAndSet("", "http://" + config.host() + ":" + server.port());
        return server;
    }

    public int port() {
        return port;
    }

    /// The first administrator's password, shown once: only when this start created them.
    public Optional<String> firstPassword() {
        return firstPassword;
    }

    /// Runs every timer that is due now, and what they asked for.
    public void runDue() {
        timers.runDue();
        shadows.runDue();
        practice.runDue();
        school.runDue();
        records.runDue();
        quality.runDue();
        briefs.produceDue();
        failures.lookDue();
    }

    /// Tells connected chats what they are to be told now, and waits for it.
    public void chatDue() {
        chats.sendDue();
    }

    /// Asks tools in shadow mode about the work that waits for them, and waits for it.
    public void shadowDue() {
        quality.askDue();
    }

    /// Asks upstreams what they can do, where that is due, and waits for it.
    public void probeDue() {
        probes.runDue();
    }

    /// Waits until the materials that somebody asked for, or the clock, are made.
    public void materialsMade() throws InterruptedException {
        school.settle();
    }

    /// Offers people on the sign-in page: the demo only.
    public void offer(List<Persona> personas) {
        framePages.offer(personas);
    }

    private void tick(
            Playbooks playbooks,
            PromptLibrary library,
            Bundles bundles,
            Taxonomies taxonomies,
            Desk desk) {
        try {
            runDue();
            chats.start();
            // Other nodes may have changed these; what they grant is looked at again when it is
            // used.
            people.refresh();
            playbooks.refresh();
            library.refresh();
            bundles.refresh();
            school.refresh();
            taxonomies.refresh();
            desk.catchUpSearch();
            probes.start();
            quality.start();
        } catch (RuntimeException e) {
            LOG.warn("tick-failed", e);
        }
    }

    private void listen(Config config) {
        var bound = new AtomicReference<Integer>();
        var deployed =
                vertx.deployVerticle(
                        () -> new Edge(config, bound),
                        new DeploymentOptions().setInstances(loops()));
        try {
            deployed.await(30, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("the server did not start listening in 30 s", e);
        }
        port = Optional.ofNullable(bound.get()).orElse(config.port());
    }

    private static Optional<ShadowAsk> asked(ShadowFields typed) {
        return ShadowAsk.typed(typed.cases(), typed.percent(), typed.days());
    }

    private static void refreshed(People people, Playbooks playbooks) {
        people.refresh();
        playbooks.refresh();
    }

    private static int loops() {
        return Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8);
    }

    /// One event loop's share of the edge.
    private final class Edge extends AbstractVerticle {
        private final Config config;
        private final AtomicReference<Integer> bound;

        Edge(Config config, AtomicReference<Integer> bound) {
            this.config = config;
            this.bound = bound;
        }

        @Override
        public void start(Promise<Void> started) {
            var governed = gateway.edge(vertx);
            var slow = new SlowSenders(vertx, config.bodyPatience());
            vertx.createHttpServer(
                            new HttpServerOptions()
                                    .setTcpNoDelay(true)
                                    .setCompressionSupported(false)
                                    // Neither side says anything: longer than any answer is
                                    // waited for; open pages hear something every minute.
                                    .setIdleTimeout(
                                            (int) config.upstreamDeadline().toSeconds()
                                                    + (int) IDLE.toSeconds())
                                    // A pasted playbook has up to 1 MiB, and one beside it.
                                    .setMaxFormAttributeSize(2 * 1024 * 1024)
                                    .setMaxHeaderSize(32 * 1024))
                    .requestHandler(request -> {
                        slow.watch(request);
                        if (isGoverned(String.valueOf(request.path()))) {
                            governed.handle(request);
                        } else if (LearningRecords.owns(String.valueOf(request.path()))) {
                            records.handle(request);
                        } else {
                            web.router().handle(request);
                        }
                    })
                    // Vert.x shares a negative port among the loops of one server: any free one.
                    .listen(config.port() == 0 ? -1 : config.port(), config.host())
                    .onSuccess(http -> bound.set(http.actualPort()))
                    .<Void>mapEmpty()
                    .onComplete(started);
        }
    }

    private static String organisation(Playbooks playbooks) {
        return playbooks.active().map(p -> p.organisation().name()).orElse("");
    }

    private static boolean isGoverned(String path) {
        return path.startsWith("/v1/chat/")
                || path.equals("/v1/embeddings")
                || path.startsWith("/v1/models")
                || path.startsWith("/v1/microtools/");
    }

    /// Whether a call's or case's page is for this reader.
    private static boolean opens(Gateway gateway, Desk desk, Identity reader, String subject) {
        return subject.startsWith("case-")
                ? desk.find(subject).filter(c -> c.readableBy(desk.reader(reader))).isPresent()
                : gateway.mayList(reader)
                        || gateway.find(subject)
                                .filter(c -> c.personId().equals(reader.id()))
                                .isPresent();
    }

    private static DeskPages.Originals originals(Gateway gateway, Actions actions) {
        return new DeskPages.Originals() {
            @Override
            public boolean mayReveal(Identity reader, String callId) {
                return actions.mayReveal(reader, callId)
                        || gateway.find(callId)
                                .filter(c ->
                                        !c.redactions().isEmpty() && gateway.mayReveal(reader, c))
                                .isPresent();
            }

            @Override
            public Map<String, String> reveal(Identity reader, String callId) {
                return callId.startsWith("action-")
                        ? actions.reveal(reader, callId)
                        : gateway.reveal(reader, callId);
            }
        };
    }

    private static Map<String, Upstream> upstreams(Organisation organisation) {
        return organisation.upstreams().stream()
                .map(u ->
                        new Upstream(
                                u.name(),
                                URI.create(u.url()),
                                u.region(),
                                u.modelVersion(),
                                u.noTraining(),
                                u.apiKeyEnv().map(System::getenv).filter(k -> !k.isBlank())))
                .collect(Collectors.toUnmodifiableMap(Upstream::name, u -> u));
    }

    /// Binding refuses such a playbook already; this guards against a store that was changed by
    /// hand.
    private static void refuseOutsideRegions(Playbooks playbooks) {
        playbooks
                .active()
                .ifPresent(loaded -> {
                    var rulebook = RulebookCompiler.compile(loaded);
                    var violations =
                            rulebook.residency()
                                    .violations(upstreams(loaded.organisation()).values());
                    if (!violations.isEmpty()) {
                        throw new IllegalStateException(
                                "not starting: " + String.join("; ", violations));
                    }
                });
    }

    /// On an empty store: an administrator with a password that is shown once.
    private static Optional<String> firstAdministrator(People people, SecureRandom random) {
        if (!people.everyone().isEmpty()) {
            return Optional.empty();
        }
        var bytes = new byte[12];
        random.nextBytes(bytes);
        var password = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        people.register(
                List.of(
                        new Person(
                                "administrator",
                                "Administrator",
                                "admin@localhost",
                                ZoneId.of("UTC"),
                                true,
                                Set.of("administrator"))),
                "system:setup");
        people.setPassword("administrator", password, "system:setup");
        return Optional.of(password);
    }

    private static byte[] secret(Path keys, String name, SecureRandom random) {
        try {
            Files.createDirectories(keys);
            var file = keys.resolve(name);
            if (!Files.exists(file)) {
                var bytes = new byte[32];
                random.nextBytes(bytes);
                Files.write(
                        Files.createFile(
                                file,
                                java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
                                        java.nio.file.attribute.PosixFilePermissions.fromString(
                                                "rw-------"))),
                        bytes);
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep `" + name + "` in " + keys, e);
        }
    }

    private static String node(Path keys, SecureRandom random) {
        return dev.countersign.kernel.Digests.hex(secret(keys, "node.key", random))
                .substring(0, 12);
    }

    /// The active playbook, compiled once per version.
    private static final class ActiveRulebook implements RulebookSource {
        private final Playbooks playbooks;
        private volatile Optional<Rulebook> current = Optional.empty();

        ActiveRulebook(Playbooks playbooks) {
            this.playbooks = playbooks;
            playbooks.onActive(this::compile);
        }

        private void compile(LoadedPlaybook loaded) {
            current = Optional.of(RulebookCompiler.compile(loaded));
        }

        @Override
        public Optional<Rulebook> current() {
            return current;
        }

        String reference() {
            return current.map(Rulebook::reference).orElse("none");
        }

        @Override
        public void revalidate(Tx tx, Rulebook rulebook) throws SQLException {
            if (!playbooks.isActive(tx, rulebook.digest())) {
                throw new Problem(
                                409,
                                "playbook-changed",
                                "The playbook changed",
                                "playbook `"
                                        + rulebook.reference()
                                        + "` stopped being in force during this request",
                                "send the request again")
                        .asException();
            }
        }
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        chats.close();
        try {
            // What is being written, such as a sink's day, is written to its end.
            if (!ticker.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("slow-close of what runs by the clock");
            }
            Future<Void> closed = vertx.close();
            closed.await(10, TimeUnit.SECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            LOG.warn("slow-close", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        web.close();
        records.close();
        practice.close();
        quality.close();
        ledger.close();
        storage.close();
    }
}
