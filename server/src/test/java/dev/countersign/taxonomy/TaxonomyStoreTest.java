package dev.countersign.taxonomy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.taxonomy.TaxonomyStore.DraftRow;
import dev.countersign.taxonomy.TaxonomyStore.VersionRow;
import dev.countersign.testing.Databases;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaxonomyStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    private final TaxonomyStore store = new TaxonomyStore();

    private static void write(Storage storage, Consumer<Tx> work) {
        storage.writeAndWait(tx -> {
            work.accept(tx);
            return true;
        });
    }

    private static VersionRow version(String team, int number) {
        return new VersionRow(
                team,
                number,
                "categories: {}\n",
                "sam",
                NOW,
                "why not",
                List.of("adds `x`", "retires `y`"));
    }

    private static DraftRow draft(int revision, String state) {
        return new DraftRow("platform", revision, "categories: {}\n", "sam", NOW, state);
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void keepsEveryVersionAndEachSavingOfADraft(Databases database, @TempDir Path directory) {
        try (var storage = database.open(directory)) {
            write(
                    storage,
                    tx -> {
                        store.publish(tx, version("platform", 2));
                        store.publish(tx, version("platform", 1));
                        store.publish(tx, version("web", 1));
                        store.save(tx, draft(1, "open"));
                        store.save(tx, draft(2, "open"));
                    });

            var versions = storage.read(store::versions);
            var newest = storage.read(tx -> store.newest(tx, "platform"));
            var none = storage.read(tx -> store.newest(tx, "nobody"));
            var first = storage.read(tx -> store.revision(tx, "platform", 1));
            assertThat(versions)
                    .containsExactly(
                            version("platform", 1), version("platform", 2), version("web", 1));
            assertThat(newest).isEqualTo(2);
            assertThat(none).isZero();
            assertThat(first).contains(draft(1, "open"));

            write(storage, tx -> store.close(tx, "platform", 2, "published"));

            var last = storage.read(tx -> store.newestDraft(tx, "platform"));
            var others = storage.read(tx -> store.newestDraft(tx, "web"));
            assertThat(last).contains(draft(2, "published"));
            assertThat(others).isEmpty();
        }
    }
}
