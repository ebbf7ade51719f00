package dev.countersign.preview;

import dev.countersign.course.Lab;
import dev.countersign.course.Pack;
import dev.countersign.material.Live;
import dev.countersign.material.tree.TreeLayout;
import dev.countersign.material.tree.TreeSvg;
import dev.countersign.material.tree.TreeWords;
import dev.countersign.preview.Reading.Shown;
import dev.countersign.training.LabParts;
import dev.countersign.training.LabRules;
import dev.countersign.training.LabSheet;
import dev.countersign.training.LabWork;
import dev.countersign.training.Practised;
import dev.countersign.training.web.LabPages;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Markdown;
import dev.countersign.ui.Web;
import io.vertx.core.http.HttpMethod;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parts of a pack one by one: labs and trees by the pages that learners get; what learners
/// meet only inside others (questions, scenarios, cards, rubrics, surveys) by lists with their
/// keys.
final class PartPages {
    private static final double WIDE = 900;
    private static final double HIGH = 700;

    private final Stage stage;

    PartPages(Stage stage) {
        this.stage = stage;
    }

    void mount(Web web) {
        web.open(HttpMethod.GET, "/preview/:pack", this::parts);
        web.open(HttpMethod.GET, "/learn/:pack/labs/:lab", this::lab);
        web.open(HttpMethod.POST, "/learn/:pack/labs/:lab", e -> e.redirect(e.path()));
        web.open(HttpMethod.GET, "/learn/:pack/trees/:tree", this::tree);
        web.open(HttpMethod.GET, "/preview/:pack/banks/:bank", this::bank);
        web.open(HttpMethod.GET, "/preview/:pack/scenarios/:set", this::scenarios);
        web.open(HttpMethod.GET, "/preview/:pack/cards/:card", this::card);
        web.open(HttpMethod.GET, "/preview/:pack/keys/:lab", this::key);
        web.open(HttpMethod.GET, "/preview/:pack/rubrics/:rubric", this::rubric);
        web.open(HttpMethod.GET, "/preview/:pack/surveys/:survey", this::survey);
    }

    private void parts(Exchange e) {
        var pack = stage.shown(e).pack();
        stage.render(
                e,
                "page/preview-parts.jte",
                "Its parts",
                Map.of(),
                Map.of("pack", pack, "cards", cards(pack)));
    }

    private static List<String> cards(Pack pack) {
        return pack.texts().keySet().stream()
                .filter(f -> f.startsWith("cards/") && f.endsWith(".md"))
                .map(f -> f.substring("cards/".length(), f.length() - ".md".length()))
                .sorted()
                .toList();
    }

    private void lab(Exchange e) {
        var shown = stage.shown(e);
        var lab = shown.pack().lab(e.pathParam("lab")).orElseThrow(() -> Stage.nothing(e.path()));
        var withKey = e.param("key").equals("shown");
        var tools = new LinkedHashMap<String, String>();
        if (lab.scenarios().isPresent()) {
            tools.put(
                    withKey ? "Without answers" : "Show answers",
                    e.path() + (withKey ? "" : "?key=shown"));
        }
        if (lab.key().isPresent()) {
            tools.put("Key for mentors", "/preview/" + shown.pack().id() + "/keys/" + lab.id());
        }
        stage.render(
                e,
                "page/lab.jte",
                lab.title(),
                tools,
                Map.of("view", LabPages.alone(sheet(shown, lab, withKey), withKey)));
    }

    private LabSheet sheet(Shown shown, Lab lab, boolean withKey) {
        var pack = shown.pack();
        var work =
                new LabWork(
                        "preview",
                        "author",
                        pack.id(),
                        lab.id(),
                        "",
                        LabWork.State.OPEN,
                        0,
                        withKey ? good(lab, pack) : Map.of(),
                        "",
                        Optional.empty(),
                        Optional.empty());
        return new LabSheet(
                stage.taught(shown),
                lab,
                "author",
                true,
                Optional.of(work),
                LabRules.of(
                        lab,
                        pack,
                        new LabRules.Facts(
                                work.texts(), -1, 0, 0, 0, 0, Practised.Seen.NOTHING, false)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    /// What the key would write.
    private static Map<String, String> good(Lab lab, Pack pack) {
        var out = new HashMap<String, String>();
        for (var s : LabParts.scenarios(lab, pack)) {
            out.put(LabParts.field(s, "category"), s.key().category());
            out.put(LabParts.field(s, "decision"), s.key().decision());
            out.put(LabParts.field(s, "to"), s.key().to());
            out.put(LabParts.field(s, "because"), s.key().because());
        }
        return out;
    }

    private void tree(Exchange e) {
        var pack = stage.shown(e).pack();
        var tree = one(e, pack.trees(), "tree");
        stage.render(
                e,
                "page/tree.jte",
                tree.title(),
                Map.of(),
                Map.of(
                        "pack",
                        pack,
                        "tree",
                        tree,
                        "svg",
                        TreeSvg.svg(
                                TreeLayout.fitting(tree, WIDE, HIGH),
                                "Decision tree: " + tree.title() + " The same in words is below."),
                        "steps",
                        TreeWords.of(tree)));
    }

    private void bank(Exchange e) {
        var pack = stage.shown(e).pack();
        var bank = one(e, pack.banks(), "bank");
        stage.render(
                e,
                "page/preview-bank.jte",
                bank.title(),
                Map.of(),
                Map.of("pack", pack, "bank", bank));
    }

    private void scenarios(Exchange e) {
        var pack = stage.shown(e).pack();
        var set = one(e, pack.scenarios(), "set");
        stage.render(
                e,
                "page/preview-scenarios.jte",
                set.title(),
                Map.of(),
                Map.of("pack", pack, "set", set));
    }

    /// As it is printed, with what an organisation without contacts would have in it.
    private void card(Exchange e) {
        var pack = stage.shown(e).pack();
        var text = pack.texts().get("cards/" + e.pathParam("card") + ".md");
        if (text == null) {
            throw Stage.nothing(e.path());
        }
        for (var live : List.of("escalation_contacts", "approval_matrix", "categories")) {
            text = text.replace("{{" + live + "}}", Live.NONE.table(live));
        }
        text(e, pack, "Card " + e.pathParam("card"), text);
    }

    private void key(Exchange e) {
        var pack = stage.shown(e).pack();
        var lab = pack.lab(e.pathParam("lab")).orElseThrow(() -> Stage.nothing(e.path()));
        var key =
                lab.key()
                        .map(k -> pack.texts().getOrDefault("labs/" + k, ""))
                        .orElseThrow(() -> Stage.nothing(e.path()));
        text(e, pack, "Key of lab " + lab.id() + ", for mentors", key);
    }

    private void rubric(Exchange e) {
        var pack = stage.shown(e).pack();
        var rubric = one(e, pack.rubrics(), "rubric");
        var out = new StringBuilder("| Row | Levels, from 0 |\n|---|---|\n");
        for (var row : rubric.rows()) {
            out.append(
                    "| **%s**%s | %s |\n"
                            .formatted(
                                    cell(row.title()),
                                    row.loadBearing() ? " (load-bearing)" : "",
                                    cell(String.join(" → ", row.levels()))));
        }
        text(e, pack, rubric.title(), out.toString());
    }

    private void survey(Exchange e) {
        var pack = stage.shown(e).pack();
        var survey = one(e, pack.surveys(), "survey");
        var out = new StringBuilder(survey.anonymous() ? "Anonymous.\n\n" : "");
        for (var q : survey.questions()) {
            out.append(
                    "1. %s *(%s)*\n"
                            .formatted(
                                    q.text(),
                                    switch (q.kind()) {
                                        case LIKERT5 -> "1 to 5";
                                        case OPEN -> "in one's own words";
                                    }));
        }
        text(e, pack, survey.title(), out.toString());
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }

    private void text(Exchange e, Pack pack, String title, String markdown) {
        stage.render(
                e,
                "page/preview-text.jte",
                title,
                Map.of(),
                Map.of("pack", pack, "title", title, "html", Markdown.below(markdown)));
    }

    private static <T> T one(Exchange e, Map<String, T> of, String name) {
        return Optional.ofNullable(of.get(e.pathParam(name)))
                .orElseThrow(() -> Stage.nothing(e.path()));
    }
}
