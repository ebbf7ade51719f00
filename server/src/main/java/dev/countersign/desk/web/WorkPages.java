package dev.countersign.desk.web;

import dev.countersign.desk.Desk;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.desk.SavedView;
import dev.countersign.desk.SavedViews;
import dev.countersign.kernel.ProblemException;
import dev.countersign.kernel.Reason;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.ui.Csv;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/// Lists of cases: filtered by their address, paged by cursor, saved under a name, exported whole.
public final class WorkPages {
    private static final int PAGE = 50;
    private static final int EXPORT_PAGE = 500;

    /// Who answers for how cases end: told how many they may not read, so that figures add up.
    private static final List<String> TOLD_HOW_MANY =
            List.of("ops_manager", "mentor", "executive", "security", "legal");

    private final Desk desk;
    private final SavedViews views;
    private final People people;
    private final Frames frames;
    private final InstantSource clock;

    public WorkPages(
            Desk desk, SavedViews views, People people, Frames frames, InstantSource clock) {
        this.desk = desk;
        this.views = views;
        this.people = people;
        this.frames = frames;
        this.clock = clock;
    }

    public void mount(Web web) {
        web.get("/work", e -> list(e, List.of(), 200));
        web.get("/work.csv", this::export);
        web.post("/work/take", e -> each(e, desk::take));
        web.post("/work/put-back", e -> each(e, desk::release));
        web.post("/work/views", this::save);
        web.post("/work/views/forget", this::forget);
    }

    private void list(Exchange e, List<String> refused, int status) {
        var filter = WorkFilter.of(e);
        var who = e.identity();
        var query = filter.cases(desk.reader(who), clock.instant());
        var matching = desk.count(query.limit(1));
        var after = Optional.of(e.param("after")).filter(a -> !a.isEmpty());
        after.ifPresent(query::after);
        var found = desk.query(query.limit(PAGE + 1));
        var more = found.size() > PAGE;
        var shown = more ? found.subList(0, PAGE) : found;
        var view =
                new WorkView(
                        filter,
                        shown,
                        matching,
                        hidden(filter, who, matching),
                        people.everyone().stream()
                                .collect(Collectors.toMap(Person::id, Person::name)),
                        roles(who),
                        views.of(who.id()),
                        refused,
                        dev.countersign.desk.Assignments.mayAssign(who),
                        more ? filter.with("after", shown.getLast().id()) : "");
        e.html(
                status,
                e.rendered(
                        "page/work.jte",
                        Map.of("frame", frames.frame(e, "work", "My work"), "view", view)));
    }

    /// A search for words would tell what others' cases say, so then nothing is counted.
    private int hidden(WorkFilter filter, Identity who, int matching) {
        if (!filter.tab().equals("all")
                || !filter.value("q").isEmpty()
                || !filter.value("role").isEmpty()
                || !who.hasAny(TOLD_HOW_MANY)) {
            return 0;
        }
        return desk.count(filter.cases(desk.reader(who), clock.instant()).everybodys().limit(1))
                - matching;
    }

    private static List<String> roles(Identity who) {
        var roles = who.person().roles().stream().sorted().toList();
        return roles.size() > 1 ? roles : List.of();
    }

    private void each(Exchange e, BiConsumer<String, Identity> change) {
        var refused = new ArrayList<String>();
        for (var id : e.params("case")) {
            try {
                change.accept(id, e.identity());
            } catch (ProblemException problem) {
                refused.add(problem.problem().detail() + "; " + problem.problem().remedy());
            }
        }
        if (e.params("case").isEmpty()) {
            refused.add("no case is selected; tick one, or press x on it");
        }
        if (refused.isEmpty()) {
            e.redirect(WorkFilter.of(e).with("after", ""));
        } else {
            list(e, refused, 409);
        }
    }

    private void save(Exchange e) {
        try {
            views.save(e.identity().id(), new SavedView(e.param("name"), WorkFilter.of(e).query()));
            e.redirect(WorkFilter.of(e).with("after", ""));
        } catch (ProblemException refused) {
            var p = refused.problem();
            list(e, List.of(p.detail() + "; " + p.remedy()), p.status());
        }
    }

    private void forget(Exchange e) {
        views.forget(e.identity().id(), e.param("name"));
        e.redirect(WorkFilter.of(e).with("after", ""));
    }

    /// Exactly the list that is shown, all of it, a page at a time.
    private void export(Exchange e) {
        var who = e.identity();
        var filter = WorkFilter.of(e);
        var now = clock.instant();
        var query = filter.cases(desk.reader(who), now);
        e.download(
                "cases.csv",
                "text/csv; charset=utf-8",
                out -> {
                    out.accept(
                            "id,kind,state,title,why,tool,raised_by,approver_role,taken_by,opened_at,"
                                    + "due_at,settled_at,overdue,decision\r\n");
                    List<ExceptionCase> page;
                    do {
                        page = desk.query(query.limit(EXPORT_PAGE));
                        out.accept(
                                page.stream()
                                        .map(c -> row(c, c.isOpen() && !c.dueAt().isAfter(now)))
                                        .collect(Collectors.joining()));
                        if (!page.isEmpty()) {
                            query.after(page.getLast().id());
                        }
                    } while (page.size() == EXPORT_PAGE);
                });
    }

    private static String row(ExceptionCase c, boolean overdue) {
        return Csv.line(
                        c.id(),
                        c.opened().kind().name().toLowerCase(Locale.ROOT),
                        c.state().name().toLowerCase(Locale.ROOT),
                        c.opened().title(),
                        c.opened().reasons().stream()
                                .map(Reason::sentence)
                                .collect(Collectors.joining("; ")),
                        c.opened().tool(),
                        c.opened().raisedBy(),
                        c.approverRole(),
                        c.takenBy().orElse(""),
                        c.openedAt().toString(),
                        c.dueAt().toString(),
                        c.settledAt().map(Object::toString).orElse(""),
                        String.valueOf(overdue),
                        c.decisions().isEmpty()
                                ? ""
                                : c.decisions().getLast().kind().name().toLowerCase(Locale.ROOT))
                + "\r\n";
    }
}
