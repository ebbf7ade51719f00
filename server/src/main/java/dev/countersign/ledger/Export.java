package dev.countersign.ledger;

import dev.countersign.proof.Checkpoint;
import dev.countersign.proof.Handover;
import dev.countersign.proof.Merkle;
import dev.countersign.proof.PackWriter;
import dev.countersign.storage.Storage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/// Writes evidence packs, page by page.
record Export(
        Storage storage, LedgerKeys keys, EntryStore entries, TreeStore tiles, Recorder recorder) {
    private static final int PAGE = 256;

    /// @param subjects empty for everything
    /// @param note the checkpoint to prove against
    void write(List<String> subjects, String note, OutputStream out) {
        var size = Checkpoint.parse(note).size();
        var nodes = new TileNodes(storage, tiles, size);
        try (var pack = new PackWriter(note)) {
            for (var earlier : storage.read(tx -> tiles.checkpointSizes(tx, size))) {
                pack.addConsistency(earlier, Merkle.consistency(earlier, size, nodes));
            }
            for (var handed : storage.read(tx -> tiles.handovers(tx, size))) {
                pack.addHandover(handover(handed, size, nodes));
            }
            if (subjects.isEmpty()) {
                for (long from = 0; from < size; from += PAGE) {
                    var start = from;
                    add(pack, start, Math.min(size, start + PAGE));
                }
            } else {
                for (var row : chosen(subjects, size)) {
                    add(pack, row, Merkle.inclusion(row.index(), size, nodes));
                }
            }
            pack.finish(keys.verifier(), keys.signing(), out);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private Handover handover(TreeStore.HandedOver handed, long size, TileNodes nodes) {
        var row =
                storage.read(tx -> entries.range(tx, handed.index(), handed.index() + 1))
                        .getFirst();
        return new Handover(
                handed.note(),
                handed.index(),
                new String(row.leaf(), StandardCharsets.UTF_8),
                Merkle.inclusion(
                        handed.index(),
                        handed.size(),
                        new TileNodes(storage, tiles, handed.size())),
                Merkle.consistency(handed.size(), size, nodes));
    }

    private void add(PackWriter pack, long from, long to) throws IOException {
        for (var row : storage.read(tx -> entries.range(tx, from, to))) {
            add(pack, row, List.of());
        }
    }

    private void add(PackWriter pack, EntryStore.Row row, List<byte[]> proof) throws IOException {
        var shown = storage.read(tx -> recorder.disclosed(tx, row));
        pack.add(row.index(), row.leaf(), shown, proof);
    }

    private List<EntryStore.Row> chosen(List<String> subjects, long size) {
        var rows = new ArrayList<EntryStore.Row>();
        for (var subject : new LinkedHashSet<>(subjects)) {
            storage.read(tx -> entries.about(tx, subject)).stream()
                    .filter(row -> row.index() >= 0 && row.index() < size)
                    .forEach(rows::add);
        }
        rows.sort(Comparator.comparingLong(EntryStore.Row::index));
        return rows;
    }
}
