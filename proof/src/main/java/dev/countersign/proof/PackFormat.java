package dev.countersign.proof;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Names, lines and derived files of an evidence pack: a pure function of what it holds, so that
/// the checker can make them again and compare.
final class PackFormat {
    static final String CHECKPOINT = "checkpoint";
    static final String CONSISTENCY = "consistency.jsonl";
    static final String HANDOVERS = "handovers.jsonl";
    static final String ENTRIES = "entries.jsonl";
    static final String PROOFS = "proofs.jsonl";
    static final String REPORT = "report.md";
    static final String MANIFEST = "manifest.json";
    static final String SEAL = "seal";
    static final String FORMAT = "countersign-pack-1";

    private PackFormat() {}

    /// @param handed whether the ledger's key was ever changed
    static List<String> names(boolean whole, boolean handed) {
        var names = new ArrayList<String>(List.of(CHECKPOINT, CONSISTENCY));
        if (handed) {
            names.add(HANDOVERS);
        }
        names.add(ENTRIES);
        if (!whole) {
            names.add(PROOFS);
        }
        names.addAll(List.of(REPORT, MANIFEST, SEAL));
        return names;
    }

    static String proofLine(String key, long number, List<byte[]> hashes) {
        return Json.canonical(
                        Map.of(
                                key,
                                number,
                                "hashes",
                                hashes.stream().map(PackFormat::text).toList()))
                + "\n";
    }

    static List<byte[]> hashes(Map<String, @Nullable Object> line) {
        var hashes = new ArrayList<byte[]>();
        for (var hash : Json.list(line, "hashes")) {
            hashes.add(Base64.getDecoder().decode(String.valueOf(hash)));
        }
        return hashes;
    }

    static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /// Every other file's digest, and what follows from the others.
    static String manifest(Checkpoint checkpoint, long entries, Collection<StoredZip.Part> parts) {
        var files = new TreeMap<String, String>();
        for (var part : parts) {
            if (!part.name().equals(MANIFEST) && !part.name().equals(SEAL)) {
                files.put(part.name(), text(part.sha256()));
            }
        }
        return Json.canonical(
                        Map.of(
                                "format", FORMAT,
                                "origin", checkpoint.origin(),
                                "size", checkpoint.size(),
                                "entries", entries,
                                "files", files))
                + "\n";
    }

    /// What the ledger's key signs, so that nothing can be left out of a pack unnoticed.
    static Checkpoint seal(Checkpoint checkpoint, String manifest) {
        var digest =
                Merkle.sha256().digest(manifest.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return new Checkpoint(checkpoint.origin() + "/pack", checkpoint.size(), digest);
    }

    static String reportHead(Checkpoint checkpoint) {
        return "# Evidence from `"
                + plain(checkpoint.origin())
                + "`\n\nThe ledger had "
                + checkpoint.size()
                + " entries. This page follows from `entries.jsonl`; check the pack with"
                + " `countersign verify`.\n\n"
                + "| leaf | at | action | actor | subject | facts | personal |\n"
                + "|---|---|---|---|---|---|---|\n";
    }

    static String reportRow(
            long index, Map<String, @Nullable Object> leaf, Map<String, Disclosure> shown) {
        var personal = new TreeMap<String, Object>();
        shown.forEach((field, disclosure) -> personal.put(field, disclosure.value()));
        return "| "
                + index
                + " | "
                + plain(Json.text(leaf, "at"))
                + " | "
                + plain(Json.text(leaf, "action"))
                + " | "
                + plain(Json.text(leaf, "actor"))
                + " | "
                + plain(Json.text(leaf, "subject"))
                + " | "
                + plain(Json.canonical(leaf.get("facts")))
                + " | "
                + plain(Json.canonical(personal))
                + " |\n";
    }

    /// Recorded text must not become markup of the report.
    private static String plain(String text) {
        var out = new StringBuilder(text.length());
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c < ' ') {
                out.append(' ');
            } else if ("\\`*_{}[]<>#|!&~".indexOf(c) >= 0) {
                out.append('\\').append(c);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
