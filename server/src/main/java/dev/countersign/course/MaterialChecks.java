package dev.countersign.course;

import dev.countersign.course.Pack.Kind;
import dev.countersign.course.Pack.Material;

/// Whether every material can be made of what the pack holds.
final class MaterialChecks {
    private final Pack pack;
    private final Places places;
    private final Findings findings;

    MaterialChecks(Pack pack, Places places, Findings findings) {
        this.pack = pack;
        this.places = places;
        this.findings = findings;
    }

    void all() {
        pack.materials().forEach(this::check);
    }

    private void check(Material material) {
        material.sources()
                .forEach((kind, names) ->
                        names.forEach(name -> {
                            var there =
                                    switch (kind) {
                                        case "from" -> pack.texts().containsKey(name);
                                        case "tree" -> pack.trees().containsKey(name);
                                        case "card" ->
                                                pack.texts().containsKey("cards/" + name + ".md");
                                        case "scenarios" -> pack.scenarios().containsKey(name);
                                        case "labs" -> pack.labs().containsKey(name);
                                        default -> true;
                                    };
                            if (!there) {
                                wrong(
                                        material,
                                        "there is no " + kind + " `" + name + "`",
                                        "add it");
                            }
                        }));
        var slides =
                material.sources().getOrDefault("from", java.util.List.of()).stream()
                        .mapToLong(f -> slides(pack.texts().getOrDefault(f, "")))
                        .sum();
        if (material.kind() == Kind.DECK && slides != material.pages()) {
            places.at("material:" + material.id(), "pack")
                    .ifPresent(p ->
                            findings.warn(
                                    p.file(),
                                    p.line(),
                                    p.column(),
                                    "slides",
                                    "`%s` says %d slides, its text has %d"
                                            .formatted(material.id(), material.pages(), slides),
                                    "make both the same"));
        }
    }

    private static long slides(String text) {
        return text.lines().filter(l -> l.startsWith("## ")).count();
    }

    private void wrong(Material material, String sentence, String remedy) {
        places.wrong("material:" + material.id(), "pack", "material", sentence, remedy);
    }
}
