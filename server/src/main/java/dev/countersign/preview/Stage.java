package dev.countersign.preview;

import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.preview.Reading.Shown;
import dev.countersign.training.Courses.Taught;
import dev.countersign.training.Learning.LabStanding;
import dev.countersign.training.Learning.Progress;
import dev.countersign.training.Learning.QuizStanding;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frame;
import dev.countersign.ui.Frame.NavGroup;
import dev.countersign.ui.Frame.NavItem;
import dev.countersign.ui.Frame.Preview;
import dev.countersign.ui.Frames;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What all pages of a preview have in common: the frame with its banner, and the pack that an
/// address names.
final class Stage {
    private static final String NO_DIGEST = "preview";

    private final Following following;
    private final InstantSource clock;

    Stage(Following following, InstantSource clock) {
        this.following = following;
        this.clock = clock;
    }

    Reading reading() {
        return following.now();
    }

    InstantSource clock() {
        return clock;
    }

    /// The pack that the address names.
    ///
    /// @throws ProblemException 404
    Shown shown(Exchange e) {
        return shown(e, e.pathParam("pack"));
    }

    Shown shown(Exchange e, String id) {
        return reading().find(id).orElseThrow(() -> nothing(e.path()));
    }

    Taught taught(Shown shown) {
        return new Taught(NO_DIGEST, shown.pack());
    }

    /// Somebody who is enrolled and has done nothing yet.
    Progress progress(Shown shown) {
        var quizzes = new LinkedHashMap<String, QuizStanding>();
        shown.pack()
                .quizzes()
                .forEach((id, quiz) ->
                        quizzes.put(id, new QuizStanding(quiz, List.of(), -1, false)));
        var labs = new LinkedHashMap<String, LabStanding>();
        shown.pack()
                .labs()
                .forEach((id, lab) -> labs.put(id, new LabStanding(lab, Optional.empty())));
        return new Progress(
                taught(shown), true, List.of(), Set.of(), Set.of(), quizzes, labs, false);
    }

    /// @param tools further looks at the page: address by name
    void render(
            Exchange e,
            String template,
            String title,
            Map<String, String> tools,
            Map<String, Object> model) {
        e.html(200, rendered(e, template, title, tools, model));
    }

    String rendered(
            Exchange e,
            String template,
            String title,
            Map<String, String> tools,
            Map<String, Object> model) {
        var all = new HashMap<>(model);
        all.put("frame", frame(e, title, tools));
        return e.rendered(template, all);
    }

    private Frame frame(Exchange e, String title, Map<String, String> tools) {
        var now = reading();
        return Frames.preview(
                e,
                title,
                rail(now),
                new Preview(
                        following.folder().toString(),
                        now.revision(),
                        now.packs().stream().anyMatch(Shown::lasting),
                        now.errors(),
                        tools),
                clock);
    }

    private static List<NavGroup> rail(Reading now) {
        var out = new ArrayList<NavGroup>();
        for (var shown : now.packs()) {
            var id = shown.pack().id();
            out.add(
                    new NavGroup(
                            shown.pack().title(),
                            List.of(
                                    NavItem.open("Contents", "/learn/" + id, "book"),
                                    NavItem.open("Its parts", "/preview/" + id, "stack"),
                                    NavItem.open(
                                            "Materials",
                                            "/learn/" + id + "/materials",
                                            "record"))));
        }
        var findings = now.findings().size();
        out.add(
                new NavGroup(
                        "",
                        List.of(
                                NavItem.open(
                                        findings == 0 ? "Findings" : "Findings: " + findings,
                                        "/preview/findings",
                                        "check"))));
        return out;
    }

    static ProblemException nothing(String what) {
        return new Problem(
                        404,
                        "not-in-the-pack",
                        "Not in the pack",
                        "`" + what + "` is nothing that this pack holds as it is now",
                        "go to its contents; a preview serves the pack alone, not the desk or the"
                                + " tools that it speaks of")
                .asException();
    }
}
