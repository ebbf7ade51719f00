package dev.countersign;

import dev.countersign.api.AssuranceResources;
import dev.countersign.api.DeskWorkResources;
import dev.countersign.assurance.Assurance;
import dev.countersign.assurance.DeskWork;
import dev.countersign.assurance.ReviewListener;
import dev.countersign.assurance.ShadowAnswers;
import dev.countersign.assurance.Tool;
import dev.countersign.assurance.web.QualityPages;
import dev.countersign.assurance.web.ShadowPages;
import dev.countersign.desk.Desk;
import dev.countersign.desk.web.DeskPages;
import dev.countersign.gate.Condition;
import dev.countersign.gate.Gate;
import dev.countersign.gate.GateWatch;
import dev.countersign.gate.GateWatch.Door;
import dev.countersign.gate.Gates;
import dev.countersign.gateway.AnswerWatch;
import dev.countersign.gateway.Rehearsal;
import dev.countersign.kernel.Ids;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.playbook.Playbooks;
import dev.countersign.policy.Rulebook;
import dev.countersign.prompt.PromptLibrary;
import dev.countersign.redaction.Finder;
import dev.countersign.redaction.Masking;
import dev.countersign.storage.Storage;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What tools are worth, and the doors that depend on it, put together.
final class QualityRoom implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QualityRoom.class);

    private final Storage storage;
    private final People people;
    private final Playbooks playbooks;
    private final Supplier<Optional<Rulebook>> rulebook;
    private final Function<Rulebook, Finder> finders;
    private final Assurance assurance;
    private final GateWatch gateWatch;
    private final ExecutorService soon =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("gate-watch").factory());
    private final AtomicBoolean asking = new AtomicBoolean();
    private Optional<ShadowAnswers> answers = Optional.empty();

    QualityRoom(
            Storage storage,
            Ledger ledger,
            People people,
            Playbooks playbooks,
            Supplier<Optional<Rulebook>> rulebook,
            PromptLibrary library,
            Gates gates,
            Function<Rulebook, Finder> finders,
            Function<String, float[]> encode,
            InstantSource clock,
            Ids ids,
            RandomGenerator random) {
        this.storage = storage;
        this.people = people;
        this.playbooks = playbooks;
        this.rulebook = rulebook;
        this.finders = finders;
        assurance =
                new Assurance(
                        storage,
                        ledger,
                        people,
                        this::tools,
                        library,
                        this::masked,
                        encode,
                        clock,
                        ids,
                        random);
        gates.judgeBy(assurance.worth());
        gateWatch = new GateWatch(storage, ledger, gates, this::doors, clock, soon);
        ledger.watch(
                "prompt.activated",
                _ ->
                        soon.execute(() -> {
                            library.refresh();
                            assurance.endStale();
                        }));
    }

    List<Tool> tools() {
        var loaded = playbooks.active();
        var book = rulebook.get();
        return loaded.isEmpty() || book.isEmpty() ? List.of() : Tool.of(loaded.get(), book.get());
    }

    Assurance assurance() {
        return assurance;
    }

    String masked(String text) {
        var book = rulebook.get();
        return book.filter(Rulebook::redact)
                .map(b -> new Masking(finders.apply(b)).mask(text))
                .orElse(text);
    }

    /// Every gate that asks for something, with those whom it is for.
    private List<Door> doors() {
        var book = rulebook.get();
        if (book.isEmpty()) {
            return List.of();
        }
        var out = new ArrayList<Door>();
        book.get()
                .gates()
                .forEach((prompt, gate) -> {
                    if (!gate.conditions().isEmpty()) {
                        out.add(
                                new Door(
                                        gate,
                                        people.everyone().stream()
                                                .filter(Person::active)
                                                .filter(p ->
                                                        book.get()
                                                                .roleFor(p.roles(), prompt)
                                                                .isPresent())
                                                .map(Person::id)
                                                .collect(Collectors.toSet())));
                    }
                });
        var active =
                people.everyone().stream()
                        .filter(Person::active)
                        .map(Person::id)
                        .collect(Collectors.toSet());
        organisationGates(playbooks).forEach(gate -> out.add(new Door(gate, active)));
        return out;
    }

    /// Every gate that asks for something, one a door.
    List<Gate> gates() {
        var out = new TreeMap<String, Gate>();
        rulebook.get().stream()
                .flatMap(r -> r.gates().values().stream())
                .filter(g -> !g.conditions().isEmpty())
                .forEach(g -> out.put(g.tool(), g));
        organisationGates(playbooks).forEach(g -> out.put(g.tool(), g));
        return List.copyOf(out.values());
    }

    /// Those of the desk and of being on call; what the organisation asks for a tool is in the
    /// tool's own gate.
    private static List<Gate> organisationGates(Playbooks playbooks) {
        return playbooks
                .active()
                .map(p -> p.organisation().gates().entrySet().stream())
                .orElse(Stream.empty())
                .filter(g -> Gate.isNoTool(g.getKey()) && !g.getValue().isEmpty())
                .map(g -> new Gate(g.getKey(), g.getValue()))
                .toList();
    }

    /// Before the first review.
    void listen(ReviewListener listener) {
        assurance.listen(listener);
    }

    /// What the organisation in force asks of whoever is on call; nothing where it says nothing.
    static Gate onCall(Playbooks playbooks) {
        return new Gate(
                Gate.ON_CALL,
                playbooks
                        .active()
                        .map(p -> p.organisation().gates().get(Gate.ON_CALL))
                        .orElse(List.of()));
    }

    AnswerWatch watch() {
        return assurance.watch();
    }

    /// Where what is missing is met; empty where it is not about the tool.
    static String way(String tool, Condition condition) {
        return switch (condition) {
            case Condition.Reviewed _, Condition.Certified _ ->
                    "; how far it is: /quality/tools/" + tool;
            case Condition.Recorded(var type, var of, _, _) ->
                    switch (type) {
                        case "course", "competency" -> "; see /learn";
                        case "sign_off" ->
                                "; hand it in at /learn/" + of.replaceFirst("/", "/labs/");
                        case "readiness" -> "; ask your mentor, see /learn";
                        default -> "";
                    };
            case Condition.AllOf _, Condition.AnyOf _ -> "";
        };
    }

    void mount(Web web, Frames frames, Rehearsal rehearsal) {
        answers = Optional.of(assurance.answers(rehearsal));
        new AssuranceResources(assurance).mount(web);
        new ShadowPages(assurance, frames).mount(web);
        new QualityPages(assurance, people, frames).mount(web);
    }

    /// What case pages say of shadow work. One per server.
    DeskPages.ShadowWork shadowWork(Desk desk, Web web) {
        var work =
                new DeskWork(
                        storage,
                        desk,
                        assurance,
                        this::tools,
                        (who, prompt) ->
                                rulebook.get()
                                        .filter(b ->
                                                b.roleFor(who.person().roles(), prompt).isPresent())
                                        .isPresent());
        new DeskWorkResources(work).mount(web);
        var pages = new DeskWorkPages(work);
        pages.mount(web);
        return pages;
    }

    /// Asks the tools in shadow mode what waits for them, looks whether work drifts, and waits for
    /// both.
    void askDue() {
        answers.ifPresent(ShadowAnswers::runDue);
        assurance.watchDrift();
    }

    void runDue() {
        gateWatch.runDue();
    }

    /// As [#askDue], in the background: an upstream may take its time.
    void start() {
        if (asking.compareAndSet(false, true)) {
            Thread.ofVirtual()
                    .name("shadow-answers")
                    .start(() -> {
                        try {
                            askDue();
                        } catch (RuntimeException e) {
                            LOG.warn("shadow-answers-failed", e);
                        } finally {
                            asking.set(false);
                        }
                    });
        }
    }

    @Override
    public void close() {
        soon.shutdownNow();
    }
}
