package dev.countersign.course;

import dev.countersign.kernel.Finding;
import java.util.ArrayList;
import java.util.Collection;
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
        var sources = new HashMap<String, PackGraph.Source>();
        var findings = new ArrayList<Finding>();
        folders.forEach((folder, texts) -> {
            var read = PackReader.read(texts);
            read.findings().forEach(f -> findings.add(inside(folder, f)));
            read.pack()
                    .ifPresent(p -> {
                        if (sources.putIfAbsent(p.id(), new PackGraph.Source(folder, texts))
                                == null) {
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
        findings.addAll(new PackGraph(packs, sources).all());
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

    /// The texts that these share: version, owner, and whose courses use them; in lines.
    public static List<String> shared(List<Pack> packs) {
        var out = new ArrayList<String>();
        for (var pack : packs) {
            for (var asset : pack.curriculum().shares()) {
                var users = users(packs, pack, asset).stream().map(Pack::id).toList();
                out.add(
                        "shared %s %s of %s, owner %s, used by %s"
                                .formatted(
                                        asset.id(),
                                        asset.version(),
                                        pack.id(),
                                        asset.owner(),
                                        users.isEmpty() ? "nobody" : String.join(", ", users)));
            }
        }
        return out;
    }

    /// Whose courses use a text that one of them shares.
    public static List<Pack> users(
            Collection<Pack> packs, Pack owner, Curriculum.SharedAsset asset) {
        return packs.stream()
                .filter(p ->
                        p.curriculum().uses().stream()
                                .anyMatch(u ->
                                        u.pack().equals(owner.id()) && u.id().equals(asset.id())))
                .sorted(Comparator.comparing(Pack::id))
                .toList();
    }

    /// By id.
    public static Map<String, Pack> byId(List<Pack> packs) {
        var out = new HashMap<String, Pack>();
        packs.forEach(p -> out.put(p.id(), p));
        return out;
    }
}
