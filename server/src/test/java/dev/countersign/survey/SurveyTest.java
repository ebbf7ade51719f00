package dev.countersign.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.course.Survey.Kind;
import dev.countersign.course.Survey.Question;
import dev.countersign.gate.Gates;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.ProblemException;
import dev.countersign.ledger.Ledger;
import dev.countersign.ledger.Ledgers;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.storage.Storage;
import dev.countersign.survey.Asked.Publishing;
import dev.countersign.testing.Databases;
import dev.countersign.testing.Requirement;
import dev.countersign.training.Acts;
import dev.countersign.training.Training;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SurveyTest {
    private static final int STAFF = 24;

    @TempDir Path data;

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-20T09:00:00Z"));

    private final class House implements AutoCloseable {
        final Storage storage;
        final Ledger ledger;
        final People people;
        final Surveys surveys;

        House(Databases database) {
            var random = new SecureRandom();
            var ids = new Ids(now::get, random);
            storage = database.open(data);
            ledger = Ledgers.open(storage, data.resolve("keys"), "http://here", now::get, random);
            people = new People(storage, ledger, now::get, ids, new byte[32], random);
            var all = new ArrayList<Person>();
            for (var i = 0; i < STAFF; i++) {
                all.add(person("p" + i, i % 3 == 0 ? "mentor" : "frontline_ops"));
            }
            all.add(person("pam", "programme_manager"));
            people.register(all, "system:test");
            var training =
                    new Training(
                            storage,
                            ledger,
                            people,
                            new Gates(storage, ledger, people, now::get, ids),
                            new Acts(),
                            _ -> {
                                throw new IllegalStateException("nobody practises here");
                            },
                            now::get,
                            ids);
            surveys =
                    new Surveys(
                            storage, ledger, people, training.learning(), now::get, ids, random);
        }

        Identity as(String id) {
            return people.identity(id).orElseThrow();
        }

        String ask(boolean anonymous, Publishing when) {
            return surveys.ask(
                            as("pam"),
                            new Asked.Form(
                                    "Pulse",
                                    List.of(
                                            question("good", Kind.LIKERT5),
                                            question("help", Kind.LIKERT5),
                                            question("word", Kind.OPEN)),
                                    anonymous,
                                    new Audience(List.of("frontline_ops", "mentor"), "", List.of()),
                                    when),
                            "",
                            new Schedule.Window(now.get(), now.get().plus(Duration.ofDays(1))))
                    .id();
        }

        void answer(String survey, int person, int mark) {
            surveys.answer(
                    as("p" + person),
                    survey,
                    Map.of("good", mark, "help", 4),
                    Map.of("word", "said by number " + person),
                    false);
        }

        Report report(String survey) {
            return surveys.see(as("pam"), survey).report();
        }

        @Override
        public void close() {
            ledger.close();
            storage.close();
        }
    }

    private static Question question(String id, Kind kind) {
        return new Question(
                id, kind, "About " + id, OptionalDouble.of(3.0), OptionalDouble.of(3.5));
    }

    private static Person person(String id, String role) {
        return new Person(id, id, id + "@x.example", ZoneId.of("UTC"), true, Set.of(role));
    }

    private static int status(Runnable act) {
        try {
            act.run();
            return 200;
        } catch (ProblemException refused) {
            return refused.problem().status();
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Requirement({"P81", "C21"})
    void nothingIsShownOfFewerThanFiveAndWhatTheySaidIsDestroyed(Databases database) {
        try (var house = new House(database)) {
            var id = house.ask(true, Publishing.AT_CLOSE);
            for (var i = 0; i < 4; i++) {
                house.answer(id, i, 1);
            }
            assertThat(house.report(id)).isEqualTo(Report.NOTHING);

            house.surveys.close(house.as("pam"), id);

            assertThat(house.report(id).n()).isZero();
            assertThat(house.report(id).words()).isEmpty();
            assertThat(house.surveys.waiting(house.as("pam"))).isEmpty();
            assertThat(left(house, id)).isZero();
        }
    }

    private static int left(House house, String id) {
        var store = new SurveyStore(house.ledger.vault());
        return house.storage.read(tx -> store.all(tx, id).size() + store.answers(tx, id));
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void oneAnswerEachAndOnlyOfThoseAskedWhileItIsOpen(Databases database) {
        try (var house = new House(database)) {
            var id = house.ask(true, Publishing.AT_CLOSE);
            house.answer(id, 1, 5);

            assertThat(status(() -> house.answer(id, 1, 1))).isEqualTo(409);
            assertThat(house.surveys.see(house.as("p1"), id).answered()).isTrue();
            assertThat(house.surveys.see(house.as("p2"), id).answered()).isFalse();
            assertThat(
                            status(() ->
                                    house.surveys.answer(
                                            house.as("pam"), id, Map.of(), Map.of(), false)))
                    .isEqualTo(404);
            assertThat(
                            status(() ->
                                    house.surveys.answer(
                                            house.as("p2"),
                                            id,
                                            Map.of("good", 6),
                                            Map.of(),
                                            false)))
                    .isEqualTo(422);
            assertThat(
                            status(() ->
                                    house.surveys.answer(
                                            house.as("p2"),
                                            id,
                                            Map.of("good", 1, "help", 1),
                                            Map.of(),
                                            true)))
                    .as("a name where none is taken")
                    .isEqualTo(422);
            now.set(now.get().plus(Duration.ofDays(2)));
            assertThat(status(() -> house.answer(id, 3, 1))).isEqualTo(409);
            house.surveys.runDue();
            assertThat(house.surveys.see(house.as("p1"), id).survey().state())
                    .isEqualTo(Asked.State.CLOSED);
        }
    }

    /// Reports asked for after every answer and in every state, over many surveys: their counts are
    /// subtracted from one another, question by question and mark by mark.
    @Test
    @Requirement("C21")
    void thousandsOfReportRequestsNeverDifferByFewerThanFiveAnswers() {
        var random = new Random(4711);
        var requests = 0;
        try (var house = new House(Databases.SQLITE)) {
            for (var round = 0; round < 24; round++) {
                var when = List.of(Publishing.values()).get(round % 3);
                var id = house.ask(true, when);
                var people = new ArrayList<Integer>();
                for (var i = 0; i < STAFF; i++) {
                    people.add(i);
                }
                java.util.Collections.shuffle(people, random);
                var seen = new ArrayList<Report.Slice>();
                for (var person : people.subList(0, random.nextInt(STAFF + 1))) {
                    house.answer(id, person, 1 + random.nextInt(5));
                    for (var again = 0; again < 6; again++) {
                        requests++;
                        collect(house.report(id), seen);
                    }
                }
                house.surveys.close(house.as("pam"), id);
                collect(house.report(id), seen);
                attack(seen);
            }
        }
        assertThat(requests).isGreaterThan(1_000);
    }

    private static void collect(Report report, List<Report.Slice> seen) {
        if (report.n() > 0) {
            seen.add(new Report.Slice("all", report.n(), report.figures()));
            seen.addAll(report.parts());
        }
    }

    private static void attack(List<Report.Slice> seen) {
        for (var a : seen) {
            assertThat(a.n()).isGreaterThanOrEqualTo(Surveys.LEAST);
            assertThat(a.figures()).allMatch(f -> f.n() == a.n());
            for (var b : seen) {
                var more = a.n() - b.n();
                if (more > 0 && a.name().equals("all")) {
                    assertThat(more).isGreaterThanOrEqualTo(Surveys.LEAST);
                }
                if (more == 0 && a.name().equals(b.name())) {
                    assertThat(a.figures()).as("asked again, the same").isEqualTo(b.figures());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aDatabaseOwnerFindsNeitherNamesNorTimesNorAnOrder(Databases database) {
        try (var house = new House(database)) {
            var id = house.ask(true, Publishing.AT_CLOSE);
            var before = house.ledger.about(id).size();
            for (var i = 0; i < 9; i++) {
                house.answer(id, i, 1 + i % 5);
            }

            assertThat(house.ledger.about(id).size())
                    .as("no entry for an answer")
                    .isEqualTo(before);
            var rows =
                    house.storage.read(tx ->
                            tx.jdbi()
                                    .createQuery(
                                            "SELECT survey_id, token FROM survey_answered WHERE survey_id ="
                                                    + " :id")
                                    .bind("id", id)
                                    .mapToMap()
                                    .list());
            assertThat(rows).hasSize(9);
            // Nothing but the survey and 64 hexadecimal digits: no name and no time.
            assertThat(rows)
                    .allMatch(r ->
                            r.size() == 2 && r.get("token").toString().matches("[0-9a-f]{64}"));
            var urns =
                    house.storage.read(tx ->
                            tx.jdbi()
                                    .createQuery(
                                            "SELECT sealed FROM survey_urn WHERE survey_id = :id")
                                    .bind("id", id)
                                    .mapTo(byte[].class)
                                    .list());
            assertThat(urns).as("all answers are one value").hasSize(1);
            assertThat(new String(urns.getFirst(), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain("said by");
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    @Requirement({"P71", "P82"})
    void aRedFlagWaitsForTheManagerWithFiguresAndWithoutNames(Databases database) {
        try (var house = new House(database)) {
            var id = house.ask(true, Publishing.AT_CLOSE);
            for (var i = 0; i < 8; i++) {
                house.answer(id, i, i < 4 ? 1 : 4);
            }
            house.surveys.close(house.as("pam"), id);

            var waiting = house.surveys.waiting(house.as("pam"));
            assertThat(waiting).extracting(FollowUp::item).containsExactlyInAnyOrder("good", "");
            var flag =
                    waiting.stream().filter(f -> f.item().equals("good")).findFirst().orElseThrow();
            assertThat(flag.red()).isTrue();
            assertThat(flag.seen()).contains("2.50", "n = 8").doesNotContain("p1");
            assertThat(house.surveys.waiting(house.as("p1"))).isEmpty();
            assertThat(status(() -> house.surveys.react(house.as("pam"), flag.id(), "ok")))
                    .isEqualTo(422);
            assertThat(
                            status(() ->
                                    house.surveys.react(
                                            house.as("p1"),
                                            flag.id(),
                                            "we met on Monday and changed the rota")))
                    .isEqualTo(403);
            house.surveys.react(
                    house.as("pam"), flag.id(), "we met on Monday and changed the rota");
            assertThat(house.surveys.see(house.as("p1"), id).followUps())
                    .anyMatch(f -> f.reaction().isPresent());
            assertThat(house.report(id).words().get("word")).hasSize(8);
            assertThat(house.surveys.see(house.as("p1"), id).report().words()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aNameIsThereByConsentAndCanBeTakenBackUntilTheClose(Databases database) {
        try (var house = new House(database)) {
            var id = house.ask(false, Publishing.AT_CLOSE);
            for (var i = 0; i < 7; i++) {
                house.surveys.answer(
                        house.as("p" + i), id, Map.of("good", 3, "help", 3), Map.of(), i < 2);
            }
            assertThat(house.surveys.named(house.as("pam"), id)).isEmpty();
            house.surveys.withdrawName(house.as("p1"), id);
            assertThat(status(() -> house.surveys.withdrawName(house.as("p1"), id))).isEqualTo(409);
            house.surveys.close(house.as("pam"), id);

            assertThat(house.surveys.named(house.as("pam"), id))
                    .extracting(Surveys.Named::person)
                    .containsExactly("p0");
            assertThat(house.report(id).n()).isEqualTo(6);
            assertThat(status(() -> house.surveys.withdrawName(house.as("p0"), id))).isEqualTo(409);
            assertThatThrownBy(() -> house.surveys.named(house.as("p1"), id))
                    .isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void fewerThanFiveAreNotAskedAtAll() {
        try (var house = new House(Databases.SQLITE)) {
            var form =
                    new Asked.Form(
                            "Pulse",
                            List.of(question("good", Kind.LIKERT5)),
                            true,
                            new Audience(List.of(), "", List.of("p1", "p2", "p3", "nobody")),
                            Publishing.AT_CLOSE);
            var window = new Schedule.Window(now.get(), now.get().plus(Duration.ofDays(1)));
            assertThat(status(() -> house.surveys.ask(house.as("pam"), form, "", window)))
                    .isEqualTo(422);
            assertThat(status(() -> house.surveys.ask(house.as("p1"), form, "", window)))
                    .isEqualTo(403);
        }
    }

    @Test
    @Requirement("P81")
    void aSurveyOpensInItsWeekOfTheCohortAndADailyOneOnEachWorkingDay() {
        var utc = ZoneId.of("UTC");
        var begins = LocalDate.of(2026, 9, 28);

        assertThat(Schedule.inWeek(begins, 10, "friday", Duration.ofHours(2), utc))
                .containsExactly(
                        new Schedule.Window(
                                Instant.parse("2026-12-04T15:00:00Z"),
                                Instant.parse("2026-12-04T17:00:00Z")));
        assertThat(Schedule.inWeek(begins, 11, "daily", Duration.ofHours(2), utc))
                .extracting(w -> w.opens().toString().substring(0, 10))
                .containsExactly(
                        "2026-12-07", "2026-12-08", "2026-12-09", "2026-12-10", "2026-12-11");
        assertThat(Schedule.onWorkingDays(LocalDate.of(2026, 12, 12), 1, Duration.ofHours(2), utc))
                .extracting(w -> w.opens().toString().substring(0, 10))
                .containsExactly("2026-12-14");
    }
}
