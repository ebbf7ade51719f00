package dev.countersign.lrs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.course.Pack;
import dev.countersign.lrs.rule.Keys;
import dev.countersign.training.Attempt;
import dev.countersign.training.Courses;
import dev.countersign.training.LearningAct;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/// Learning acts in the words of xAPI. People are named by their id here and nothing else: no name,
/// no address.
final class ActStatements {
    private static final String ADL = "http://adlnet.gov/expapi/verbs/";
    private static final String SUBMIT = "http://activitystrea.ms/schema/1.0/submit";
    private static final String TYPES = "http://adlnet.gov/expapi/activities/";

    /// What is said here, by IRI.
    static final Map<String, String> VERBS = verbs();

    private static Map<String, String> verbs() {
        var out = new TreeMap<String, String>();
        for (var word :
                List.of(
                        "registered",
                        "attempted",
                        "progressed",
                        "completed",
                        "passed",
                        "failed",
                        "scored")) {
            out.put(ADL + word, word);
        }
        out.put(SUBMIT, "submitted");
        out.putAll(VideoWords.VERBS);
        return out;
    }

    private final Courses courses;
    private final Supplier<String> home;
    private final Supplier<String> ids;

    ActStatements(Courses courses, Supplier<String> home, Supplier<String> ids) {
        this.courses = courses;
        this.home = home;
        this.ids = ids;
    }

    ObjectNode authority() {
        return Keys.account(home.get(), "countersign");
    }

    /// The activity that a pack is.
    String course(String pack) {
        return home.get() + "/learn/" + pack;
    }

    ObjectNode of(LearningAct act) {
        return switch (act) {
            case LearningAct.Enrolled a -> {
                var out = statement(act, ADL + "registered", "registered");
                courseObject(out, a.pack());
                by(out, a.person(), a.by());
                yield out;
            }
            case LearningAct.SectionMarked a -> {
                var out =
                        a.done()
                                ? statement(act, ADL + "completed", "completed")
                                : statement(act, ADL + "progressed", "progressed");
                part(out, a.pack(), a.section(), TYPES + "module", sectionTitle(a));
                out.putObject("result").put("completion", a.done());
                yield out;
            }
            case LearningAct.AttemptBegun a -> {
                var out = statement(act, ADL + "attempted", "attempted");
                quiz(out, a.pack(), a.attempt());
                yield out;
            }
            case LearningAct.AttemptEnded a -> {
                var out = judged(act, a.attempt(), a.passed(), a.toMark());
                a.attempt()
                        .submittedAt()
                        .map(end -> Duration.between(a.attempt().startedAt(), end))
                        .filter(d -> !d.isNegative())
                        .ifPresent(d ->
                                out.withObject("/result")
                                        .put("completion", true)
                                        .put(
                                                "duration",
                                                d.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                                                        .toString()));
                yield out;
            }
            case LearningAct.AnswerMarked a -> {
                var out = statement(act, ADL + "scored", "scored");
                quiz(out, a.pack(), a.attempt());
                score(out, a.attempt());
                out.withObject("/result").put("success", a.passed());
                context(out).set("instructor", person(a.by()));
                lists(out)
                        .putArray("other")
                        .add(
                                activity(
                                        quizId(a.pack(), a.attempt()) + "/items/" + a.item(),
                                        TYPES + "question",
                                        ""));
                yield out;
            }
            case LearningAct.LabHandedIn a -> {
                var out = statement(act, SUBMIT, "submitted");
                lab(out, a.pack(), a.lab());
                yield out;
            }
            case LearningAct.LabJudged a -> {
                var word = a.passed() ? "passed" : "failed";
                var out = statement(act, ADL + word, word);
                lab(out, a.pack(), a.lab());
                out.putObject("result").put("success", a.passed());
                by(out, a.person(), a.by());
                yield out;
            }
            case LearningAct.Watched a -> {
                var verb = VideoWords.verb(a.verb());
                var out = statement(act, verb, VERBS.getOrDefault(verb, ""));
                part(out, a.pack(), "videos/" + a.video(), VideoWords.TYPE, videoTitle(a));
                VideoWords.say(out, a);
                yield out;
            }
            case LearningAct.CourseCompleted a -> {
                var out = statement(act, ADL + "completed", "completed");
                courseObject(out, a.pack());
                out.putObject("result").put("success", true).put("completion", true);
                yield out;
            }
        };
    }

    private ObjectNode statement(LearningAct act, String verb, String word) {
        var out = JsonNodeFactory.instance.objectNode().put("id", ids.get());
        out.set("actor", person(act.person()));
        out.putObject("verb").put("id", verb).putObject("display").put("en", word);
        out.putObject("context").put("registration", registration(act)).put("language", "en");
        return out;
    }

    /// One for each person and course, so that everything somebody did in a course is one life.
    private String registration(LearningAct act) {
        var text = course(act.pack()) + " " + act.person();
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private ObjectNode person(String id) {
        return Keys.account(home.get(), id);
    }

    /// Who did it for them, where it was not themselves or a rule.
    private void by(ObjectNode out, String person, String by) {
        if (!by.isEmpty() && !by.equals(person)) {
            context(out).set("instructor", person(by));
        }
    }

    private static ObjectNode context(ObjectNode out) {
        return out.withObject("/context");
    }

    private static ObjectNode lists(ObjectNode out) {
        return out.withObject("/context/contextActivities");
    }

    private ObjectNode judged(LearningAct act, Attempt attempt, boolean passed, int toMark) {
        // Nobody failed before everything is marked.
        var word = toMark > 0 && !passed ? "completed" : passed ? "passed" : "failed";
        var out = statement(act, ADL + word, word);
        quiz(out, act.pack(), attempt);
        score(out, attempt);
        if (!word.equals("completed")) {
            out.withObject("/result").put("success", passed);
        }
        return out;
    }

    private static void score(ObjectNode out, Attempt attempt) {
        attempt.score()
                .ifPresent(score ->
                        out.withObject("/result")
                                .putObject("score")
                                .put(
                                        "scaled",
                                        BigDecimal.valueOf(score)
                                                .setScale(4, RoundingMode.HALF_UP)
                                                .stripTrailingZeros()));
    }

    private void courseObject(ObjectNode out, String pack) {
        out.set("object", courseActivity(pack));
    }

    private ObjectNode courseActivity(String pack) {
        return activity(course(pack), TYPES + "course", title(pack));
    }

    private String title(String pack) {
        return courses.find(pack).map(t -> t.pack().title()).orElse("");
    }

    private void part(ObjectNode out, String pack, String place, String type, String title) {
        out.set("object", activity(course(pack) + "/" + place, type, title));
        lists(out).putArray("parent").add(courseActivity(pack));
    }

    private static String quizPath(Attempt attempt) {
        return "quiz/" + attempt.quiz();
    }

    private String quizId(String pack, Attempt attempt) {
        return course(pack) + "/" + quizPath(attempt);
    }

    private void quiz(ObjectNode out, String pack, Attempt attempt) {
        var title =
                courses.find(pack)
                        .flatMap(t -> t.pack().quiz(attempt.quiz()))
                        .map(q -> q.title())
                        .orElse("");
        part(out, pack, quizPath(attempt), TYPES + "assessment", title);
        context(out)
                .withObject("/extensions")
                .put(home.get() + "/xapi/extensions/attempt", attempt.id())
                .put(home.get() + "/xapi/extensions/attempt-number", attempt.number());
    }

    private void lab(ObjectNode out, String pack, String lab) {
        var title =
                courses.find(pack)
                        .flatMap(t -> Optional.ofNullable(t.pack().labs().get(lab)))
                        .map(l -> l.title())
                        .orElse("");
        part(out, pack, "lab/" + lab, TYPES + "performance", title);
    }

    private String sectionTitle(LearningAct.SectionMarked act) {
        return courses.find(act.pack()).stream()
                .flatMap(t -> t.pack().modules().stream())
                .flatMap(m ->
                        m.sections().stream()
                                .filter(s -> act.section().equals(m.id() + "/" + s.id()))
                                .map(Pack.Section::title))
                .findFirst()
                .orElse("");
    }

    private String videoTitle(LearningAct.Watched act) {
        return courses.find(act.pack())
                .flatMap(t -> Optional.ofNullable(t.pack().videos().get(act.video())))
                .map(Pack.Video::title)
                .orElse("");
    }

    private static ObjectNode activity(String id, String type, String title) {
        var out = JsonNodeFactory.instance.objectNode().put("objectType", "Activity").put("id", id);
        var definition = out.putObject("definition").put("type", type);
        if (!title.isEmpty()) {
            definition.putObject("name").put("en", title);
        }
        return out;
    }
}
