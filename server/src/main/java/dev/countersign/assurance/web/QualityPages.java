package dev.countersign.assurance.web;

import dev.countersign.assurance.Assurance;
import dev.countersign.assurance.Assurance.Found;
import dev.countersign.assurance.WorkFile;
import dev.countersign.assurance.WorkSample.Defect;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What each tool is worth, and the reviews that find it out.
public final class QualityPages {
    private static final int PAGE = 25;

    private final Assurance assurance;
    private final People people;
    private final Frames frames;

    public QualityPages(Assurance assurance, People people, Frames frames) {
        this.assurance = assurance;
        this.people = people;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get("/quality", this::list);
        web.get("/quality/review", e -> review(e, "", 200));
        web.post("/quality/review/:id", this::reviewed);
        web.get("/quality/tools/:tool", e -> tool(e, "", "", 200));
        web.post("/quality/tools/:tool/withhold", e -> change(e, true));
        web.post("/quality/tools/:tool/lift", e -> change(e, false));
        web.post("/quality/tools/:tool/work", this::bring);
        web.get("/certificates/:id", this::certificate);
    }

    private void list(Exchange e) {
        var who = e.identity();
        e.render(
                "page/quality.jte",
                Map.of(
                        "frame", frames.frame(e, "quality", "Quality"),
                        "tools", assurance.standings(),
                        "waiting", assurance.toReview(who, Optional.empty()).size(),
                        "reviews", assurance.reviewsAny(who)));
    }

    private void review(Exchange e, String error, int status) {
        var tool = Optional.of(e.param("tool")).filter(t -> !t.isBlank());
        var waiting = assurance.toReview(e.identity(), tool);
        e.html(
                status,
                e.rendered(
                        "page/review.jte",
                        Map.of(
                                "frame", frames.frame(e, "quality", "Review"),
                                "sample",
                                        waiting.isEmpty()
                                                ? Optional.empty()
                                                : Optional.of(waiting.getFirst()),
                                "left", waiting.size(),
                                "tool", tool.orElse(""),
                                "may", assurance.reviewsAny(e.identity()),
                                "words", e.rawParam("words"),
                                "error", error)));
    }

    private void reviewed(Exchange e) {
        try {
            // The person's answer may stand first: the form speaks of the first and the second.
            var sample = assurance.sample(e.identity(), e.pathParam("id"));
            var first = judged(e, "first");
            var second = judged(e, "second");
            var shadow = sample.kind() == dev.countersign.assurance.WorkSample.Kind.SHADOW;
            assurance.review(
                    e.identity(),
                    sample.id(),
                    Found.blind(
                            sample,
                            first,
                            shadow ? Optional.of(second) : Optional.empty(),
                            first ? Optional.empty() : defect(e, "first"),
                            second ? Optional.empty() : defect(e, "second"),
                            e.rawParam("words")));
            var tool = e.param("tool");
            e.redirect(
                    "/quality/review" + (tool.isBlank() ? "" : "?tool=" + Exchange.encoded(tool)));
        } catch (ProblemException refused) {
            var p = refused.problem();
            review(e, Words.sentences(p.detail(), p.remedy()), p.status());
        }
    }

    private static boolean judged(Exchange e, String which) {
        return switch (e.param(which)) {
            case "right" -> true;
            case "wrong" -> false;
            default -> {
                if (which.equals("second") && e.param("only").equals("one")) {
                    yield true;
                }
                throw new Problem(
                                422,
                                "both",
                                "Nothing was changed",
                                "one of the answers is not judged",
                                "say of each whether it can be used as it is")
                        .asException();
            }
        };
    }

    private static Optional<Defect> defect(Exchange e, String which) {
        var word = e.param(which + "-defect");
        return Arrays.stream(Defect.values()).filter(d -> d.name().equals(word)).findFirst();
    }

    private void tool(Exchange e, String error, String typed, int status) {
        var standing = assurance.standing(e.pathParam("tool"));
        var page = Math.max(1, e.intParam("page", 1));
        var reads =
                Assurance.reads(e.identity()) || Assurance.reviews(e.identity(), standing.tool());
        var found =
                reads
                        ? assurance.samples(standing.tool().name(), (page - 1) * PAGE, PAGE + 1)
                        : java.util.List.<dev.countersign.assurance.WorkSample>of();
        e.html(
                status,
                e.rendered(
                        "page/toolWorth.jte",
                        Map.ofEntries(
                                Map.entry(
                                        "frame",
                                        frames.frame(e, "quality", standing.tool().name())),
                                Map.entry("s", standing),
                                Map.entry("worth", WorthView.of(standing, assurance)),
                                Map.entry("samples", found.stream().limit(PAGE).toList()),
                                Map.entry("more", found.size() > PAGE),
                                Map.entry("pageNumber", page),
                                Map.entry("names", names()),
                                Map.entry(
                                        "reviews",
                                        Assurance.reviews(e.identity(), standing.tool())),
                                Map.entry("brings", Assurance.brings(e.identity())),
                                Map.entry("reads", reads),
                                Map.entry("typed", typed),
                                Map.entry("error", error))));
    }

    private Map<String, String> names() {
        return people.everyone().stream().collect(Collectors.toMap(Person::id, Person::name));
    }

    private void change(Exchange e, boolean withhold) {
        var tool = e.pathParam("tool");
        try {
            if (withhold) {
                assurance.withhold(e.identity(), tool, e.rawParam("why"));
            } else {
                assurance.lift(e.identity(), tool, e.rawParam("why"));
            }
            e.redirect("/quality/tools/" + tool);
        } catch (ProblemException refused) {
            var p = refused.problem();
            tool(e, Words.sentences(p.detail(), p.remedy()), e.rawParam("why"), p.status());
        }
    }

    private void bring(Exchange e) {
        var tool = e.pathParam("tool");
        try {
            var bytes = e.upload("file").orElse(new byte[0]);
            assurance.put(e.identity(), WorkFile.read(tool, Exchange.utf8(bytes)));
            e.redirect("/quality/tools/" + tool);
        } catch (ProblemException refused) {
            var p = refused.problem();
            tool(e, Words.sentences(p.detail(), p.remedy()), "", p.status());
        }
    }

    private void certificate(Exchange e) {
        var certificate = assurance.certificate(e.pathParam("id"));
        e.render(
                "page/certificate.jte",
                Map.of(
                        "frame", frames.frame(e, "quality", "Certificate"),
                        "c", certificate,
                        "names", names()));
    }
}
