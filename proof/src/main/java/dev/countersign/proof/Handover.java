package dev.countersign.proof;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// That a ledger's key handed the ledger over to another: the old key signed a checkpoint of a tree
/// that holds the entry which names the new key.
///
/// @param note the checkpoint that the old key signed
/// @param index of the entry
/// @param leaf the entry, exactly as the tree has it
/// @param inclusion of the entry in the note's tree
/// @param consistency of the note's tree with the pack's
public record Handover(
        String note, long index, String leaf, List<byte[]> inclusion, List<byte[]> consistency) {
    public static final String ACTION = "ledger.key-rotated";

    public Handover {
        inclusion = List.copyOf(inclusion);
        consistency = List.copyOf(consistency);
    }

    String line() {
        return Json.canonical(
                        Map.of(
                                "consistency", consistency.stream().map(PackFormat::text).toList(),
                                "hashes", inclusion.stream().map(PackFormat::text).toList(),
                                "index", index,
                                "leaf", leaf,
                                "note", note))
                + "\n";
    }

    /// @throws IllegalArgumentException unless the line is exactly what [#line] writes
    static Handover parse(String line) {
        var fields = Json.object(line);
        var found =
                new Handover(
                        Json.text(fields, "note"),
                        Json.number(fields, "index"),
                        Json.text(fields, "leaf"),
                        PackFormat.hashes(fields),
                        PackFormat.hashes(renamed(fields)));
        if (!found.line().equals(line + "\n")) {
            throw new IllegalArgumentException("a handover is not in canonical form");
        }
        return found;
    }

    private static Map<String, @Nullable Object> renamed(Map<String, @Nullable Object> fields) {
        var other = new java.util.HashMap<String, @Nullable Object>(fields);
        other.put("hashes", fields.get("consistency"));
        return other;
    }

    /// The key that `trusted` handed over to; empty where this does not show that it did, in a tree
    /// that is the beginning of the checkpoint's.
    Optional<VerifierKey> next(VerifierKey trusted, Checkpoint checkpoint) {
        var signed = Checkpoint.parse(note);
        var fields = Json.object(leaf);
        if (!Json.text(fields, "action").equals(ACTION)
                || !(fields.get("facts") instanceof Map<?, ?> facts)
                || !trusted.text().equals(facts.get("from"))
                || !(facts.get("to") instanceof String to)) {
            return Optional.empty();
        }
        var next = VerifierKey.parse(to);
        var shown =
                signed.origin().equals(trusted.name())
                        && checkpoint.origin().equals(trusted.name())
                        && next.name().equals(trusted.name())
                        && Checkpoint.signedBy(note, trusted)
                        && MerkleCheck.inclusion(
                                Merkle.leafHash(leaf.getBytes(StandardCharsets.UTF_8)),
                                index,
                                signed.size(),
                                inclusion,
                                signed.root())
                        && MerkleCheck.consistency(
                                signed.size(),
                                checkpoint.size(),
                                consistency,
                                signed.root(),
                                checkpoint.root());
        return shown ? Optional.of(next) : Optional.empty();
    }
}
