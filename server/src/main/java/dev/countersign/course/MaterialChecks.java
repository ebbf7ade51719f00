package dev.countersign.course;

import dev.countersign.course.Pack.Material;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Whether every material can be made of what the pack holds, and shows nobody what is not theirs.
final class MaterialChecks {
    /// What texts may hold in double braces: filled from what is in force.
    static final Set<String> PLACEHOLDERS =
            Set.of("escalation_contacts", "approval_matrix", "categories");

    private static final List<String> FILLED = List.of("cards/", "guides/", "slides/");
    private static final Set<String> LIVE =
            Set.of("contacts", "approvals", "categories", "sessions");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^}]*?)\\s*}}");
    private static final Pattern TREE = Pattern.compile("]\\(tree:([^)]*)\\)");

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
        pack.texts().forEach(this::placeholders);
    }

    private void check(Material material) {
        material.sources()
                .forEach((kind, names) ->
                        names.forEach(name -> {
                            if (!isThere(kind, name)) {
                                wrong(
                                        material,
                                        "there is no " + kind + " `" + name + "`",
                                        kind.equals("live")
                                                ? "choose of " + LIVE.stream().sorted().toList()
                                                : "add it");
                            }
                        }));
        switch (material.kind()) {
            case DECK -> deck(material);
            case CARD -> needs(material, "tree", "card");
            case POSTER -> needs(material, "tree", "from");
            case KEY -> needs(material, "scenarios", "labs", "from");
            case WORKBOOK, GUIDE -> needs(material, "from", "labs", "scenarios");
            case SIGN_IN -> {}
        }
        keys(material);
    }

    private boolean isThere(String kind, String name) {
        return switch (kind) {
            case "from" -> pack.texts().containsKey(name);
            case "tree" -> pack.trees().containsKey(name);
            case "card" -> pack.texts().containsKey("cards/" + name + ".md");
            case "scenarios" -> pack.scenarios().containsKey(name);
            case "labs" -> pack.labs().containsKey(name);
            default -> LIVE.contains(name);
        };
    }

    private void needs(Material material, String... sources) {
        if (List.of(sources).stream().allMatch(s -> material.made(s).isEmpty())) {
            wrong(
                    material,
                    "`%s` is a %s and names none of: %s"
                            .formatted(
                                    material.id(),
                                    material.kind().name().toLowerCase(java.util.Locale.ROOT),
                                    String.join(", ", sources)),
                    "say what it is made of");
        }
    }

    private void deck(Material material) {
        needs(material, "from");
        var slides = material.made("from").stream().mapToLong(f -> slides(text(f))).sum();
        if (slides != material.pages()) {
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
        for (var file : material.made("from")) {
            var trees = TREE.matcher(text(file));
            while (trees.find()) {
                if (!pack.trees().containsKey(trees.group(1))) {
                    wrong(
                            material,
                            "`" + file + "` shows the tree `" + trees.group(1) + "`, not there",
                            "name a tree of this pack");
                }
            }
        }
    }

    /// What mentors look up is not printed for learners.
    private void keys(Material material) {
        if (material.forMentors()) {
            return;
        }
        for (var lab : pack.labs().values()) {
            lab.key()
                    .filter(k -> material.made("from").contains("labs/" + k))
                    .ifPresent(k ->
                            wrong(
                                    material,
                                    "it would show learners the key of lab " + lab.id(),
                                    "add `for: mentors`, or take the key away"));
        }
    }

    // Elsewhere braces are a text's own, such as an example of a template.
    private void placeholders(String file, String text) {
        if (FILLED.stream().noneMatch(file::startsWith)) {
            return;
        }
        var found = PLACEHOLDER.matcher(text);
        while (found.find()) {
            if (!PLACEHOLDERS.contains(found.group(1))) {
                var line = (int) text.substring(0, found.start()).lines().count();
                findings.error(
                        file,
                        Math.max(1, line),
                        1,
                        "placeholder",
                        "nothing fills `" + found.group() + "`",
                        "choose of " + PLACEHOLDERS.stream().sorted().toList());
            } else if (file.startsWith("slides/")) {
                findings.error(
                        file,
                        "placeholder",
                        "slides cannot show `" + found.group() + "`",
                        "put it on a card");
            }
        }
    }

    private String text(String file) {
        return pack.texts().getOrDefault(file, "");
    }

    private static long slides(String text) {
        return text.lines().filter(l -> l.startsWith("## ")).count();
    }

    private void wrong(Material material, String sentence, String remedy) {
        places.wrong("material:" + material.id(), "pack", "material", sentence, remedy);
    }
}
