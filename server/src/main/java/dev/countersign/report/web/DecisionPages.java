package dev.countersign.report.web;

import dev.countersign.desk.DecisionQuery;
import dev.countersign.desk.Desk;
import dev.countersign.desk.Insight;
import dev.countersign.desk.Insight.Taken;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Every decision on cases that one may read, found by free filters: as a page, as CSV, as JSON and
/// with the evidence.
public final class DecisionPages {
    private static final int PAGE = 100;
    private static final int FILE = 100_000;
    private static final int MOST = 1_000;

    private final Insight insight;
    private final Desk desk;
    private final People people;
    private final Predicate<Identity> oversees;
    private final Predicate<Identity> exports;
    private final Ledger ledger;
    private final Frames frames;

    /// @param oversees who may ask about others
    /// @param exports who may take evidence out
    public DecisionPages(
            Insight insight,
            Desk desk,
            People people,
            Predicate<Identity> oversees,
            Predicate<Identity> exports,
            Ledger ledger,
            Frames frames) {
        this.insight = insight;
        this.desk = desk;
        this.people = people;
        this.oversees = oversees;
        this.exports = exports;
        this.ledger = ledger;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get("/decisions", this::show);
        web.get("/decisions.csv", this::csv);
        web.get("/decisions.zip", this::pack);
        web.get("/v1/decisions", this::list);
    }

    /// What the page shows.
    public record View(
            DecisionFilter filter,
            List<Taken> rows,
            int matching,
            String older,
            List<Person> people,
            Map<String, String> names,
            boolean oversees,
            boolean exports) {
        public String name(String id) {
            return names.getOrDefault(id, id);
        }

        public String count() {
            return matching >= Insight.MOST_COUNTED
                    ? "more than " + (Insight.MOST_COUNTED - 1)
                    : String.valueOf(matching);
        }
    }

    private void show(Exchange e) {
        var filter = DecisionFilter.of(e);
        var rows = insight.taken(query(e, filter, e.param("after"), PAGE + 1));
        var shown = rows.subList(0, Math.min(PAGE, rows.size()));
        var older = "";
        if (rows.size() > PAGE) {
            var place = "after=" + Exchange.encoded(shown.getLast().place().toString());
            older = "/decisions?" + (filter.narrows() ? filter.query() + "&" : "") + place;
        }
        var everybody = people.everyone();
        var view =
                new View(
                        filter,
                        shown,
                        insight.count(query(e, filter, "", PAGE)),
                        older,
                        everybody,
                        everybody.stream().collect(Collectors.toMap(Person::id, Person::name)),
                        oversees.test(e.identity()),
                        exports.test(e.identity()));
        e.render(
                "page/decisions.jte",
                Map.of("frame", frames.frame(e, "insight", "Decisions"), "view", view));
    }

    /// Whoever does not oversee asks about themselves only.
    private DecisionQuery query(Exchange e, DecisionFilter filter, String after, int limit) {
        Optional<String> only =
                oversees.test(e.identity()) ? Optional.empty() : Optional.of(e.identity().id());
        return filter.decisions(
                desk.reader(e.identity()), e.identity().person().zone(), only, after, limit);
    }

    private void csv(Exchange e) {
        var rows = insight.taken(query(e, DecisionFilter.of(e), "", FILE));
        e.download("decisions.csv", "text/csv; charset=utf-8", TakenFiles.csv(rows));
    }

    private void pack(Exchange e) {
        if (!exports.test(e.identity())) {
            throw TakenFiles.mayNot();
        }
        var filter = DecisionFilter.of(e);
        var rows = insight.taken(query(e, filter, "", FILE));
        e.download(
                "decisions.zip",
                "application/zip",
                TakenFiles.withEvidence(filter.inWords(), rows, ledger));
    }

    private void list(Exchange e) {
        var limit = Math.clamp(e.intParam("limit", PAGE), 1, MOST);
        var rows = insight.taken(query(e, DecisionFilter.of(e), e.param("after"), limit + 1));
        var shown = rows.subList(0, Math.min(limit, rows.size()));
        var out = new LinkedHashMap<String, Object>();
        out.put("decisions", shown.stream().map(DecisionPages::json).toList());
        if (rows.size() > limit) {
            out.put("after", shown.getLast().place().toString());
        }
        e.json(200, out);
    }

    private static Map<String, Object> json(Taken t) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", t.id());
        out.put("at", t.at().toString());
        out.put("case", t.caseId());
        out.put("title", t.title());
        out.put("category", t.category());
        out.put("service", t.service());
        out.put("rule", t.rule());
        out.put("decision", t.kind().name().toLowerCase(Locale.ROOT));
        out.put("approver", t.approver());
        out.put("escalated_to", t.escalatedTo());
        out.put("justification", t.justification());
        return out;
    }
}
