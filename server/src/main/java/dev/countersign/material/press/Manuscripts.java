package dev.countersign.material.press;

import dev.countersign.course.Lab;
import dev.countersign.course.Pack;
import dev.countersign.course.Pack.Kind;
import dev.countersign.course.Pack.Material;
import dev.countersign.kernel.Digests;
import dev.countersign.material.Ingredient;
import dev.countersign.material.Live;
import dev.countersign.material.press.Manuscript.Body;
import dev.countersign.material.press.Manuscript.Chapter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Puts together what a material is made of, from a pack and what is in force. Notes the digest of
/// everything that it takes, so that a change of any of it can be told.
public final class Manuscripts {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([a-z_]+)\\s*}}");

    private final Pack pack;
    private final Live live;
    private final Material material;
    private final Map<String, String> ingredients = new LinkedHashMap<>();
    private final Map<String, String> captions = new LinkedHashMap<>();
    private final Pieces pieces;

    private Manuscripts(Pack pack, Live live, Material material, boolean draws) {
        this.pack = pack;
        this.live = live;
        this.material = material;
        this.pieces = new Pieces(live, draws);
    }

    public static Manuscript of(Pack pack, Material material, Live live) {
        return new Manuscripts(pack, live, material, true).write();
    }

    /// Only what it is made of: nothing is drawn.
    ///
    /// @return empty where it cannot be made
    public static List<Ingredient> ingredients(Pack pack, Material material, Live live) {
        try {
            return new Manuscripts(pack, live, material, false).write().ingredients();
        } catch (IllegalArgumentException cannotBeMade) {
            return List.of();
        }
    }

    private Manuscript write() {
        uses("title", material.title() + "\n" + pack.title() + "\n" + pack.version());
        var body =
                switch (material.kind()) {
                    case DECK -> deck();
                    case WORKBOOK, GUIDE -> new Body.Book(chapters());
                    case KEY -> new Body.Book(keys());
                    case POSTER -> new Body.Page(poster());
                    case CARD -> new Body.Page(card());
                    case SIGN_IN ->
                            new Body.Page(
                                    SignInSheet.html(
                                            SignInSheet.blank(material.title(), pack.title())));
                };
        return new Manuscript(
                material.id(),
                material.kind(),
                material.title(),
                pack.title() + ", version " + pack.version(),
                material.forMentors(),
                ingredients.entrySet().stream()
                        .map(i -> new Ingredient(i.getKey(), i.getValue()))
                        .toList(),
                body,
                captions);
    }

    private void uses(String name, String content) {
        ingredients.put(name, Digests.hex(content));
    }

    private String file(String name) {
        var text = pack.texts().get(name);
        if (text == null) {
            throw new IllegalArgumentException(
                    "`%s` is made from `%s`, which is not in the pack"
                            .formatted(material.id(), name));
        }
        uses(name, text);
        return text;
    }

    /// A text with what is in force filled in.
    private String filled(String name) {
        var found = PLACEHOLDER.matcher(file(name));
        var out = new StringBuilder();
        while (found.find()) {
            var placeholder = found.group(1);
            var table = live.table(placeholder);
            uses("in force: " + placeholder.replace('_', ' '), table);
            found.appendReplacement(
                    out, java.util.regex.Matcher.quoteReplacement("\n" + table + "\n"));
        }
        return found.appendTail(out).toString();
    }

    private Pack.Tree tree(String id) {
        var tree = pack.trees().get(id);
        if (tree == null) {
            throw new IllegalArgumentException(
                    "`%s` shows the tree `%s`, which is not in the pack"
                            .formatted(material.id(), id));
        }
        uses("tree " + id, Pieces.treeText(tree));
        return tree;
    }

    private Body deck() {
        var slides = new ArrayList<Slide>();
        material.made("from").forEach(f -> slides.addAll(Slide.read(file(f))));
        var trees = new LinkedHashMap<String, Pack.Tree>();
        slides.stream()
                .map(Slide::tree)
                .filter(t -> !t.isEmpty())
                .forEach(t -> trees.put(t, tree(t)));
        return new Body.Deck(slides, trees);
    }

    private List<Chapter> chapters() {
        var out = new ArrayList<Chapter>();
        for (var name : material.made("from")) {
            var text = inForce(name) ? filled(name) : file(name);
            out.add(chapter(name, text));
            if (name.startsWith("videos/") && name.endsWith("/script.md")) {
                captions(name);
            }
        }
        for (var id : material.made("tree")) {
            var tree = tree(id);
            out.add(new Chapter(tree.title(), pieces.tree(tree, 460, 600)));
        }
        for (var id : material.made("labs")) {
            out.add(material.forMentors() ? labKey(lab(id)) : lab(lab(id)));
        }
        for (var id : material.made("scenarios")) {
            var set = scenarios(id);
            out.add(
                    new Chapter(
                            set.title(),
                            material.kind() == Kind.WORKBOOK
                                    ? pieces.workbook(set)
                                    : pieces.scenarios(set)));
        }
        return out;
    }

    private static boolean inForce(String name) {
        return name.startsWith("cards/") || name.startsWith("guides/");
    }

    /// A text's own title is its chapter's.
    private Chapter chapter(String name, String text) {
        var body = text.strip();
        var title = material.title();
        if (body.startsWith("# ")) {
            var end = body.indexOf('\n');
            title = Runs.plain(body.substring(2, end < 0 ? body.length() : end).strip());
            body = end < 0 ? "" : body.substring(end);
        } else if (material.made("from").size() > 1) {
            title = name.replaceAll(".*/|\\.md$", "").replace('-', ' ');
        }
        return new Chapter(title, Markup.html(body, 3));
    }

    private void captions(String script) {
        var folder = script.substring(0, script.lastIndexOf('/'));
        var video = folder.substring(folder.lastIndexOf('/') + 1);
        captions.put(video + ".vtt", file(folder + "/captions.vtt"));
    }

    private Lab lab(String id) {
        return pack.lab(id)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "`%s` is made from lab `%s`, which is not in the pack"
                                        .formatted(material.id(), id)));
    }

    private Pack.ScenarioSet scenarios(String id) {
        var set =
                pack.scenarioSet(id)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "`%s` is made from the scenarios `%s`, not in the pack"
                                                .formatted(material.id(), id)));
        uses("scenarios " + id, set.toString());
        uses("in force: categories", live.table("categories"));
        return set;
    }

    private Chapter lab(Lab lab) {
        var chapter = chapter(lab.text(), file("labs/" + lab.text()));
        uses("lab " + lab.id(), lab.steps() + pieces.passing(lab));
        var sheet = sheet(lab);
        return new Chapter(
                chapter.title(), chapter.html() + pieces.work(lab, sheet.isEmpty()) + sheet);
    }

    /// What is filled in on paper stands beside the lab's text and is not shown on the screen.
    private String sheet(Lab lab) {
        var name = "labs/" + lab.text().replaceFirst("\\.md$", "-sheet.md");
        return pack.texts().containsKey(name)
                ? "<div class=\"sheet\">" + Markup.html(file(name), 3) + "</div>"
                : "";
    }

    private Chapter labKey(Lab lab) {
        uses("lab " + lab.id(), pieces.passing(lab));
        var key =
                lab.key()
                        .map(k -> chapter(k, file("labs/" + k)).html())
                        .orElse("<p>This lab has no key: its pass rule says it all.</p>");
        return new Chapter(
                "Key to lab " + lab.id() + ": " + lab.title(), pieces.passing(lab) + key);
    }

    private List<Chapter> keys() {
        var out = new ArrayList<Chapter>();
        for (var name : material.made("from")) {
            out.add(chapter(name, inForce(name) ? filled(name) : file(name)));
        }
        for (var id : material.made("scenarios")) {
            var set = scenarios(id);
            out.add(new Chapter(set.title(), pieces.key(set)));
        }
        material.made("labs").forEach(id -> out.add(labKey(lab(id))));
        return out;
    }

    private String poster() {
        if (!material.made("tree").isEmpty()) {
            return pieces.heading(material.title())
                    + pieces.tree(tree(material.made("tree").getFirst()), 700, 1000);
        }
        var text = new StringBuilder();
        material.made("from").forEach(f -> text.append(filled(f)).append("\n\n"));
        return Bands.html(text.toString(), material.title());
    }

    private String card() {
        var out = new StringBuilder();
        for (var name : material.made("card")) {
            out.append(Markup.html(filled("cards/" + name + ".md"), 1));
        }
        for (var id : material.made("tree")) {
            var tree = tree(id);
            out.append(out.isEmpty() ? pieces.heading(tree.title()) : "")
                    .append(pieces.tree(tree, 515, 640));
        }
        return out.toString();
    }
}
