package dev.countersign.proof;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes an evidence pack. Entries come in leaf order; what they fill is kept in files, not
/// memory.
public final class PackWriter implements AutoCloseable {
    private final String note;
    private final Checkpoint checkpoint;
    private final Path work;
    private final Writer entries;
    private final Writer proofs;
    private final Writer report;
    private final Writer consistency;
    private final Writer handovers;
    private long count;
    private boolean handed;

    /// @param note the signed checkpoint that every proof leads to
    public PackWriter(String note) throws IOException {
        this.note = note;
        this.checkpoint = Checkpoint.parse(note);
        this.work = Files.createTempDirectory("countersign-pack");
        this.entries = writer(PackFormat.ENTRIES);
        this.proofs = writer(PackFormat.PROOFS);
        this.report = writer(PackFormat.REPORT);
        this.consistency = writer(PackFormat.CONSISTENCY);
        this.handovers = writer(PackFormat.HANDOVERS);
        report.write(PackFormat.reportHead(checkpoint));
    }

    private BufferedWriter writer(String name) throws IOException {
        return Files.newBufferedWriter(work.resolve(name), StandardCharsets.UTF_8);
    }

    /// @param leaf exactly as the tree has it
    /// @param proof of inclusion in the checkpoint's tree; ignored where the pack ends up whole
    public void add(long index, byte[] leaf, Map<String, Disclosure> shown, List<byte[]> proof)
            throws IOException {
        var fields = Json.object(new String(leaf, StandardCharsets.UTF_8));
        var sorted = new TreeMap<>(shown);
        entries.write(new PackEntry(index, fields, sorted).line());
        proofs.write(PackFormat.proofLine("index", index, proof));
        report.write(PackFormat.reportRow(index, fields, sorted));
        count++;
    }

    /// Lets a reader who kept the checkpoint of an earlier size see that this tree continues it.
    public void addConsistency(long earlier, List<byte[]> proof) throws IOException {
        consistency.write(PackFormat.proofLine("earlier", earlier, proof));
    }

    /// Lets a reader who trusts an earlier key follow to the one that seals this pack. Oldest
    /// first.
    public void addHandover(Handover handover) throws IOException {
        handovers.write(handover.line());
        handed = true;
    }

    /// Seals the pack and writes it.
    public void finish(VerifierKey key, PrivateKey secret, OutputStream out) throws IOException {
        closeWriters();
        var whole = count == checkpoint.size();
        Files.writeString(work.resolve(PackFormat.CHECKPOINT), note);
        var files = new LinkedHashMap<String, Path>();
        for (var name : PackFormat.names(whole, handed)) {
            files.put(name, work.resolve(name));
        }
        var parts = new java.util.ArrayList<StoredZip.Part>();
        for (var file : files.entrySet()) {
            if (Files.exists(file.getValue())) {
                parts.add(StoredZip.measured(file.getKey(), file.getValue()));
            }
        }
        var manifest = PackFormat.manifest(checkpoint, count, parts);
        Files.writeString(work.resolve(PackFormat.MANIFEST), manifest);
        Files.writeString(
                work.resolve(PackFormat.SEAL),
                PackFormat.seal(checkpoint, manifest).signed(key, secret));
        StoredZip.write(files, out);
    }

    private void closeWriters() throws IOException {
        entries.close();
        proofs.close();
        report.close();
        consistency.close();
        handovers.close();
    }

    @Override
    public void close() throws IOException {
        closeWriters();
        try (var files = Files.list(work)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(work);
    }
}
