package dev.countersign.sop.web;

import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.playbook.Sop;
import dev.countersign.quality.Defects;
import dev.countersign.sop.Check;
import dev.countersign.sop.Checks;
import dev.countersign.sop.Checks.Work;
import dev.countersign.sop.Sops;
import dev.countersign.sop.Sops.Filed;
import dev.countersign.sop.Sops.Lesson;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The procedures, each step with the button it is done with.
public final class SopPages {
    private static final String LIST = "/quality/sops";
    private static final int SHOWN = 20;

    private final Sops sops;
    private final Checks checks;
    private final People people;
    private final Predicate<String> inLibrary;
    private final Function<Identity, Set<String>> runs;
    private final Frames frames;

    /// @param inLibrary whether there is a prompt of that name
    /// @param runs the prompts that somebody may ask now
    public SopPages(
            Sops sops,
            Checks checks,
            People people,
            Predicate<String> inLibrary,
            Function<Identity, Set<String>> runs,
            Frames frames) {
        this.sops = sops;
        this.checks = checks;
        this.people = people;
        this.inLibrary = inLibrary;
        this.runs = runs;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get(LIST, e -> list(e, Optional.empty()));
        web.post(LIST, this::publish);
        web.get(LIST + "/:id", e -> one(e, "", 200));
        web.post(LIST + "/:id/checks", this::check);
    }

    /// @param refused what is wrong with the file that was sent, place by place
    public record Register(
            List<Filed> sops,
            List<Check> checks,
            Map<String, String> names,
            boolean publishes,
            boolean reads,
            String error,
            List<String> refused) {
        public String name(String id) {
            return names.getOrDefault(id, id);
        }
    }

    private void list(Exchange e, Optional<Problem> refused) {
        var who = e.identity();
        e.html(
                refused.map(Problem::status).orElse(200),
                e.rendered(
                        "page/sops.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "quality", "Procedures"),
                                "r",
                                new Register(
                                        sops.all(),
                                        checks.newest(who, "").stream().limit(SHOWN).toList(),
                                        names(),
                                        Sops.publishes(who),
                                        Defects.reads(who),
                                        refused.map(p -> Words.sentences(p.detail(), p.remedy()))
                                                .orElse(""),
                                        refused.map(Problem::because).orElse(List.of())))));
    }

    private void publish(Exchange e) {
        try {
            var bytes = e.upload("sop_file").orElse(new byte[0]);
            var made =
                    sops.publish(
                            e.identity(), "procedures", new String(bytes, StandardCharsets.UTF_8));
            e.redirect(made.size() == 1 ? LIST + "/" + made.getFirst().id() : LIST);
        } catch (ProblemException refused) {
            if (refused.problem().status() == 403) {
                throw refused;
            }
            list(e, Optional.of(refused.problem()));
        }
    }

    /// A step with what is known of its tool.
    ///
    /// @param prompt empty where it is done by hand
    /// @param inLibrary whether the prompt has a page
    /// @param mayRun whether the reader may ask it now
    /// @param gone whether the playbook in force has no such tool any more
    public record Line(
            Sop.Step step,
            String prompt,
            boolean inLibrary,
            boolean mayRun,
            boolean gone,
            List<Lesson> lessons) {}

    /// @param runsCheck whether the reader's role includes the check
    public record View(
            Filed filed,
            List<Line> lines,
            List<Check> checks,
            Map<String, String> names,
            List<Person> people,
            boolean runsCheck,
            boolean reads,
            String typedId,
            String typedWorker,
            String typedText,
            String typedCase,
            String error) {
        public String name(String id) {
            return names.getOrDefault(id, id);
        }
    }

    private void one(Exchange e, String error, int status) {
        var who = e.identity();
        var filed = sops.find(e.pathParam("id"));
        var runnable = runs.apply(who);
        var lines = new ArrayList<Line>();
        for (var step : filed.sop().steps()) {
            var prompt = step.tool().map(sops::promptOf).orElse("");
            lines.add(
                    new Line(
                            step,
                            prompt,
                            inLibrary.test(prompt),
                            runnable.contains(prompt),
                            step.tool().filter(t -> !sops.isTool(t)).isPresent(),
                            step.tool().map(sops::teach).orElse(List.of())));
        }
        e.html(
                status,
                e.rendered(
                        "page/sop.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "quality", filed.sop().title()),
                                "v",
                                new View(
                                        filed,
                                        lines,
                                        checks.newest(who, filed.sop().id()).stream()
                                                .limit(SHOWN)
                                                .toList(),
                                        names(),
                                        people.everyone().stream()
                                                .filter(Person::active)
                                                .filter(p -> !p.roles().isEmpty())
                                                .sorted(Comparator.comparing(Person::name))
                                                .toList(),
                                        runnable.contains(Checks.PROMPT),
                                        Defects.reads(who),
                                        e.rawParam("work"),
                                        e.param("worker"),
                                        e.rawParam("text"),
                                        e.rawParam("case"),
                                        error))));
    }

    private void check(Exchange e) {
        var sop = e.pathParam("id");
        try {
            var made =
                    e.param("case").isEmpty()
                            ? checks.text(
                                    e.identity(),
                                    sop,
                                    new Work(
                                            e.param("work"), e.param("worker"), e.rawParam("text")))
                            : checks.ofCase(e.identity(), sop, e.param("case"));
            e.redirect("/quality/checks/" + made.id());
        } catch (ProblemException refused) {
            var p = refused.problem();
            var because = p.because().isEmpty() ? "" : ": " + String.join("; ", p.because());
            one(e, Words.sentences(p.detail() + because, p.remedy()), p.status());
        }
    }

    private Map<String, String> names() {
        return people.everyone().stream().collect(Collectors.toMap(Person::id, Person::name));
    }
}
