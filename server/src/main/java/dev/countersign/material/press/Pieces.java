package dev.countersign.material.press;

import dev.countersign.course.Lab;
import dev.countersign.course.Pack.Scenario;
import dev.countersign.course.Pack.ScenarioSet;
import dev.countersign.course.Pack.Tree;
import dev.countersign.course.PackReport;
import dev.countersign.material.Live;
import dev.countersign.material.tree.TreeLayout;
import dev.countersign.material.tree.TreePicture;
import dev.countersign.material.tree.TreeWords;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// The recurring parts of printed matter: trees, labs, scenarios with room to write, keys.
final class Pieces {
    // A letter, so that those who do not see the page hear that there is something to tick.
    // It never stands alone at the end of a line.
    private static final String BOX = "<span class=\"box\">□</span>\u00a0";
    private static final int LINES = 5;
    private static final int JUSTIFICATION = 9;

    private final Live live;
    private final boolean draws;

    /// @param draws whether pictures are wanted; without them it is quick
    Pieces(Live live, boolean draws) {
        this.live = live;
        this.draws = draws;
    }

    String heading(String title) {
        return "<h1>" + Markup.escaped(title) + "</h1>";
    }

    /// A tree as a picture, as large as the space, described in words.
    String tree(Tree tree, double width, double height) {
        if (!draws) {
            return "";
        }
        var drawing = TreeLayout.fitting(tree, width, height);
        var scale = TreeLayout.scale(drawing, width, height);
        var png = TreePicture.png(drawing, Math.max(2, Math.min(4, scale * 3)));
        return "<div class=\"tree\"><img style=\"width: %dpt; height: %dpt\" alt=\"%s\" src=\"data:image/png;base64,%s\"/></div>"
                .formatted(
                        Math.round(drawing.width() * scale),
                        Math.round(drawing.height() * scale),
                        Markup.escaped(TreeWords.sentence(tree)),
                        Base64.getEncoder().encodeToString(png));
    }

    static String treeText(Tree tree) {
        return TreeWords.sentence(tree);
    }

    String passing(Lab lab) {
        return "<p class=\"facts\">%d minutes. To pass: %s.</p>"
                .formatted(lab.minutes(), Markup.escaped(PackReport.inWords(lab.pass())));
    }

    /// What a learner fills in below a lab's text.
    ///
    /// @param room for notes, where no sheet of its own follows
    String work(Lab lab, boolean room) {
        var out = new StringBuilder("<div class=\"work\">").append(passing(lab));
        if (!lab.steps().isEmpty()) {
            out.append("<ul class=\"boxes\">");
            lab.steps()
                    .forEach(s ->
                            out.append("<li>" + BOX)
                                    .append(Markup.inline(s.text()))
                                    .append("</li>"));
            out.append("</ul>");
        }
        if (room) {
            out.append(lines("My notes", LINES));
        }
        if (lab.pass().mentor()) {
            out.append("<p class=\"sign\">Mentor’s name, date and word:</p>").append(rules(1));
        }
        return out.append("</div>").toString();
    }

    String scenarios(ScenarioSet set) {
        var out = new StringBuilder();
        var number = 1;
        for (var s : set.items()) {
            out.append("<div class=\"scenario\">").append(told(s, number++)).append("</div>");
        }
        return out.toString();
    }

    /// Each with the four fields to fill in, and room to check oneself.
    String workbook(ScenarioSet set) {
        var out =
                new StringBuilder(
                        "<p>For each: choose a category and a decision, write the justification"
                                + " as it would stand in the record, and say whom you would"
                                + " escalate to. Then compare with the key, which your mentor has.</p>");
        var number = 1;
        for (var s : set.items()) {
            out.append("<div class=\"scenario page\">")
                    .append(told(s, number++))
                    .append("<div class=\"answers\"><h4>Category</h4>")
                    .append(boxes(categories()))
                    .append("<h4>Decision</h4>")
                    .append(boxes(List.of("Approve", "Deny", "Escalate")))
                    .append("<h4>Justification</h4>")
                    .append(rules(JUSTIFICATION))
                    .append("<h4>Way of escalation: to whom, and why</h4>")
                    .append(rules(2))
                    .append("<h4>Beside the key</h4>")
                    .append(
                            boxes(
                                    List.of(
                                            "As the key",
                                            "Other, and I know why",
                                            "Talk it over with my mentor")))
                    .append("</div></div>");
        }
        return out.toString();
    }

    private List<String> categories() {
        return live.categories().isEmpty()
                ? dev.countersign.escalation.Taxonomy.FIRST.categories().stream()
                        .map(c -> c.title())
                        .toList()
                : live.categories().stream().map(Live.Category::title).toList();
    }

    private String told(Scenario s, int number) {
        return "<h3>%d. %s</h3><p class=\"facts\">%s, %s, %s. Difficulty %d of 3.</p>%s%s"
                .formatted(
                        number,
                        Markup.inline(s.title()),
                        Markup.escaped(s.service()),
                        Markup.escaped(s.environment()),
                        Markup.escaped(s.severity()),
                        s.difficulty(),
                        Markup.html(s.situation(), 4),
                        Markup.html(s.evidence(), 4));
    }

    String key(ScenarioSet set) {
        var out = new StringBuilder();
        var number = 1;
        for (var s : set.items()) {
            var key = s.key();
            out.append(
                            "<div class=\"answer\"><h3>%d. %s</h3>"
                                    .formatted(number++, Markup.inline(s.title())))
                    .append(
                            "<p class=\"facts\"><b>%s</b> · <b>%s</b>%s</p>"
                                    .formatted(
                                            Markup.escaped(category(key.category())),
                                            Markup.escaped(words(key.decision())),
                                            key.to().isBlank()
                                                    ? ""
                                                    : " to " + Markup.escaped(words(key.to()))))
                    .append(Markup.html(key.because(), 4));
            if (!key.mistakes().isEmpty()) {
                out.append("<p><b>Usual mistakes</b></p><ul>");
                key.mistakes()
                        .forEach(m -> out.append("<li>").append(Markup.inline(m)).append("</li>"));
                out.append("</ul>");
            }
            out.append("</div>");
        }
        return out.toString();
    }

    private String category(String name) {
        return live.categories().stream()
                .filter(c -> c.name().equals(name))
                .map(Live.Category::title)
                .findFirst()
                .orElseGet(() -> words(name));
    }

    private static String words(String id) {
        var text = id.replace('_', ' ');
        return text.isEmpty()
                ? ""
                : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String boxes(List<String> choices) {
        return "<p class=\"across\">"
                + choices.stream()
                        .map(c -> "<span class=\"choice\">" + BOX + Markup.escaped(c) + "</span>")
                        .collect(java.util.stream.Collectors.joining(" "))
                + "</p>";
    }

    private static String lines(String title, int count) {
        return "<p class=\"ask\">" + title + "</p>" + rules(count);
    }

    private static String rules(int count) {
        return "<div class=\"rule\"></div>".repeat(count);
    }
}
