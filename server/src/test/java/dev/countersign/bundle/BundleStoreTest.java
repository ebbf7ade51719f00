package dev.countersign.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.policy.Attribute;
import dev.countersign.policy.Facts;
import dev.countersign.policy.Policy.Outcome;
import dev.countersign.policy.PolicySet;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.testing.Databases;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BundleStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    private final BundleStore store = new BundleStore();
    private final FeedbackStore feedback = new FeedbackStore();

    private static void write(Storage storage, Consumer<Tx> work) {
        storage.writeAndWait(tx -> {
            work.accept(tx);
            return true;
        });
    }

    private static Bundle bundle(String limit) {
        var files = new TreeMap<String, String>();
        files.put(
                "a.yaml",
                """
                name: a
                version: "1"
                owner: ana
                scope: all
                rule: {match: [{condition: "retention_days > LIMIT", output: "'deny'"}]}
                """
                        .replace("LIMIT", limit));
        var set = PolicySet.read(files);
        assertThat(set.isUsable()).as(String.valueOf(set.findings())).isTrue();
        return new Bundle(set.policies().digest(), files, set, "ana", NOW);
    }

    private static Judged judged(String id, Outcome outcome, String exemption, long days) {
        return new Judged(
                "conftest",
                id,
                "pam",
                Optional.of("case-" + id),
                "digest",
                "bundle",
                outcome,
                List.of("a@1", "b@2"),
                exemption,
                "because of `retention_days`",
                Facts.NONE
                        .with(Attribute.RETENTION_DAYS, days)
                        .with(Attribute.TAGS, List.of("x", "y")),
                NOW);
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void theNewestThatCameIntoForceIsInForceAndAllAreKept(Databases database, @TempDir Path data) {
        var one = bundle("365");
        var other = bundle("300");
        try (var storage = database.open(data)) {
            assertThat(storage.<Optional<String>>read(store::inForce)).isEmpty();
            write(
                    storage,
                    tx -> {
                        store.insert(tx, one);
                        store.insert(tx, one);
                        store.insert(tx, other);
                        store.activate(tx, one.id(), NOW, "ana");
                        store.activate(tx, other.id(), NOW.plusSeconds(60), "ben");
                    });

            assertThat(storage.<Optional<String>>read(store::inForce)).contains(other.id());
            assertThat(storage.<List<BundleStore.Turn>>read(store::turns))
                    .extracting(BundleStore.Turn::bundle)
                    .containsExactly(other.id(), one.id());
            assertThat(storage.<Optional<Bundle>>read(tx -> store.find(tx, one.id())))
                    .get()
                    .satisfies(b -> assertThat(b.files()).isEqualTo(one.files()));
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aVerdictIsKeptOnceWithItsFactsAndCounted(Databases database, @TempDir Path data) {
        try (var storage = database.open(data)) {
            write(
                    storage,
                    tx -> {
                        store.judged(tx, judged("1", Outcome.ESCALATE, "", 7));
                        store.judged(tx, judged("1", Outcome.DENY, "", 8));
                        store.judged(tx, judged("2", Outcome.APPROVE, "old-archive", 9));
                    });

            var kept = storage.<Optional<Judged>>read(tx -> store.ofSource(tx, "conftest", "1"));
            assertThat(kept).contains(judged("1", Outcome.DENY, "", 8));
            assertThat(storage.<Optional<Judged>>read(tx -> store.ofCase(tx, "case-2")))
                    .contains(judged("2", Outcome.APPROVE, "old-archive", 9));
            assertThat(storage.<List<Judged>>read(tx -> store.of(tx, "b", 10))).hasSize(2);
            assertThat(storage.<List<Judged>>read(tx -> store.of(tx, "bb", 10))).isEmpty();
            assertThat(storage.<java.util.Map<String, Integer>>read(store::uses))
                    .containsExactly(java.util.Map.entry("old-archive", 1));
            assertThat(
                            storage.<List<BundleStore.Spoken>>read(
                                    tx -> store.spoken(tx, NOW, NOW.plusSeconds(1))))
                    .contains(
                            new BundleStore.Spoken("a", "1", Outcome.DENY, 1),
                            new BundleStore.Spoken("b", "2", Outcome.APPROVE, 1))
                    .hasSize(4);
            assertThat(
                            storage.<List<Judged>>read(
                                    tx -> store.between(tx, NOW, NOW.plusMillis(1), 10)))
                    .hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void feedbackIsAnsweredOnce(Databases database, @TempDir Path data) {
        try (var storage = database.open(data)) {
            var written =
                    new Feedback(
                            "f-1",
                            "a",
                            "1",
                            "fay",
                            "too strict",
                            Optional.empty(),
                            NOW,
                            Feedback.State.OPEN,
                            Optional.empty());
            var answer = new Feedback.Answer("2", "milder from then on", "ana", NOW);
            write(
                    storage,
                    tx -> {
                        feedback.insert(tx, written);
                        assertThat(feedback.answer(tx, "f-1", Feedback.State.ANSWERED, answer))
                                .isTrue();
                        assertThat(feedback.answer(tx, "f-1", Feedback.State.DECLINED, answer))
                                .isFalse();
                    });

            assertThat(storage.<List<Feedback>>read(feedback::all))
                    .singleElement()
                    .satisfies(f -> assertThat(f.answer()).contains(answer));
        }
    }
}
