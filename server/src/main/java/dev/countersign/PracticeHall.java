package dev.countersign;

import dev.countersign.api.PracticeResources;
import dev.countersign.connect.Drill;
import dev.countersign.desk.Desk;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.desk.web.CategoryChoice;
import dev.countersign.desk.web.DeskPages;
import dev.countersign.escalation.Routing;
import dev.countersign.escalation.Taxonomy;
import dev.countersign.kernel.Ids;
import dev.countersign.ledger.Ledger;
import dev.countersign.ledger.Ledgers;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.playbook.Playbooks;
import dev.countersign.practice.Mentors;
import dev.countersign.practice.Mocks;
import dev.countersign.practice.Practice;
import dev.countersign.practice.Queues;
import dev.countersign.practice.web.PracticePages;
import dev.countersign.retention.Retention;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Storages;
import dev.countersign.timer.Timers;
import dev.countersign.training.Practised;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The same desk a second time, on a store and a ledger of its own beside the main ones: `practice`
/// in the data directory, or a schema of that name on PostgreSQL. Nobody listens to its decisions,
/// so nothing comes of them.
final class PracticeHall implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PracticeHall.class);
    private static final String SCHEMA = "countersign_practice";

    private final Storage storage;
    private final Ledger ledger;
    private final Timers timers;
    private final Queues queues;
    private final Desk desk;
    private final Practice practice;
    private final boolean inChat;

    PracticeHall(
            Config config,
            Practice.Place main,
            People people,
            Playbooks playbooks,
            Ids ids,
            SecureRandom random) {
        var folder = config.data().resolve("practice");
        var clock = config.clock();
        inChat = config.chat().slack().isPresent();
        storage =
                config.database()
                        .map(d -> Storages.postgresql(d.url(), d.user(), d.password(), SCHEMA))
                        .orElseGet(() -> Storages.small(folder));
        ledger =
                Ledgers.open(
                        storage,
                        folder.resolve("keys"),
                        config.origin() + "/practice",
                        clock,
                        random);
        timers = new Timers(storage, clock);
        queues = new Queues(people, main.storage());
        // No paths: a practice case climbs to nobody.
        var routing = Routing.standard(ZoneId.of("UTC"));
        desk = new Desk(storage, ledger, queues, timers, () -> routing, clock, ids);
        new Retention(storage, ledger, playbooks, timers, clock);
        var mocks = Mocks.with(folder.resolve("exceptions"));
        mocks.findings().forEach(f -> LOG.warn("mock-exception-left-out {}", f.asLine()));
        var mentors =
                new Mentors(
                        people,
                        person ->
                                playbooks
                                        .active()
                                        .map(p -> p.organisation().mentorsOf(person))
                                        .orElse(List.of()));
        practice =
                new Practice(
                        main,
                        new Practice.Place(storage, ledger),
                        desk,
                        people,
                        queues,
                        mentors,
                        mocks,
                        clock,
                        ids);
    }

    /// What labs may count.
    Practised.Seen practised(String person) {
        var progress = practice.progress(person);
        return new Practised.Seen(
                progress.decided(),
                progress.observed().size() - progress.unseen().size(),
                inChat ? OptionalInt.of(progress.inChat()) : OptionalInt.empty());
    }

    /// Practice for those who do it in a chat.
    Drill drill() {
        return new PracticeDrill(practice, desk);
    }

    Practice practice() {
        return practice;
    }

    void mount(Web web, People people, Frames around, Supplier<String> playbookInForce) {
        var frames = around.forPractice();
        new PracticePages(practice, people, frames).mount(web);
        new DeskPages(
                        desk,
                        queues,
                        frames,
                        NOTHING_MASKED,
                        new Categories(practice),
                        (_, _) -> List.of(),
                        _ -> false,
                        () -> Routing.standard(ZoneId.of("UTC")),
                        playbookInForce,
                        "/practice/answers/")
                .mount(web);
        new PracticeResources(practice).mount(web);
    }

    void runDue() {
        timers.runDue();
    }

    @Override
    public void close() {
        ledger.close();
        storage.close();
    }

    /// Made-up cases hold nobody's data.
    private static final DeskPages.Originals NOTHING_MASKED =
            new DeskPages.Originals() {
                @Override
                public boolean mayReveal(Identity reader, String callId) {
                    return false;
                }

                @Override
                public Map<String, String> reveal(Identity reader, String callId) {
                    return Map.of();
                }
            };

    private record Categories(Practice practice) implements DeskPages.Categories {
        @Override
        public List<CategoryChoice> choices(ExceptionCase c) {
            return Taxonomy.FIRST.categories().stream()
                    .map(k -> new CategoryChoice(k.name(), "", k.title()))
                    .toList();
        }

        @Override
        public void put(Identity by, String caseId, String category, String subtype) {
            practice.categorise(by, caseId, category);
        }
    }
}
