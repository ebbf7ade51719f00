package dev.countersign.course;

import dev.countersign.kernel.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// Several packs read together: each by itself, then what they say about each other. Pure.
public final class Packs {
    private Packs() {}

    /// @param packs those without an error
    public record Read(List<Pack> packs, List<Finding> findings) {
        public Read {
            packs = List.copyOf(packs);
            findings = List.copyOf(findings);
        }

        public boolean hasErrors() {
            return findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR);
        }
    }

    /// @param folders the files of each pack by path inside it, by the folder's name
    public static Read read(SortedMap<String, SortedMap<String, String>> folders) {
        var packs = new ArrayList<Pack>();
        var files = new HashMap<String, String>();
        var findings = new ArrayList<Finding>();
        folders.forEach((folder, texts) -> {
            var read = PackReader.read(texts);
            read.findings().forEach(f -> findings.add(inside(folder, f)));
            read.pack()
                    .ifPresent(p -> {
                        if (files.putIfAbsent(p.id(), folder + "/pack.yaml") == null) {
                            packs.add(p);
                        } else {
                            findings.add(
                                    error(
                                            folder + "/pack.yaml",
                                            "duplicate-id",
                                            "there is another pack `" + p.id() + "`",
                                            "give one of them another id"));
                        }
                    });
        });
        PackChecks.cycles(packs).stream()
                .sorted()
                .forEach(id ->
                        findings.add(
                                error(
                                        files.getOrDefault(id, "pack.yaml"),
                                        "cycle",
                                        "`" + id + "` needs itself, by way of its prerequisites",
                                        "take one of `prerequisites` away")));
        packs.sort(Comparator.comparing(Pack::id));
        return new Read(packs, findings);
    }

    private static Finding inside(String folder, Finding f) {
        return folder.isEmpty()
                ? f
                : new Finding(
                        folder + "/" + f.file(),
                        f.line(),
                        f.column(),
                        f.severity(),
                        f.code(),
                        f.sentence(),
                        f.remedy());
    }

    private static Finding error(String file, String code, String sentence, String remedy) {
        return new Finding(file, 1, 1, Finding.Severity.ERROR, code, sentence, remedy);
    }

    /// By id.
    public static Map<String, Pack> byId(List<Pack> packs) {
        var out = new HashMap<String, Pack>();
        packs.forEach(p -> out.put(p.id(), p));
        return out;
    }
}
