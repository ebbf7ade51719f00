package dev.countersign.bundle.web;

import dev.countersign.bundle.Bundle;
import dev.countersign.bundle.BundleDiff;
import dev.countersign.bundle.Bundles;
import dev.countersign.bundle.Feedback;
import dev.countersign.bundle.FeedbackDesk;
import dev.countersign.kernel.Finding;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.policy.Analyst;
import dev.countersign.policy.Flips;
import dev.countersign.policy.Policy;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.ShadowFields;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/// The policies in force in plain English, what they led to, and how they change.
public final class PolicyPages {
    private static final int LATELY = 20;

    /// Proposes policies; a higher module knows how.
    public interface Proposes {
        /// @return where to look then
        String propose(
                Identity by, SortedMap<String, String> files, String why, ShadowFields shadow);
    }

    private final Bundles bundles;
    private final Analyst analyst;
    private final FeedbackDesk feedback;
    private final Proposes proposes;
    private final People people;
    private final BiPredicate<Identity, String> mayRead;
    private final Frames frames;
    private final InstantSource clock;

    public PolicyPages(
            Bundles bundles,
            Analyst analyst,
            FeedbackDesk feedback,
            Proposes proposes,
            People people,
            BiPredicate<Identity, String> mayRead,
            Frames frames,
            InstantSource clock) {
        this.bundles = bundles;
        this.analyst = analyst;
        this.feedback = feedback;
        this.proposes = proposes;
        this.people = people;
        this.mayRead = mayRead;
        this.frames = frames;
        this.clock = clock;
    }

    public void mount(Web web) {
        web.get("/policies", this::list);
        web.get("/policies/review", this::review);
        web.get("/policies/analysis", this::analysis);
        web.get("/policies/why/:case", this::why);
        web.get("/policies/new", e -> edit(e, "", "", Draft.NONE, 200));
        web.post("/policies/new", e -> change(e, ""));
        web.get("/policies/bundles/:bundle", this::bundle);
        web.get("/policies/:id", e -> one(e, "", "", 200));
        web.get(
                "/policies/:id/edit",
                e -> {
                    var policy = policy(e);
                    edit(e, policy.named(), text(inForce(), policy), Draft.NONE, 200);
                });
        web.post("/policies/:id/edit", e -> change(e, policy(e).named()));
        web.post("/policies/:id/feedback", this::feedback);
        web.post("/policies/feedback/:feedback", this::answer);
    }

    private void list(Exchange e) {
        var open =
                feedback.all().stream()
                        .filter(f -> f.state() == Feedback.State.OPEN)
                        .collect(Collectors.groupingBy(Feedback::policy, Collectors.counting()));
        e.render(
                "page/policies.jte",
                Map.of(
                        "frame", frames.frame(e, "policies", "Policies"),
                        "bundle", bundles.inForce(),
                        "turns", bundles.turns(),
                        "open", open,
                        "mayPropose", Bundles.mayPropose(e.identity()),
                        "shown",
                                bundles.inForce().map(Bundle::set).stream()
                                        .flatMap(s -> s.policies().all().stream())
                                        .sorted(
                                                Comparator.comparing(Policy::id)
                                                        .thenComparing(
                                                                p -> p.from().orElse(Instant.MIN)))
                                        .toList()));
    }

    private void bundle(Exchange e) {
        var id = e.pathParam("bundle");
        var found =
                bundles.find(id)
                        .orElseThrow(() ->
                                problem(
                                        404,
                                        "there is no bundle `" + id + "`",
                                        "the Policies page names those that were in force"));
        e.render(
                "page/policy-bundle.jte",
                Map.of(
                        "frame", frames.frame(e, "policies", "Policies " + id.substring(0, 8)),
                        "bundle", found,
                        "changes",
                                bundles.inForce()
                                        .filter(b -> !b.id().equals(id))
                                        .map(b -> BundleDiff.inWords(b, found))
                                        .orElse(List.of())));
    }

    private void one(Exchange e, String error, String typed, int status) {
        var policy = policy(e);
        var inForce = inForce();
        var mine = feedback.all().stream().filter(f -> f.policy().equals(policy.id())).toList();
        var model = new HashMap<String, Object>();
        model.put("frame", frames.frame(e, "policies", policy.id()));
        model.put("policy", policy);
        model.put(
                "versions",
                inForce.set().policies().all().stream()
                        .filter(p -> p.id().equals(policy.id()))
                        .sorted(Comparator.comparing(p -> p.from().orElse(Instant.MIN)))
                        .toList());
        model.put("text", text(inForce, policy));
        model.put(
                "exemptions",
                inForce.set().policies().exemptions().stream()
                        .filter(x -> x.policy().equals(policy.id()))
                        .toList());
        model.put("uses", bundles.uses());
        model.put("lately", bundles.of(policy.id(), LATELY));
        model.put("feedback", mine);
        model.put("names", names());
        model.put("mayPropose", Bundles.mayPropose(e.identity()));
        model.put("mayAnswer", feedback.mayAnswer(e.identity(), policy));
        model.put("caseId", e.param("case"));
        model.put("error", error);
        model.put("typed", typed);
        e.html(status, e.rendered("page/policy.jte", model));
    }

    private void review(Exchange e) {
        e.render(
                "page/policy-review.jte",
                Map.of(
                        "frame", frames.frame(e, "policies", "Policy review"),
                        "lines", bundles.review(),
                        "feedback", feedback.all(),
                        "names", names()));
    }

    /// Why a case came out as it did, and what would have made it come out otherwise, under the
    /// policies that judged it.
    private void why(Exchange e) {
        var id = e.pathParam("case");
        var judged =
                bundles.ofCase(id)
                        .filter(_ -> mayRead.test(e.identity(), id))
                        .orElseThrow(() ->
                                problem(
                                        404,
                                        "no policy judged a case `" + id + "` that you may see",
                                        "look it up in your queue"));
        var policies = bundles.find(judged.bundle()).orElseThrow().set().policies();
        var verdict = policies.judge(judged.facts(), judged.at());
        e.render(
                "page/policy-why.jte",
                Map.of(
                        "frame", frames.frame(e, "policies", "Why"),
                        "caseId", id,
                        "judged", judged,
                        "verdict", verdict,
                        "flips",
                                Flips.of(policies, judged.facts(), judged.at()).stream()
                                        .map(f -> f.inWords(judged.facts()))
                                        .toList()));
    }

    private void analysis(Exchange e) {
        var inForce = inForce();
        e.render(
                "page/policy-analysis.jte",
                Map.of(
                        "frame", frames.frame(e, "policies", "Policies as a whole"),
                        "policies", inForce.set().policies().all().size(),
                        "told", analyst.whole(inForce.files(), clock.instant())));
    }

    /// What a change of one file would do.
    ///
    /// @param checked whether there is anything to propose
    public record Draft(
            List<Finding> findings,
            List<String> changes,
            String trial,
            List<Analyst.Told> told,
            boolean checked,
            String error,
            String why,
            ShadowFields shadow) {
        static final Draft NONE =
                new Draft(List.of(), List.of(), "", List.of(), false, "", "", ShadowFields.NONE);

        public Draft {
            findings = List.copyOf(findings);
            changes = List.copyOf(changes);
            told = List.copyOf(told);
        }
    }

    private void edit(Exchange e, String id, String text, Draft draft, int status) {
        if (!Bundles.mayPropose(e.identity())) {
            throw problem(
                    403,
                    "policies are changed by " + String.join(", ", Bundles.MAY_PROPOSE),
                    "write feedback on the policy's page");
        }
        e.html(
                status,
                e.rendered(
                        "page/policy-edit.jte",
                        Map.of(
                                "frame",
                                        frames.frame(
                                                e,
                                                "policies",
                                                id.isEmpty() ? "New policy" : "Change " + id),
                                "id", id,
                                "text", text,
                                "draft", draft)));
    }

    /// Checks, and proposes once a reason is given.
    private void change(Exchange e, String id) {
        var text = e.rawParam("text");
        var files = files(e, id, text);
        var why = e.rawParam("why");
        var shadow = ShadowFields.of(e);
        try {
            var found = bundles.wrong(files);
            var error = found.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR);
            if (error || !e.param("step").equals("propose")) {
                edit(e, id, text, draft(files, found, error, "", why, shadow), error ? 422 : 200);
                return;
            }
            e.redirect(proposes.propose(e.identity(), files, why, shadow));
        } catch (ProblemException refused) {
            var p = refused.problem();
            var told = Words.sentences(p.detail(), p.remedy());
            edit(e, id, text, draft(files, List.of(), true, told, why, shadow), p.status());
        }
    }

    private Draft draft(
            SortedMap<String, String> files,
            List<Finding> found,
            boolean stopped,
            String error,
            String why,
            ShadowFields shadow) {
        if (stopped && error.isEmpty()) {
            return new Draft(found, List.of(), "", List.of(), false, "", why, shadow);
        }
        var set = dev.countersign.policy.PolicySet.read(files);
        if (!set.isUsable()) {
            return new Draft(found, List.of(), "", List.of(), false, error, why, shadow);
        }
        var next = new Bundle(set.policies().digest(), files, set, "", clock.instant());
        var changes = bundles.inForce().map(b -> BundleDiff.inWords(b, next)).orElse(List.of());
        var trial = bundles.trial(next);
        var told = new java.util.ArrayList<Analyst.Told>();
        var at = clock.instant();
        bundles.inForce().ifPresent(b -> told.addAll(analyst.difference(b.files(), files, at)));
        told.addAll(analyst.whole(files, at));
        return new Draft(found, changes, trial.inWords(), told, true, error, why, shadow);
    }

    /// The files in force with this one in place of the policy's, or beside them.
    private SortedMap<String, String> files(Exchange e, String id, String text) {
        var files = new TreeMap<String, String>();
        bundles.inForce().ifPresent(b -> files.putAll(b.files()));
        if (id.isEmpty()) {
            var name = e.param("file").replaceAll("[^A-Za-z0-9_.-]", "");
            var file = name.isEmpty() ? "new-policy" : name.replaceFirst("\\.ya?ml$", "");
            files.put(file + ".yaml", text);
        } else {
            files.put(inForce().set().files().getOrDefault(id, id + ".yaml"), text);
        }
        return files;
    }

    private void feedback(Exchange e) {
        try {
            feedback.write(e.identity(), policy(e).id(), e.rawParam("text"), e.param("case"));
            e.redirect("/policies/" + policy(e).id() + "#feedback");
        } catch (ProblemException refused) {
            var p = refused.problem();
            one(e, Words.sentences(p.detail(), p.remedy()), e.rawParam("text"), p.status());
        }
    }

    private void answer(Exchange e) {
        feedback.answer(
                e.identity(), e.pathParam("feedback"), e.param("version"), e.rawParam("text"));
        e.redirect("/policies/review");
    }

    private static String text(Bundle bundle, Policy policy) {
        return bundle.files().getOrDefault(bundle.set().file(policy), "");
    }

    private Map<String, String> names() {
        return people.everyone().stream().collect(Collectors.toMap(Person::id, Person::name));
    }

    private Bundle inForce() {
        return bundles.inForce()
                .orElseThrow(() ->
                        problem(404, "no policies are in force", "the policy team proposes some"));
    }

    private Policy policy(Exchange e) {
        var id = e.pathParam("id");
        var policies = inForce().set().policies();
        var version = e.param("version");
        var asked =
                version.isEmpty() || e.path().endsWith("/feedback")
                        ? policies.version(id, clock.instant())
                        : policies.all().stream()
                                .filter(p -> p.named().equals(id + "@" + version))
                                .findFirst();
        return asked.orElseThrow(() ->
                problem(
                        404,
                        "there is no policy `"
                                + id
                                + (version.isEmpty() ? "" : "@" + version)
                                + "` in force",
                        "the Policies page lists them"));
    }

    private static ProblemException problem(int status, String detail, String remedy) {
        return new Problem(status, "policy", "No such page for you", detail, remedy).asException();
    }
}
