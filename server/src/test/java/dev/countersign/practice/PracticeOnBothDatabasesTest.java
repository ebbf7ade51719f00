package dev.countersign.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.desk.CaseQuery;
import dev.countersign.desk.Decision;
import dev.countersign.desk.Desk;
import dev.countersign.desk.Grant;
import dev.countersign.desk.Justification;
import dev.countersign.escalation.Routing;
import dev.countersign.kernel.Digests;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.ProblemException;
import dev.countersign.ledger.Ledger;
import dev.countersign.ledger.Ledgers;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Storages;
import dev.countersign.testing.Databases;
import dev.countersign.timer.Timers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Practice beside a main store: two files, or two schemas of one PostgreSQL.
class PracticeOnBothDatabasesTest {
    private static final Justification WHY =
            new Justification("checked the evidence; the owner answered and the time is short");

    @TempDir Path data;

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-20T09:00:00Z"));
    private final SecureRandom random = new SecureRandom();

    /// Everything that one start opens.
    private final class House implements AutoCloseable {
        final InstantSource clock = now::get;
        final Ids ids = new Ids(clock, random);
        final Practice.Place main;
        final Practice.Place practice;
        final People people;
        final Timers timers;
        final Desk realDesk;
        final Desk desk;
        final Practice front;

        House(Databases database, String url) {
            main =
                    place(
                            database == Databases.SQLITE
                                    ? Storages.sqlite(data)
                                    : Storages.postgresql(url, "postgres", "postgres"),
                            "main");
            practice =
                    place(
                            database == Databases.SQLITE
                                    ? Storages.small(data.resolve("practice"))
                                    : Storages.postgresql(url, "postgres", "postgres", "practice"),
                            "practice");
            people = new People(main.storage(), main.ledger(), clock, ids, new byte[32], random);
            var queues = new Queues(people, main.storage());
            timers = new Timers(practice.storage(), clock);
            var routing = Routing.standard(ZoneId.of("UTC"));
            realDesk =
                    new Desk(
                            main.storage(),
                            main.ledger(),
                            people,
                            new Timers(main.storage(), clock),
                            () -> routing,
                            clock,
                            ids);
            desk =
                    new Desk(
                            practice.storage(),
                            practice.ledger(),
                            queues,
                            timers,
                            () -> routing,
                            clock,
                            ids);
            front =
                    new Practice(
                            main,
                            practice,
                            desk,
                            people,
                            queues,
                            new Mentors(people, _ -> List.of()),
                            Mocks.shipped(),
                            clock,
                            ids);
        }

        private Practice.Place place(Storage storage, String name) {
            Ledger ledger =
                    Ledgers.open(
                            storage,
                            data.resolve("keys-" + name),
                            "test.example/" + name,
                            clock,
                            random);
            return new Practice.Place(storage, ledger);
        }

        Identity who(String id) {
            return people.identity(id).orElseThrow();
        }

        void deny(String caseId, String person) {
            var version = desk.find(caseId).orElseThrow().version();
            desk.decide(caseId, version, new Decision.Deny(WHY), who(person), "practice");
        }

        void decideRightly(String caseId) {
            var right = front.find(who("ada"), caseId).orElseThrow().mock().answer();
            Decision decision =
                    switch (right) {
                        case APPROVE ->
                                new Decision.Approve(
                                        WHY,
                                        Map.of(
                                                "until",
                                                "2026-12-01",
                                                "removal_plan",
                                                "the team removes it with the next release",
                                                "third_option",
                                                "both could be had later, with more time"));
                        case DENY -> new Decision.Deny(WHY);
                        case ESCALATE -> new Decision.Escalate("mentor", WHY);
                    };
            desk.decide(caseId, 1, decision, who("ada"), "practice");
        }

        @Override
        public void close() {
            practice.ledger().close();
            practice.storage().close();
            main.ledger().close();
            main.storage().close();
        }
    }

    private static Person person(String id, String... roles) {
        return new Person(id, id, id + "@test.example", ZoneId.of("UTC"), true, Set.of(roles));
    }

    private House begun(Databases database, String url) {
        var house = new House(database, url);
        house.people.register(
                List.of(
                        person("ada", "ops_manager"),
                        person("ben", "mentor"),
                        person("root", "administrator")),
                "test");
        return house;
    }

    private static String url(Databases database) {
        return database == Databases.POSTGRESQL ? Databases.newPostgres() : "";
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void whatWasBegunGoesOnAfterARestart(Databases database) {
        var url = url(database);
        String open;
        try (var house = begun(database, url)) {
            house.deny(house.front.next(house.who("ada")), "ada");
            open = house.front.next(house.who("ada"));
        }
        try (var house = new House(database, url)) {
            var progress = house.front.progress("ada");

            assertThat(progress.decided()).isEqualTo(1);
            assertThat(progress.attempts()).hasSize(2);
            assertThat(house.front.next(house.who("ada"))).isEqualTo(open);
            house.deny(open, "ada");
            assertThat(house.front.progress("ada").decided()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void theTwoDesksKnowNothingOfEachOther(Databases database) {
        try (var house = begun(database, url(database))) {
            var id = house.front.next(house.who("ada"));
            var mock = house.desk.find(id).orElseThrow();
            house.desk.decide(
                    id, mock.version(), new Decision.Approve(WHY), house.who("ada"), "practice");

            assertThat(house.realDesk.find(id)).isEmpty();
            assertThat(house.realDesk.count(CaseQuery.all(10))).isZero();
            Optional<Grant> grant =
                    house.main
                            .storage()
                            .writeAndWait(tx ->
                                    house.realDesk.redeem(
                                            tx,
                                            id,
                                            mock.opened().requestDigest(),
                                            mock.opened().answerDigest()));
            assertThat(grant).isEmpty();
            assertThat(house.main.ledger().about(id)).isEmpty();
            assertThat(house.practice.ledger().about(id))
                    .extracting(e -> e.action())
                    .contains("case.opened", "practice.given", "case.approved");
            assertThatThrownBy(() -> house.deny(id, "ben")).isInstanceOf(ProblemException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aSignOffHoldsInTheMainRecordTheDigestOfThePracticeRecord(Databases database) {
        try (var house = begun(database, url(database))) {
            for (var i = 0; i < Progress.RUN; i++) {
                if (i == Progress.OBSERVED) {
                    for (var a : house.front.progress("ada").observed()) {
                        house.front
                                .mentorship()
                                .comment(
                                        house.who("ben"),
                                        a.caseId(),
                                        "Say which rule it is about.");
                    }
                }
                house.deny(house.front.next(house.who("ada")), "ada");
            }
            assertThat(house.front.signedOff("ada")).isFalse();

            var verdict =
                    house.front
                            .mentorship()
                            .judge(house.who("ben"), "ada", true, "Ready, and careful.");

            assertThat(house.front.signedOff("ada")).isTrue();
            var entry =
                    house.main.ledger().about("ada").stream()
                            .filter(e -> e.action().equals("practice.signed-off"))
                            .findFirst()
                            .orElseThrow();
            assertThat(entry.actor()).isEqualTo("ben");
            assertThat(entry.facts().get("checkpoint_digest"))
                    .isEqualTo(Digests.hex(verdict.checkpoint()));
            assertThat(verdict.checkpoint()).startsWith("test.example/practice\n");
            assertThat(entry.facts()).containsEntry("decided", 20L);
            assertThat(entry.facts().get("decisions_digest"))
                    .isEqualTo(house.front.progress("ada").digest());
            if (database == Databases.SQLITE) {
                // There every entry is in the tree at once: nothing was added since.
                assertThat(house.practice.ledger().checkpoint()).isEqualTo(verdict.checkpoint());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void sixRightOnesLeadToAHardCaseOfWhichTheLearnerNamesTheCategory(Databases database) {
        try (var house = begun(database, url(database))) {
            for (var i = 0; i < 6; i++) {
                if (i == Progress.OBSERVED) {
                    house.front
                            .progress("ada")
                            .observed()
                            .forEach(a ->
                                    house.front
                                            .mentorship()
                                            .comment(
                                                    house.who("ben"),
                                                    a.caseId(),
                                                    "Rightly decided."));
                }
                house.decideRightly(house.front.next(house.who("ada")));
            }
            assertThat(house.front.progress("ada").right()).isEqualTo(6);
            var id = house.front.next(house.who("ada"));
            var hard = house.front.find(house.who("ada"), id).orElseThrow();
            assertThat(hard.mock().difficulty()).isEqualTo(3);
            assertThat(hard.exceptionCase().opened().facts().orElseThrow().category()).isEmpty();
            assertThat(hard.exceptionCase().opened().requestShown()).doesNotContain("Category");

            assertThatThrownBy(() -> house.front.categorise(house.who("ada"), id, "sorcery"))
                    .hasMessageContaining("no category");
            assertThatThrownBy(
                            () -> house.front.categorise(house.who("ben"), id, "config_conflict"))
                    .isInstanceOf(ProblemException.class);
            house.front.categorise(house.who("ada"), id, hard.mock().category());
            house.deny(id, "ada");

            var done = house.front.find(house.who("ada"), id).orElseThrow();
            assertThat(done.comparison().orElseThrow().category()).contains(true);
            assertThat(done.exceptionCase().approverRole()).isEqualTo(Queues.of("ada"));
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void whoeverIsNoLongerHereDecidesNothingAndAnUndecidedCaseLapses(Databases database) {
        try (var house = begun(database, url(database))) {
            var was = house.who("ada");
            var id = house.front.next(was);
            now.set(now.get().plus(Duration.ofDays(8)));
            while (house.timers.runDue() > 0) {
                // what one timer sets may be due at once
            }
            assertThat(house.front.progress("ada").attempts().getFirst().lapsed()).isTrue();
            assertThat(house.front.progress("ada").decided()).isZero();
            var second = house.front.next(was);
            assertThat(second).isNotEqualTo(id);

            house.people.register(
                    List.of(
                            new Person(
                                    "ada",
                                    "ada",
                                    "ada@test.example",
                                    ZoneId.of("UTC"),
                                    false,
                                    Set.of("ops_manager"))),
                    "test");

            assertThatThrownBy(() -> house.front.next(was)).isInstanceOf(ProblemException.class);
            assertThatThrownBy(() ->
                            house.desk.decide(second, 1, new Decision.Deny(WHY), was, "practice"))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("roles changed");
        }
    }
}
