package dev.countersign.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.kernel.Ids;
import dev.countersign.kernel.ProblemException;
import dev.countersign.ledger.Ledgers;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.playbook.DefectClass;
import dev.countersign.quality.Defect.Severity;
import dev.countersign.quality.Defect.State;
import dev.countersign.quality.Defects.Answered;
import dev.countersign.quality.Defects.Classed;
import dev.countersign.testing.Databases;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QualityOnBothDatabasesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final String WORDS = "It names another day than the order does";

    @TempDir Path data;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);

    private void with(Databases database, java.util.function.Consumer<House> test) {
        var storage = database.open(data.resolve("db"));
        var ledger =
                Ledgers.open(
                        storage,
                        data.resolve("keys"),
                        "test.example",
                        now::get,
                        new SecureRandom());
        try {
            var ids = new Ids(now::get, new SecureRandom());
            var people =
                    new People(storage, ledger, now::get, ids, new byte[32], new SecureRandom());
            people.register(
                    List.of(
                            person("quin", "process_quality"),
                            person("qed", "process_quality"),
                            person("max", "ops_manager"),
                            person("fay", "frontline_ops")),
                    "test");
            var parts =
                    new Defects.Parts(
                            storage,
                            ledger,
                            people,
                            () -> DefectClass.STANDARD,
                            call ->
                                    Optional.of(
                                            new Answered(
                                                    call,
                                                    call.endsWith("9") ? "triage" : "lookup",
                                                    "fay",
                                                    !call.startsWith("held"))),
                            text -> text.replace("Anna", "<NAME_1>"),
                            now::get,
                            ids);
            test.accept(
                    new House(
                            people,
                            new Defects(parts),
                            new Causes(
                                    parts,
                                    call -> call.equals("call-qed") ? Set.of("qed") : Set.of(),
                                    id -> id.equals("change-1"))));
        } finally {
            ledger.close();
            storage.close();
        }
    }

    private static Person person(String id, String... roles) {
        return new Person(id, id, id + "@test.example", ZoneId.of("UTC"), true, Set.of(roles));
    }

    private record House(People people, Defects defects, Causes causes) {
        Identity who(String id) {
            return people.identity(id).orElseThrow();
        }

        Defect raise(String call, String type) {
            return defects.raise(who("max"), call, new Classed(type, Severity.MAJOR, WORDS));
        }

        Cause draft(String... of) {
            return causes.draft(
                    who("quin"),
                    List.of(of),
                    new Cause.Text(
                            List.of(
                                    "The order was read too late.",
                                    "The feed comes once an hour.",
                                    "Nobody asked for more."),
                            "The feed of orders is too slow for what we promise.",
                            "Fetch orders every five minutes.",
                            "max",
                            "2026-11-25"));
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void theRegisterIsFilteredSearchedCountedAndPaged(Databases database) {
        with(
                database,
                house -> {
                    for (var i = 0; i < 12; i++) {
                        now.set(NOW.plus(Duration.ofDays(i)));
                        house.raise("call-" + i, i % 3 == 0 ? "tone" : "wrong_fact");
                    }
                    var max = house.who("max");
                    var figures = house.defects().figures(max, DefectQuery.ALL);
                    assertThat(figures.matching()).isEqualTo(12);
                    assertThat(List.copyOf(figures.byType().keySet()))
                            .containsExactly("wrong_fact", "tone");
                    assertThat(figures.byType()).containsEntry("tone", 4);
                    assertThat(figures.tools()).containsExactly("lookup", "triage");

                    var late =
                            new DefectQuery("", "tone", "", "", "", NOW.plus(Duration.ofDays(6)));
                    assertThat(house.defects().figures(max, late).matching()).isEqualTo(2);
                    var ofTool = new DefectQuery("triage", "", "classified", "major", "", NOW);
                    assertThat(house.defects().list(max, ofTool, 0, 9))
                            .extracting(Defect::call)
                            .containsExactly("call-9");
                    var found = new DefectQuery("", "", "", "", "ANOTHER day", Instant.EPOCH);
                    assertThat(house.defects().figures(max, found).matching()).isEqualTo(12);
                    var wild = new DefectQuery("", "", "", "", "a%y", Instant.EPOCH);
                    assertThat(house.defects().figures(max, wild).matching()).isZero();
                    var byCall = new DefectQuery("", "", "", "", "call-4", Instant.EPOCH);
                    assertThat(house.defects().list(max, byCall, 0, 9)).hasSize(1);

                    var seen = new ArrayList<String>();
                    for (var offset = 0; offset < 12; offset += 5) {
                        house.defects()
                                .list(max, DefectQuery.ALL, offset, 5)
                                .forEach(d -> seen.add(d.id()));
                    }
                    assertThat(seen).hasSize(12);
                    assertThat(new HashSet<>(seen)).hasSize(12);
                });
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aDefectIsRaisedOnceOnAReleasedAnswerByWhoeverMay(Databases database) {
        with(
                database,
                house -> {
                    var said = new Classed("tone", Severity.MINOR, "Anna was told off: rude");
                    var made = house.defects().raise(house.who("max"), "call-1", said);
                    assertThat(made.words()).isEqualTo("<NAME_1> was told off: rude");
                    assertThat(house.defects().see(house.who("quin"), made.id())).isEqualTo(made);

                    refused(
                            "raised",
                            () -> house.defects().raise(house.who("max"), "call-1", said));
                    refused("role", () -> house.defects().raise(house.who("fay"), "call-2", said));
                    refused(
                            "not-released",
                            () -> house.defects().raise(house.who("max"), "held-2", said));
                    refused(
                            "class",
                            () ->
                                    house.defects()
                                            .raise(
                                                    house.who("max"),
                                                    "call-2",
                                                    new Classed("sorcery", Severity.MINOR, WORDS)));
                    refused("role", () -> house.defects().see(house.who("fay"), made.id()));
                });
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aCauseIsSignedByOneAndVerifiedByAnotherAfterItsDay(Databases database) {
        with(
                database,
                house -> {
                    var one = house.raise("call-qed", "wrong_fact");
                    var two = house.raise("call-2", "wrong_fact");
                    var cause = house.draft(one.id(), two.id());
                    refused("no-cause-wanted", () -> house.draft(two.id()));
                    refused(
                            "unsigned",
                            () -> house.causes().link(house.who("quin"), cause.id(), "change-1"));

                    // Who approved one of the answers, whoever is no one of quality, an old
                    // version.
                    refused("own-work", () -> house.causes().sign(house.who("qed"), cause.id(), 1));
                    refused("role", () -> house.causes().sign(house.who("max"), cause.id(), 1));
                    refused(
                            "somebody-was-quicker",
                            () -> house.causes().sign(house.who("quin"), cause.id(), 7));
                    var key = new Identity(house.who("quin").person(), 0, Optional.of("key-1"));
                    refused("in-person", () -> house.causes().sign(key, cause.id(), 1));

                    house.causes().sign(house.who("quin"), cause.id(), 1);
                    refused("state", () -> house.causes().sign(house.who("quin"), cause.id(), 2));
                    assertThat(state(house, one)).isEqualTo(State.SIGNED);
                    house.causes().link(house.who("quin"), cause.id(), "change-1");
                    refused(
                            "unknown-change",
                            () -> house.causes().link(house.who("quin"), cause.id(), "change-2"));
                    assertThat(house.causes().behind(house.who("quin"), "change-1"))
                            .extracting(Cause::id)
                            .containsExactly(cause.id());
                    assertThat(house.causes().behind(house.who("fay"), "change-1")).isEmpty();

                    refused("too-early", () -> verify(house, "qed", cause, false));
                    now.set(Instant.parse("2026-11-26T00:00:00Z"));
                    refused("own-work", () -> verify(house, "max", cause, false));
                    refused("own-work", () -> verify(house, "quin", cause, false));
                    verify(house, "qed", cause, false);

                    assertThat(state(house, one)).isEqualTo(State.REOPENED);
                    assertThat(house.causes().see(house.who("quin"), cause.id()).defects())
                            .hasSize(2);
                    var found = house.defects().see(house.who("quin"), two.id());
                    assertThat(found.wantsCause()).isTrue();
                });
    }

    private static void verify(House house, String who, Cause cause, boolean works) {
        house.causes()
                .verify(
                        house.who(who),
                        cause.id(),
                        2,
                        works,
                        "Of 40 answers since then, 6 name another day.");
    }

    private static State state(House house, Defect defect) {
        return house.defects().see(house.who("quin"), defect.id()).state();
    }

    private static void refused(String code, Runnable act) {
        assertThatThrownBy(act::run)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
    }
}
