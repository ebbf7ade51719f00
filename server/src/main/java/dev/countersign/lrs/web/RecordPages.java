package dev.countersign.lrs.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.kernel.Problem;
import dev.countersign.lrs.LearningRecords;
import dev.countersign.lrs.LearningRecords.Search;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.training.Courses;
import dev.countersign.ui.AddressFilter;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What was learned, as statements: newest first, narrowed, to take away.
public final class RecordPages {
    private static final List<String> FILTERS = List.of("person", "verb", "course");

    private final LearningRecords records;
    private final People people;
    private final Courses courses;
    private final Frames frames;

    public RecordPages(LearningRecords records, People people, Courses courses, Frames frames) {
        this.records = records;
        this.people = people;
        this.courses = courses;
        this.frames = frames;
    }

    /// A statement as a row.
    ///
    /// @param result empty where it has none
    /// @param source who said it: this server or a learning system
    public record Row(
            String id,
            String who,
            String verb,
            String what,
            String result,
            String source,
            Instant at) {}

    public void mount(Web web) {
        web.get("/learn/records", this::list);
        web.get("/learn/records.json", this::export);
    }

    private static void require(Exchange e) {
        if (!LearningRecords.mayRead(e.identity())) {
            throw new Problem(
                            403,
                            "learning-records",
                            "For administrators and mentors",
                            "learning records of everybody are read by administrators and mentors",
                            "your own courses are under My courses")
                    .asException();
        }
    }

    private Search search(Exchange e) {
        var before = e.param("before");
        if (!before.matches("\\d{0,18}")) {
            throw new AddressFilter("Learning records").wrong("before", before, "a number");
        }
        return new Search(
                e.param("person"),
                e.param("verb"),
                e.param("course"),
                before.isEmpty() ? 0 : Long.parseLong(before));
    }

    private void list(Exchange e) {
        require(e);
        var found = records.newest(search(e));
        var told = AddressFilter.told(e, FILTERS);
        var page = found.subList(0, Math.min(found.size(), LearningRecords.page()));
        var next = new LinkedHashMap<>(told);
        if (found.size() > page.size()) {
            next.put("before", String.valueOf(page.getLast().number()));
        }
        var model = new LinkedHashMap<String, Object>();
        model.put("frame", frames.frame(e, "learn", "Learning records"));
        model.put("rows", page.stream().map(this::row).toList());
        model.put("told", told);
        model.put("people", names());
        model.put("courses", titles());
        model.put("verbs", LearningRecords.verbs());
        model.put("query", AddressFilter.query(told));
        model.put("next", next.containsKey("before") ? AddressFilter.query(next) : "");
        model.put("manages", dev.countersign.lrs.LrsKeys.manages(e.identity()));
        e.render("page/learning-records.jte", model);
    }

    private Map<String, String> names() {
        var out = new TreeMap<String, String>();
        people.everyone().stream().filter(p -> !p.erased()).forEach(p -> out.put(p.id(), p.name()));
        return out;
    }

    private Map<String, String> titles() {
        var out = new TreeMap<String, String>();
        courses.all().forEach(t -> out.put(t.pack().id(), t.pack().title()));
        return out;
    }

    private Row row(LearningRecords.Shown shown) {
        var s = shown.statement();
        var object = s.path("object");
        return new Row(
                s.path("id").asText(),
                who(s.path("actor")),
                word(s.path("verb").path("display"), s.path("verb").path("id").asText()),
                word(object.path("definition").path("name"), object.path("id").asText()),
                result(s.path("result")),
                shown.ours() ? "this server" : s.path("authority").path("name").asText("key"),
                shown.storedAt());
    }

    private String who(JsonNode actor) {
        var account = actor.path("account").path("name").asText();
        if (!account.isEmpty()) {
            return people.person(account).map(Person::name).orElse(account);
        }
        for (var name : List.of("name", "mbox", "openid", "mbox_sha1sum")) {
            if (actor.hasNonNull(name)) {
                return actor.path(name).asText();
            }
        }
        return "a group";
    }

    /// A text in any of its languages; what it is called otherwise.
    private static String word(JsonNode texts, String id) {
        for (var text : texts) {
            return text.asText();
        }
        return id.isEmpty() ? "another statement" : id.replaceFirst(".*/(?=[^/])", "");
    }

    private static String result(JsonNode result) {
        var scaled = result.path("score").path("scaled");
        var score =
                scaled.isNumber()
                        ? scaled.decimalValue()
                                        .multiply(BigDecimal.valueOf(100))
                                        .setScale(1, java.math.RoundingMode.HALF_UP)
                                + " %"
                        : "";
        var success = result.path("success");
        var word = success.isBoolean() ? success.asBoolean() ? "success" : "no success" : "";
        return score.isEmpty() || word.isEmpty() ? score + word : word + ", " + score;
    }

    private void export(Exchange e) {
        require(e);
        var first = search(e);
        e.download(
                "learning-records.json",
                "application/json",
                file -> {
                    file.accept("[");
                    var before = first.before();
                    var separator = "\n";
                    while (true) {
                        var found =
                                records.newest(
                                        new Search(
                                                first.person(),
                                                first.verb(),
                                                first.course(),
                                                before));
                        var part = new StringBuilder();
                        for (var shown :
                                found.subList(0, Math.min(found.size(), LearningRecords.page()))) {
                            part.append(separator).append(shown.statement());
                            separator = ",\n";
                            before = shown.number();
                        }
                        file.accept(part.toString());
                        if (found.size() <= LearningRecords.page()) {
                            break;
                        }
                    }
                    file.accept("\n]\n");
                });
    }
}
