package dev.countersign.training.web;

import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.training.LabFiles;
import dev.countersign.training.LabParts;
import dev.countersign.training.LabSheet;
import dev.countersign.training.Training;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Markdown;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A lab as its learner sees it: what to do, what passes it, and one form for what it asks.
public final class LabPages {
    private final Training training;
    private final People people;
    private final Frames frames;

    public LabPages(Training training, People people, Frames frames) {
        this.training = training;
        this.people = people;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get("/learn/:pack/labs/:lab", e -> show(e, List.of(), 200));
        web.post("/learn/:pack/labs/:lab", this::post);
        web.upload("/learn/:pack/labs/:lab/files", LabFiles.LARGEST, this::keep);
        web.post("/learn/:pack/labs/:lab/files/:file/remove", this::remove);
        web.post("/learn/:pack/labs/:lab/group/:work", this::confirm);
        web.get("/lab-files/:file", this::download);
    }

    /// What a page of a lab says beside the sheet.
    ///
    /// @param html the lab's text
    /// @param names of people, by id
    /// @param others who learn the pack, for naming a group
    /// @param shows which of a long list are shown: scenario, its fields and what the key says
    /// @param links where on the product it is done: address by name
    /// @param errors each a sentence
    public record View(
            LabSheet sheet,
            String html,
            Map<String, String> names,
            List<Person> others,
            List<ScenarioView> shows,
            Map<String, String> links,
            List<String> errors) {
        public String name(String person) {
            return names.getOrDefault(person, person);
        }
    }

    /// @param agrees what the key says of the learner's category and decision; empty before it may
    ///   be told
    /// @param key the good answer in words; empty before it may be told
    public record ScenarioView(
            dev.countersign.course.Pack.Scenario scenario,
            int number,
            Map<String, String> given,
            String agrees,
            String key) {}

    private void show(Exchange e, List<String> errors, int status) {
        var sheet = training.labs().sheet(e.identity(), e.pathParam("pack"), e.pathParam("lab"));
        e.html(
                status,
                e.rendered(
                        "page/lab.jte",
                        Map.of(
                                "frame", frames.frame(e, "learn", sheet.lab().title()),
                                "view", view(training, people, sheet, false, errors))));
    }

    /// @param asMentor a mentor sees the keys; a learner once the lab is passed
    static View view(
            Training training,
            People people,
            LabSheet sheet,
            boolean asMentor,
            List<String> errors) {
        var names = people.everyone().stream().collect(Collectors.toMap(Person::id, Person::name));
        var group = LabParts.isGroup(sheet.lab());
        return new View(
                sheet,
                Markdown.below(withoutTitle(sheet)),
                names,
                group
                        ? training.labs().learners(sheet.taught().pack().id()).stream()
                                .filter(p -> !p.equals(sheet.person()))
                                .flatMap(p -> people.person(p).stream())
                                .toList()
                        : List.of(),
                scenarios(sheet, asMentor),
                links(sheet),
                errors);
    }

    /// A lab without anybody around it, as a preview shows it.
    ///
    /// @param asMentor with the keys
    public static View alone(LabSheet sheet, boolean asMentor) {
        return new View(
                sheet,
                Markdown.below(withoutTitle(sheet)),
                Map.of(),
                List.of(),
                scenarios(sheet, asMentor),
                links(sheet),
                List.of());
    }

    /// The page has the title already.
    private static String withoutTitle(LabSheet sheet) {
        var pack = sheet.taught().pack();
        var text = pack.texts().getOrDefault("labs/" + sheet.lab().text(), "").stripLeading();
        return text.startsWith("# ") ? text.substring(Math.max(0, text.indexOf('\n'))) : text;
    }

    private static List<ScenarioView> scenarios(LabSheet sheet, boolean asMentor) {
        var out = new ArrayList<ScenarioView>();
        var texts = sheet.work().map(w -> w.texts()).orElse(Map.of());
        for (var s : LabParts.scenarios(sheet.lab(), sheet.taught().pack())) {
            var given = new HashMap<String, String>();
            List.of("category", "decision", "because", "to")
                    .forEach(f -> given.put(f, sheet.text(LabParts.field(s, f))));
            var told = asMentor || sheet.handIns() > 0;
            var key = s.key();
            out.add(
                    new ScenarioView(
                            s,
                            out.size() + 1,
                            given,
                            told ? LabParts.agrees(s, texts) ? "agrees" : "differs" : "",
                            asMentor || sheet.passed()
                                    ? "%s, %s%s: %s"
                                            .formatted(
                                                    words(key.category()),
                                                    words(key.decision()),
                                                    key.to().isEmpty()
                                                            ? ""
                                                            : " to " + words(key.to()),
                                                    key.because())
                                    : ""));
        }
        return out;
    }

    /// `policy_violation` as people read it.
    public static String words(String id) {
        return id.replace('_', ' ');
    }

    private static Map<String, String> links(LabSheet sheet) {
        var out = new LinkedHashMap<String, String>();
        switch (sheet.lab().kind()) {
            case DESK -> {
                if (sheet.lab().runsOn().containsKey("mocks")) {
                    out.put("Practice desk", "/practice");
                } else {
                    out.put("My work", "/work");
                }
            }
            case POLICY -> out.put("Policies, each with a trial", "/policies");
            case DASHBOARD -> out.put("Exceptions and their figures", "/exceptions");
            case QUERIES -> out.put("Questions to the record", "/audit");
            case CHECKLIST, DRILL, UPLOAD, WRITING, GROUP, REFLECTION -> {}
        }
        return out;
    }

    private void post(Exchange e) {
        var pack = e.pathParam("pack");
        var lab = e.pathParam("lab");
        try {
            switch (e.param("do")) {
                case "take-back" -> training.labs().takeBack(e.identity(), pack, lab);
                case "watch" -> training.labs().askToWatch(e.identity(), pack, lab);
                case "hand-in" -> {
                    save(e, pack, lab);
                    training.labs().handIn(e.identity(), pack, lab);
                }
                default -> save(e, pack, lab);
            }
            e.redirect("/learn/" + pack + "/labs/" + lab);
        } catch (ProblemException refused) {
            var p = refused.problem();
            show(e, sentences(p), p.status());
        }
    }

    static List<String> sentences(Problem p) {
        var out = new ArrayList<String>();
        out.add(Words.sentences(p.detail(), p.remedy()));
        p.because().forEach(b -> out.add(Words.sentences(b)));
        return out;
    }

    private void save(Exchange e, String pack, String lab) {
        var sheet = training.labs().sheet(e.identity(), pack, lab);
        if (!sheet.isWithLearner() && e.param("do").equals("hand-in")) {
            return; // Handed in a moment ago, by the same button.
        }
        var parts = new LinkedHashMap<String, String>();
        for (var part : LabParts.names(sheet.lab(), sheet.taught().pack())) {
            parts.put(part, e.rawParam(part));
        }
        training.labs().save(e.identity(), pack, lab, parts);
        if (LabParts.isGroup(sheet.lab())) {
            training.labs().group(e.identity(), pack, lab, e.params("member"));
        }
    }

    private void keep(Exchange e, Web.Arrived arrived) {
        var pack = e.pathParam("pack");
        var lab = e.pathParam("lab");
        try {
            if (!arrived.isThere() || arrived.name().isBlank()) {
                throw new Problem(
                                422, "no-file", "No file", "no file was chosen", "choose one first")
                        .asException();
            }
            training.files().keep(e.identity(), pack, lab, arrived.name(), arrived.file());
            e.redirect("/learn/" + pack + "/labs/" + lab);
        } catch (ProblemException refused) {
            show(e, sentences(refused.problem()), refused.problem().status());
        }
    }

    private void remove(Exchange e) {
        training.files().remove(e.identity(), e.pathParam("file"));
        e.redirect("/learn/" + e.pathParam("pack") + "/labs/" + e.pathParam("lab"));
    }

    private void confirm(Exchange e) {
        try {
            training.labs()
                    .confirm(
                            e.identity(),
                            e.pathParam("pack"),
                            e.pathParam("lab"),
                            e.pathParam("work"),
                            e.param("was").equals("yes"));
            e.redirect("/learn/" + e.pathParam("pack") + "/labs/" + e.pathParam("lab"));
        } catch (ProblemException refused) {
            show(e, sentences(refused.problem()), refused.problem().status());
        }
    }

    private void download(Exchange e) {
        var file = training.files().find(e.identity(), e.pathParam("file"));
        e.download(
                file.name(),
                file.kind().type(),
                file.bytes(),
                to -> training.files().read(file, to));
    }
}
