package dev.countersign.report.web;

import dev.countersign.desk.Insight;
import dev.countersign.desk.Insight.Taken;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Questions to the records in plain English, answered as a table, as CSV and with the evidence.
public final class AuditPages {
    private final Insight insight;
    private final People people;
    private final Predicate<Identity> oversees;
    private final Predicate<Identity> exports;
    private final Ledger ledger;
    private final Frames frames;
    private final InstantSource clock;

    /// @param oversees who may ask about others
    /// @param exports who may take evidence out
    public AuditPages(
            Insight insight,
            People people,
            Predicate<Identity> oversees,
            Predicate<Identity> exports,
            Ledger ledger,
            Frames frames,
            InstantSource clock) {
        this.insight = insight;
        this.people = people;
        this.oversees = oversees;
        this.exports = exports;
        this.ledger = ledger;
        this.frames = frames;
        this.clock = clock;
    }

    public void mount(Web web) {
        web.get("/audit", this::show);
        web.get("/audit.csv", this::export);
        web.get("/audit.zip", this::pack);
    }

    /// What the page shows.
    ///
    /// @param asked in words
    /// @param pattern of one person beside everybody's; only for that question
    public record View(
            String ask,
            String person,
            String service,
            YearMonth month,
            String asked,
            List<Taken> rows,
            Optional<Insight.Decisions> pattern,
            Insight.Decisions team,
            List<Person> people,
            Map<String, String> names,
            boolean oversees,
            boolean exports,
            String error) {
        public String name(String id) {
            return names.getOrDefault(id, id);
        }

        /// Whether there may be more than the rows.
        public boolean cut() {
            return rows.size() >= Insight.MOST;
        }

        public String query() {
            return "ask="
                    + ask
                    + "&person="
                    + Exchange.encoded(person)
                    + "&service="
                    + Exchange.encoded(service)
                    + "&month="
                    + month;
        }
    }

    private void show(Exchange e) {
        e.render(
                "page/audit.jte",
                Map.of("frame", frames.frame(e, "insight", "Ask the records"), "view", view(e)));
    }

    private View view(Exchange e) {
        var may = oversees.test(e.identity());
        var ask = e.param("ask").isEmpty() ? "mine" : e.param("ask");
        var person = may && !e.param("person").isEmpty() ? e.param("person") : e.identity().id();
        var month = month(e);
        var from = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        var to = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        var names = people.everyone().stream().collect(Collectors.toMap(Person::id, Person::name));
        var who = names.getOrDefault(person, person);
        var service = e.param("service");
        var rows =
                switch (ask) {
                    case "mine", "pattern" -> insight.decidedBy(person, from, to);
                    case "against" -> insight.againstPolicy(person, from, to);
                    case "violations" ->
                            may ? insight.violationsOf(service, from, to) : List.<Taken>of();
                    case "escalated" -> may ? insight.escalated(from, to) : List.<Taken>of();
                    default -> List.<Taken>of();
                };
        var asked =
                switch (ask) {
                    case "mine" -> "What did " + who + " decide in " + month + "?";
                    case "against" ->
                            "Which policy violations did " + who + " approve in " + month + "?";
                    case "violations" ->
                            "How were policy violations of "
                                    + (service.isEmpty() ? "a service" : service)
                                    + " decided in "
                                    + month
                                    + "?";
                    case "escalated" -> "What was passed on in " + month + ", and why?";
                    case "pattern" ->
                            "How does " + who + " decide beside the team in " + month + "?";
                    default -> "Choose a question";
                };
        var error =
                !may && (ask.equals("violations") || ask.equals("escalated"))
                        ? "This question is for those who answer for how cases end."
                        : "";
        return new View(
                ask,
                person,
                service,
                month,
                asked,
                rows,
                ask.equals("pattern")
                        ? Optional.of(insight.decisionsOf(person, from, to))
                        : Optional.empty(),
                insight.decisions(from, to),
                people.everyone(),
                names,
                may,
                exports.test(e.identity()),
                error);
    }

    private YearMonth month(Exchange e) {
        try {
            return YearMonth.parse(e.param("month"));
        } catch (DateTimeParseException none) {
            return YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
        }
    }

    private void export(Exchange e) {
        var view = view(e);
        e.download(name(view) + ".csv", "text/csv; charset=utf-8", TakenFiles.csv(view.rows()));
    }

    private static String name(View view) {
        return "audit-" + view.ask() + "-" + view.month();
    }

    /// The question, its answer, and the ledger's proof of every case in it.
    private void pack(Exchange e) {
        var view = view(e);
        if (!view.exports()) {
            throw TakenFiles.mayNot();
        }
        e.download(
                name(view) + ".zip",
                "application/zip",
                TakenFiles.withEvidence(view.asked(), view.rows(), ledger));
    }
}
