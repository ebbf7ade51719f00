package dev.countersign.api;

import dev.countersign.kernel.Problem;
import dev.countersign.practice.Attempt;
import dev.countersign.practice.Practice;
import dev.countersign.practice.Progress;
import dev.countersign.practice.Verdict;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// How somebody's practice goes: one's own, or of somebody one teaches.
public final class PracticeResources {
    private final Practice practice;

    public PracticeResources(Practice practice) {
        this.practice = practice;
    }

    public void mount(Web web) {
        web.get("/v1/practice", this::show);
    }

    private void show(Exchange e) {
        var person = e.param("person").isEmpty() ? e.identity().id() : e.param("person");
        if (!person.equals(e.identity().id())
                && !practice.mentors().mayTeach(e.identity(), person)) {
            throw new Problem(
                            404,
                            "unknown-learner",
                            "Nobody you teach",
                            "there is no learner `" + person + "` whose practice you may see",
                            "leave `person` away for your own")
                    .asException();
        }
        var progress = practice.progress(person);
        var out = new LinkedHashMap<String, Object>();
        out.put("person", person);
        out.put("decided", progress.decided());
        out.put("right", progress.right());
        out.put("run", Progress.RUN);
        out.put("difficulty", progress.level());
        out.put("waits_for_mentor", progress.waitsForMentor());
        out.put("signed_off", progress.signedOff());
        out.put("verdict", progress.verdict().map(PracticeResources::verdict).orElse(null));
        out.put(
                "categories",
                progress.rows(practice.mocks().taxonomy()).stream()
                        .map(r ->
                                Map.of(
                                        "category", r.category(),
                                        "decided", r.decided(),
                                        "right", r.right()))
                        .toList());
        out.put("cases", progress.attempts().stream().map(PracticeResources::attempt).toList());
        e.json(200, out);
    }

    /// What the case was made for is told once the learner has decided.
    private static Map<String, Object> attempt(Attempt a) {
        var out = new LinkedHashMap<String, Object>();
        out.put("number", a.number());
        out.put("case", a.caseId());
        out.put("difficulty", a.mock().difficulty());
        out.put("given_at", a.givenAt().toString());
        out.put("in_chat", a.inChat());
        out.put("decided_at", a.decided().map(d -> d.at().toString()).orElse(null));
        a.comparison()
                .ifPresent(c -> {
                    out.put("mock", a.mock().id());
                    out.put("category", a.mock().category());
                    out.put("decision", c.decided().name().toLowerCase(Locale.ROOT));
                    out.put(
                            "good_answers",
                            a.mock().right().stream()
                                    .map(g -> g.name().toLowerCase(Locale.ROOT))
                                    .toList());
                    out.put("right", c.right());
                    out.put("category_right", c.category().orElse(null));
                    out.put("comments", a.looks().size());
                });
        return out;
    }

    private static Map<String, Object> verdict(Verdict v) {
        return Map.of(
                "mentor", v.mentor(),
                "signed_off", v.signedOff(),
                "comment", v.words(),
                "decided", v.decided(),
                "right", v.right(),
                "at", v.at().toString());
    }
}
