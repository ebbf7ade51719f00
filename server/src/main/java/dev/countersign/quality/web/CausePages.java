package dev.countersign.quality.web;

import dev.countersign.ledger.Ledger;
import dev.countersign.ledger.StoredEntry;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.quality.Cause;
import dev.countersign.quality.Causes;
import dev.countersign.quality.Defect;
import dev.countersign.quality.Defects;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Refusals;
import dev.countersign.ui.Web;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Root causes: drawn, signed, linked to changes, verified.
public final class CausePages {
    private static final String LIST = "/quality/causes";
    private static final String ONE = LIST + "/:id";
    private static final int WHYS = 5;

    private final Causes causes;
    private final Defects defects;
    private final Ledger ledger;
    private final People people;
    private final Function<Integer, List<Proposed>> changes;
    private final Frames frames;
    private final InstantSource clock;

    /// A change that can be linked.
    public record Proposed(String id, String title, String state) {}

    /// @param changes the newest, that many
    public CausePages(
            Causes causes,
            Defects defects,
            Ledger ledger,
            People people,
            Function<Integer, List<Proposed>> changes,
            Frames frames,
            InstantSource clock) {
        this.causes = causes;
        this.defects = defects;
        this.ledger = ledger;
        this.people = people;
        this.changes = changes;
        this.frames = frames;
        this.clock = clock;
    }

    public void mount(Web web) {
        web.get(LIST, this::list);
        web.get(LIST + "/new", e -> form(e, "", 200));
        web.post(LIST, this::draft);
        web.get(ONE, e -> one(e, "", 200));
        web.post(ONE + "/write", this::write);
        web.post(ONE + "/sign", this::sign);
        web.post(ONE + "/link", this::link);
        web.post(ONE + "/verify", this::verify);
    }

    private void list(Exchange e) {
        e.render(
                "page/causes.jte",
                Map.of(
                        "frame", frames.frame(e, "quality", "Root causes"),
                        "causes", causes.newest(e.identity()),
                        "today", today(),
                        "names", names()));
    }

    /// The fields of a root cause, as typed or as they stand.
    public record Form(
            List<String> whys,
            String statement,
            String action,
            String owner,
            String due,
            List<Person> people) {}

    private Form form(Cause.Text t) {
        var whys = new ArrayList<>(t.whys());
        while (whys.size() < WHYS) {
            whys.add("");
        }
        return new Form(
                whys,
                t.statement(),
                t.action(),
                t.owner(),
                t.due(),
                people.everyone().stream()
                        .filter(Person::active)
                        .filter(p -> !p.roles().isEmpty())
                        .sorted(Comparator.comparing(Person::name))
                        .toList());
    }

    private static Cause.Text typed(Exchange e) {
        var whys = new ArrayList<String>();
        for (var i = 1; i <= WHYS; i++) {
            whys.add(e.rawParam("why" + i));
        }
        return new Cause.Text(
                whys,
                e.rawParam("statement"),
                e.rawParam("action"),
                e.param("owner"),
                e.param("due"));
    }

    private void form(Exchange e, String error, int status) {
        var who = e.identity();
        var of =
                e.params("defect").stream()
                        .distinct()
                        .map(id -> defects.see(who, id))
                        .filter(Defect::wantsCause)
                        .toList();
        e.html(
                status,
                e.rendered(
                        "page/cause-new.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "quality", "A root cause"),
                                "defects",
                                of,
                                "titles",
                                titles(of),
                                "form",
                                form(typed(e)),
                                "may",
                                Causes.signs(who),
                                "error",
                                error)));
    }

    private Map<String, String> titles(List<Defect> of) {
        var out = new LinkedHashMap<String, String>();
        of.forEach(d -> out.put(d.type(), defects.title(d.type())));
        return out;
    }

    private void draft(Exchange e) {
        var then = new String[] {LIST};
        Refusals.act(
                e,
                () -> then[0],
                () ->
                        then[0] =
                                LIST
                                        + "/"
                                        + causes.draft(e.identity(), e.params("defect"), typed(e))
                                                .id(),
                (error, status) -> form(e, error, status));
    }

    /// What the reader may do now, and why not what they may not.
    ///
    /// @param error of the act that was refused
    public record View(
            Cause.Sheet sheet,
            Form form,
            Map<String, String> titles,
            Map<String, Proposed> changes,
            List<Proposed> linkable,
            List<StoredEntry> history,
            Map<String, String> names,
            boolean signs,
            boolean verifies,
            boolean inTime,
            Map<String, String> typed,
            String error) {
        public Cause cause() {
            return sheet.cause();
        }

        public String name(String id) {
            return names.getOrDefault(id, id);
        }

        public String typed(String field) {
            return typed.getOrDefault(field, "");
        }
    }

    private void one(Exchange e, String error, int status) {
        var who = e.identity();
        var sheet = causes.see(who, e.pathParam("id"));
        var c = sheet.cause();
        var rewriting = !error.isEmpty() && !e.rawParam("why1").isEmpty();
        var newest =
                changes.apply(100).stream()
                        .collect(
                                Collectors.toMap(
                                        Proposed::id, p -> p, (a, _) -> a, LinkedHashMap::new));
        var linked = sheet.changes().stream().map(Cause.Link::change).toList();
        e.html(
                status,
                e.rendered(
                        "page/cause.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "quality", "A root cause"),
                                "v",
                                new View(
                                        sheet,
                                        form(rewriting ? typed(e) : text(c)),
                                        titles(sheet.defects()),
                                        newest,
                                        newest.values().stream()
                                                .filter(p -> !linked.contains(p.id()))
                                                .limit(20)
                                                .toList(),
                                        ledger.about(c.id()),
                                        names(),
                                        Causes.signs(who),
                                        verifies(who, c),
                                        today().isAfter(c.due()),
                                        Map.of("found", e.rawParam("found")),
                                        error))));
    }

    private static boolean verifies(Identity who, Cause c) {
        return Causes.verifies(who)
                && !c.owner().equals(who.id())
                && c.signed().filter(s -> s.person().equals(who.id())).isEmpty();
    }

    private static Cause.Text text(Cause c) {
        return new Cause.Text(c.whys(), c.statement(), c.action(), c.owner(), c.due().toString());
    }

    private void write(Exchange e) {
        act(e, id -> causes.rewrite(e.identity(), id, e.intParam("version", 0), typed(e)));
    }

    private void sign(Exchange e) {
        act(e, id -> causes.sign(e.identity(), id, e.intParam("version", 0)));
    }

    private void link(Exchange e) {
        act(e, id -> causes.link(e.identity(), id, e.param("change")));
    }

    private void verify(Exchange e) {
        act(
                e,
                id ->
                        causes.verify(
                                e.identity(),
                                id,
                                e.intParam("version", 0),
                                e.param("works").equals("yes"),
                                e.rawParam("found")));
    }

    private void act(Exchange e, java.util.function.Consumer<String> what) {
        var id = e.pathParam("id");
        Refusals.act(
                e,
                () -> LIST + "/" + id,
                () -> what.accept(id),
                (error, status) -> one(e, error, status));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private Map<String, String> names() {
        return people.everyone().stream().collect(Collectors.toMap(Person::id, Person::name));
    }
}
