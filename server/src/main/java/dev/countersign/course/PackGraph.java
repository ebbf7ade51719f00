package dev.countersign.course;

import dev.countersign.kernel.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What packs say about each other, at the line that says it: who comes before whom, and which
/// texts they share. Pure.
final class PackGraph {
    private final Map<String, Pack> packs;
    private final Map<String, Source> sources;
    private final List<Finding> findings = new ArrayList<>();

    /// @param folder of the pack; empty where it is read alone
    record Source(String folder, Map<String, String> files) {}

    /// @param sources by the pack's id
    PackGraph(Collection<Pack> packs, Map<String, Source> sources) {
        this.packs = Packs.byId(List.copyOf(packs));
        this.sources = Map.copyOf(sources);
    }

    List<Finding> all() {
        PackChecks.cycles(packs.values()).stream()
                .sorted()
                .forEach(id ->
                        error(
                                id,
                                "pack.yaml",
                                "prerequisites:",
                                "cycle",
                                "`" + id + "` needs itself, by way of its prerequisites",
                                "take one of `prerequisites` away"));
        packs.values().stream().sorted(Comparator.comparing(Pack::id)).forEach(this::links);
        packs.values().stream().sorted(Comparator.comparing(Pack::id)).forEach(this::uses);
        return findings;
    }

    /// What comes next here comes before there, and the other way round.
    private void links(Pack pack) {
        for (var next : pack.successors()) {
            if (find(next).filter(o -> !o.prerequisites().contains(pack.id())).isPresent()) {
                error(
                        pack.id(),
                        "pack.yaml",
                        "successors:",
                        "link",
                        "`%s` comes after it, and does not name it under `prerequisites`"
                                .formatted(next),
                        "add it there, or take it away here");
            }
        }
        for (var before : pack.prerequisites()) {
            if (find(before).filter(o -> !o.successors().contains(pack.id())).isPresent()) {
                error(
                        pack.id(),
                        "pack.yaml",
                        "prerequisites:",
                        "link",
                        "`%s` comes before it, and does not name it under `successors`"
                                .formatted(before),
                        "add it there, or take it away here");
            }
        }
    }

    private Optional<Pack> find(String id) {
        return Optional.ofNullable(packs.get(id));
    }

    private void uses(Pack pack) {
        for (var use : pack.curriculum().uses()) {
            var asset =
                    find(use.pack()).stream()
                            .flatMap(p -> p.curriculum().shares().stream())
                            .filter(a -> a.id().equals(use.id()))
                            .findFirst();
            // A pack read alone cannot know what the others share.
            if (asset.isEmpty() && packs.size() > 1) {
                error(
                        pack.id(),
                        "assets.yaml",
                        use.id(),
                        "unknown-asset",
                        "`%s` shares no `%s`".formatted(use.pack(), use.id()),
                        "name a pack that lists it under `shares`");
            }
            asset.filter(a -> !a.version().equals(use.version()))
                    .ifPresent(a ->
                            error(
                                    pack.id(),
                                    "assets.yaml",
                                    use.id(),
                                    "asset-version",
                                    "`%s` is shared in version %s, not %s"
                                            .formatted(a.id(), a.version(), use.version()),
                                    "look at what changed, then name the new version"));
        }
    }

    private void error(
            String pack, String file, String key, String code, String sentence, String remedy) {
        var source = sources.get(pack);
        if (source == null) {
            return;
        }
        var lines = source.files().getOrDefault(file, "").lines().toList();
        var at = 1;
        for (var i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(key)) {
                at = i + 1;
                break;
            }
        }
        findings.add(
                new Finding(
                        source.folder().isEmpty() ? file : source.folder() + "/" + file,
                        at,
                        1,
                        Finding.Severity.ERROR,
                        code,
                        sentence,
                        remedy));
    }
}
