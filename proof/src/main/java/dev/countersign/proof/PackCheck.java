package dev.countersign.proof;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One check of one pack.
final class PackCheck {
    private static final int MOST_SMALL = 1 << 20;

    private final Trust trust;
    private final List<String> proven = new ArrayList<>();
    private final List<String> unproven = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();
    private final Peaks peaks = new Peaks();
    private final MessageDigest report = Merkle.sha256();
    private Optional<VerifierKey> key;
    private byte @Nullable [] earlierRoot;
    private long entries;
    private long hidden;
    private long shown;

    PackCheck(Trust trust) {
        this.trust = trust;
        this.key = trust.key();
        if (trust.earlier().isPresent() && trust.earlier().get().size() == 0) {
            earlierRoot = Merkle.emptyRoot();
        }
    }

    Verdict of(Path pack) throws IOException {
        try (var file = FileChannel.open(pack)) {
            check(file, StoredZip.read(file));
        } catch (StoredZip.Malformed | IllegalArgumentException wrong) {
            findings.add(String.valueOf(wrong.getMessage()));
        }
        return new Verdict(findings.isEmpty() ? proven : List.of(), unproven, findings);
    }

    private void check(FileChannel file, Map<String, StoredZip.Part> parts)
            throws IOException, StoredZip.Malformed {
        var whole = !parts.containsKey(PackFormat.PROOFS);
        if (!List.copyOf(parts.keySet())
                .equals(PackFormat.names(whole, parts.containsKey(PackFormat.HANDOVERS)))) {
            throw new StoredZip.Malformed("the pack's files are not those of its format");
        }
        var note = small(file, parts, PackFormat.CHECKPOINT);
        var checkpoint = Checkpoint.parse(note);
        handedOver(file, parts, checkpoint);
        signed(note, checkpoint);
        entries(file, parts, checkpoint, whole);
        derived(file, parts, checkpoint);
        earlier(file, parts, checkpoint, whole);
        told(checkpoint, whole);
    }

    /// From the key that is trusted to the one that it, or a successor, handed the ledger over to.
    private void handedOver(
            FileChannel file, Map<String, StoredZip.Part> parts, Checkpoint checkpoint)
            throws IOException, StoredZip.Malformed {
        if (!parts.containsKey(PackFormat.HANDOVERS)) {
            return;
        }
        try (var lines = lines(file, parts, PackFormat.HANDOVERS)) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var handover = Handover.parse(line);
                var next = key.flatMap(k -> handover.next(k, checkpoint));
                if (next.isPresent()) {
                    key = next;
                    proven.add(
                            "the key you trust led to its successor at leaf " + handover.index());
                }
            }
        }
    }

    private void signed(String note, Checkpoint checkpoint) {
        if (key.isEmpty()) {
            unproven.add("who signed the checkpoint and the pack: no verifier key was given");
            return;
        }
        var now = key.get();
        if (!checkpoint.origin().equals(now.name()) || !Checkpoint.signedBy(note, now)) {
            findings.add("the checkpoint is not signed by the key `" + now.name() + "` you trust");
        } else {
            proven.add("`" + now.name() + "` signed the checkpoint of " + checkpoint.size());
        }
    }

    private void entries(
            FileChannel file,
            Map<String, StoredZip.Part> parts,
            Checkpoint checkpoint,
            boolean whole)
            throws IOException, StoredZip.Malformed {
        report.update(PackFormat.reportHead(checkpoint).getBytes(StandardCharsets.UTF_8));
        long last = -1;
        try (var lines = lines(file, parts, PackFormat.ENTRIES);
                var proofs = whole ? null : lines(file, parts, PackFormat.PROOFS)) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var entry = PackEntry.parse(line);
                if (entry.index() <= last) {
                    findings.add("leaf " + entry.index() + " is out of order");
                }
                last = entry.index();
                placed(entry, checkpoint, proofs);
                disclosed(entry);
                var row = PackFormat.reportRow(entry.index(), entry.leaf(), entry.shown());
                report.update(row.getBytes(StandardCharsets.UTF_8));
                entries++;
                if (findings.size() > 100) {
                    throw new StoredZip.Malformed("there are more findings; the check stopped");
                }
            }
            if (proofs != null && proofs.next() != null) {
                findings.add("there are more proofs than entries");
            }
        }
        if (whole
                && (peaks.size() != checkpoint.size()
                        || !MessageDigest.isEqual(peaks.root(), checkpoint.root()))) {
            findings.add("the entries do not make the tree that the checkpoint names");
        }
    }

    private void placed(PackEntry entry, Checkpoint checkpoint, @Nullable Lines proofs)
            throws IOException, StoredZip.Malformed {
        var hash = Merkle.leafHash(entry.leafBytes());
        if (proofs == null) {
            if (entry.index() != peaks.size()) {
                findings.add("leaf " + peaks.size() + " is missing");
            }
            peaks.add(hash);
            if (trust.earlier().isPresent() && trust.earlier().get().size() == peaks.size()) {
                earlierRoot = peaks.root();
            }
            return;
        }
        var line = proofs.next();
        if (line == null) {
            findings.add("leaf " + entry.index() + " has no proof");
            return;
        }
        var hashes = PackFormat.hashes(Json.object(line));
        if (!PackFormat.proofLine("index", entry.index(), hashes).equals(line + "\n")
                || !MerkleCheck.inclusion(
                        hash, entry.index(), checkpoint.size(), hashes, checkpoint.root())) {
            findings.add("leaf " + entry.index() + " is not what the ledger holds there");
        }
    }

    private void disclosed(PackEntry entry) {
        for (var value : entry.shown().entrySet()) {
            var committed = entry.commitments().get(value.getKey());
            if (value.getValue().commitment(value.getKey()).equals(committed)) {
                shown++;
            } else {
                findings.add(
                        "personal field `"
                                + value.getKey()
                                + "` of leaf "
                                + entry.index()
                                + " is not what was recorded");
            }
        }
        hidden += entry.commitments().size() - (long) entry.shown().size();
    }

    /// The report and the manifest follow from the rest; the seal binds the manifest.
    private void derived(FileChannel file, Map<String, StoredZip.Part> parts, Checkpoint checkpoint)
            throws IOException, StoredZip.Malformed {
        if (!MessageDigest.isEqual(report.digest(), part(parts, PackFormat.REPORT).sha256())) {
            findings.add("the report does not say what the entries say");
        }
        var manifest = small(file, parts, PackFormat.MANIFEST);
        if (!manifest.equals(PackFormat.manifest(checkpoint, entries, parts.values()))) {
            findings.add("the manifest does not fit the files");
        }
        var note = small(file, parts, PackFormat.SEAL);
        var seal = PackFormat.seal(checkpoint, manifest);
        // One signature only: the seal is the one file that nothing else binds.
        if (!Checkpoint.parse(note).equals(seal) || note.lines().count() != 5) {
            findings.add("the seal is of another pack");
        } else if (key.isPresent()) {
            if (Checkpoint.signedBy(note, key.get())) {
                proven.add("nothing was added to, taken from or changed in the pack since then");
            } else {
                findings.add("the pack is not sealed by the key you trust");
            }
        }
    }

    private void earlier(
            FileChannel file,
            Map<String, StoredZip.Part> parts,
            Checkpoint checkpoint,
            boolean whole)
            throws IOException, StoredZip.Malformed {
        var proof = new ArrayList<byte[]>();
        var found = false;
        try (var lines = lines(file, parts, PackFormat.CONSISTENCY)) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                var fields = Json.object(line);
                var hashes = PackFormat.hashes(fields);
                var size = Json.number(fields, "earlier");
                if (!PackFormat.proofLine("earlier", size, hashes).equals(line + "\n")) {
                    findings.add("a consistency proof is not in canonical form");
                }
                if (trust.earlier().isPresent() && trust.earlier().get().size() == size) {
                    proof.addAll(hashes);
                    found = true;
                }
            }
        }
        if (trust.earlier().isEmpty()) {
            unproven.add("that nothing recorded before was replaced: no earlier checkpoint given");
            return;
        }
        var older = trust.earlier().get();
        var continues =
                older.size() == 0 && MessageDigest.isEqual(older.root(), Merkle.emptyRoot());
        if (!continues && whole) {
            continues = earlierRoot != null && MessageDigest.isEqual(earlierRoot, older.root());
        } else if (!continues) {
            continues =
                    MerkleCheck.consistency(
                            older.size(),
                            checkpoint.size(),
                            proof,
                            older.root(),
                            checkpoint.root());
        }
        if (!older.origin().equals(checkpoint.origin())) {
            findings.add("the earlier checkpoint is of another ledger, `" + older.origin() + "`");
        } else if (continues) {
            proven.add("the ledger continues the checkpoint of " + older.size() + " you trust");
        } else if (!whole && !found && older.size() != checkpoint.size()) {
            unproven.add("that the ledger continues your checkpoint: the pack has no proof for it");
            if (key.isEmpty()) {
                findings.add("nothing leads from what you trust to this pack");
            }
        } else {
            findings.add("the ledger does not continue the checkpoint you trust");
        }
    }

    private void told(Checkpoint checkpoint, boolean whole) {
        proven.add(entries + " entries are in the ledger of " + checkpoint.size());
        proven.add(shown + " personal values are those that were recorded");
        proven.add("the report says what the entries say");
        if (whole) {
            proven.add("the pack is complete: it holds every entry up to the checkpoint");
        } else {
            unproven.add("that no other entry concerns the same subjects: the pack is a selection");
        }
        if (hidden > 0) {
            unproven.add(hidden + " personal values are not shown: erased, or left out");
        }
        unproven.add("that recorded facts are true, and that clocks were right");
        unproven.add("what happened after the checkpoint");
        unproven.add("that nobody was shown another ledger, unless you compare checkpoints");
    }

    private static Lines lines(FileChannel file, Map<String, StoredZip.Part> parts, String name)
            throws StoredZip.Malformed {
        var part = part(parts, name);
        return new Lines(name, StoredZip.stream(file, part.start(), part.size()));
    }

    private static String small(FileChannel file, Map<String, StoredZip.Part> parts, String name)
            throws IOException, StoredZip.Malformed {
        var part = part(parts, name);
        if (part.size() > MOST_SMALL) {
            throw new StoredZip.Malformed("file `" + name + "` is larger than 1 MiB");
        }
        try (var in = StoredZip.stream(file, part.start(), part.size())) {
            return Lines.utf8(name, in.readAllBytes());
        }
    }

    private static StoredZip.Part part(Map<String, StoredZip.Part> parts, String name)
            throws StoredZip.Malformed {
        var part = parts.get(name);
        if (part == null) {
            throw new StoredZip.Malformed("file `" + name + "` is missing");
        }
        return part;
    }
}
