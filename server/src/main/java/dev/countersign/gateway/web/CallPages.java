package dev.countersign.gateway.web;

import dev.countersign.gateway.CallQuery;
import dev.countersign.gateway.CallRecord;
import dev.countersign.gateway.CallState;
import dev.countersign.gateway.Gateway;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.ledger.Ledger;
import dev.countersign.ledger.StoredEntry;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.policy.Rulebook;
import dev.countersign.ui.Csv;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The prompt log: what became of every question.
///
/// Everybody sees their own calls. Who answers for how calls end sees that others' took place, and
/// how they ended, without a text. The texts, masked, are for the prompt `prompt_log_export`.
public final class CallPages {
    private static final int PAGE = 50;
    private static final int EXPORT_PAGE = 500;

    private final Gateway gateway;
    private final Ledger ledger;
    private final People people;
    private final Frames frames;
    private final Predicate<Identity> readsLedger;
    private final Supplier<Optional<Rulebook>> rulebook;

    public CallPages(
            Gateway gateway,
            Ledger ledger,
            People people,
            Frames frames,
            Predicate<Identity> readsLedger,
            Supplier<Optional<Rulebook>> rulebook) {
        this.readsLedger = readsLedger;
        this.gateway = gateway;
        this.ledger = ledger;
        this.people = people;
        this.frames = frames;
        this.rulebook = rulebook;
    }

    public void mount(Web web) {
        web.get("/calls", this::list);
        web.get("/calls.csv", this::export);
        web.get("/calls/:id", this::one);
    }

    private void list(Exchange e) {
        var filter = CallFilter.of(e);
        var query = query(filter, e.identity());
        var matching = gateway.count(query.limit(1));
        Optional.of(e.param("after")).filter(a -> !a.isEmpty()).ifPresent(query::after);
        var calls = gateway.query(query.limit(PAGE + 1));
        var more = calls.size() > PAGE;
        var shown = more ? calls.subList(0, PAGE) : calls;
        var model = new HashMap<String, Object>();
        model.put("frame", frames.frame(e, "records", "Prompt log"));
        model.put("filter", filter);
        model.put("calls", shown);
        model.put("matching", matching);
        model.put("texts", texts(e.identity()));
        model.put("others", others(e.identity()));
        model.put("names", names());
        model.put(
                "prompts",
                rulebook.get()
                        .map(r ->
                                r.promptsOfRole().values().stream()
                                        .flatMap(java.util.Set::stream)
                                        .distinct()
                                        .sorted()
                                        .toList())
                        .orElse(List.of()));
        model.put("nextHref", more ? filter.with("after", shown.getLast().id()) : "");
        e.render("page/calls.jte", model);
    }

    private CallQuery.Builder query(CallFilter filter, Identity who) {
        var query = filter.calls(who.person().zone());
        if (!others(who)) {
            query.person(who.id());
        } else if (!texts(who)) {
            // What a request says must not be found out by searching for it.
            query.inIdAlone();
        }
        return query;
    }

    private void one(Exchange e) {
        var id = e.pathParam("id");
        var who = e.identity();
        fetchIfApproved(who, id);
        var call =
                gateway.find(id)
                        .filter(c ->
                                c.personId().equals(who.id())
                                        || others(who)
                                        || gateway.mayReveal(who, c))
                        .orElseThrow(() ->
                                new Problem(
                                                404,
                                                "unknown-call",
                                                "No such call",
                                                "there is no call `" + id + "` that you may see",
                                                "look it up in the prompt log")
                                        .asException());
        var own = call.personId().equals(who.id());
        var readable = own || texts(who) || gateway.mayReveal(who, call);
        var answer = call.state() == CallState.RELEASED && own || texts(who);
        e.render(
                "page/call.jte",
                Map.of(
                        "frame",
                        frames.frame(e, "records", "Call"),
                        "view",
                        new CallView(
                                call,
                                names(),
                                readable,
                                answer ? call.answerText().orElse("") : "",
                                entries(call),
                                readsLedger.test(who),
                                gateway.mayReadCase(who, call),
                                covered())));
    }

    /// Whoever opens their own approved call wants its answer: the look is the fetch.
    private void fetchIfApproved(Identity who, String id) {
        var waits =
                gateway.find(id)
                        .filter(c -> c.personId().equals(who.id()))
                        .filter(c -> c.state() == CallState.APPROVED)
                        .isPresent();
        if (!waits) {
            return;
        }
        try {
            gateway.fetchText(who, id);
        } catch (ProblemException lapsed) {
            // Overturned or lapsed since: the page shows how it stands now.
        }
    }

    private List<StoredEntry> entries(CallRecord call) {
        var out = new ArrayList<>(ledger.about(call.id()));
        call.caseId().ifPresent(id -> out.addAll(ledger.about(id)));
        out.sort(Comparator.comparing(StoredEntry::at).thenComparingLong(StoredEntry::index));
        return out;
    }

    /// The second line of a checkpoint is how many leaves it covers.
    private long covered() {
        return Long.parseLong(ledger.checkpoint().lines().skip(1).findFirst().orElse("0"));
    }

    /// Exactly the list that is shown, all of it, a page at a time.
    private void export(Exchange e) {
        if (!texts(e.identity())) {
            throw new Problem(
                            403,
                            "role",
                            "Your role does not include this",
                            "your roles do not include `prompt_log_export`",
                            "ask the compliance liaison")
                    .asException();
        }
        var query = query(CallFilter.of(e), e.identity());
        e.download(
                "prompt-log.csv",
                "text/csv; charset=utf-8",
                out -> {
                    out.accept(
                            "id,created_at,person,role,prompt,upstream,model,model_version,region,"
                                    + "playbook,state,confidence,recipe,request,request_digest,"
                                    + "answer_digest,case\r\n");
                    List<CallRecord> page;
                    do {
                        page = gateway.query(query.limit(EXPORT_PAGE));
                        out.accept(page.stream().map(CallPages::row).collect(Collectors.joining()));
                        if (!page.isEmpty()) {
                            query.after(page.getLast().id());
                        }
                    } while (page.size() == EXPORT_PAGE);
                });
    }

    private static String row(CallRecord c) {
        return Csv.line(
                        c.id(),
                        c.createdAt().toString(),
                        c.personId(),
                        c.role(),
                        c.promptReference(),
                        c.upstream(),
                        c.model(),
                        c.modelVersion(),
                        c.region(),
                        c.playbookVersion(),
                        c.state().name().toLowerCase(Locale.ROOT),
                        c.confidence().orElse(""),
                        c.recipe().orElse(""),
                        c.requestText(),
                        c.requestDigest(),
                        c.answerDigest().orElse(""),
                        c.caseId().orElse(""))
                + "\r\n";
    }

    private Map<String, String> names() {
        return people.everyone().stream().collect(Collectors.toMap(Person::id, Person::name));
    }

    private boolean others(Identity who) {
        return gateway.mayList(who) || texts(who);
    }

    private boolean texts(Identity who) {
        return rulebook.get()
                .filter(r -> r.roleFor(who.person().roles(), "prompt_log_export").isPresent())
                .isPresent();
    }
}
