package dev.countersign.training;

import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Refusal;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What people bring with them: a manager recognises it by name, with evidence, in place of a
/// prerequisite. It stands in for the course and never says that the course was completed. Threads
/// may share it.
public final class PriorLearning {
    private static final List<String> RECOGNISES = List.of("programme_manager", "ops_manager");
    private static final int MIN_EVIDENCE = 20;
    private static final int MAX_EVIDENCE = 2_000;
    private static final int SHOWN = 200;

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Courses courses;
    private final InstantSource clock;
    private final Ids ids;
    private final PriorStore store;

    PriorLearning(
            Storage storage,
            Ledger ledger,
            People people,
            Courses courses,
            InstantSource clock,
            Ids ids) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.courses = courses;
        this.clock = clock;
        this.ids = ids;
        this.store = new PriorStore(ledger.vault());
    }

    public static boolean recognises(Identity who) {
        return who.hasAny(RECOGNISES);
    }

    /// What can be recognised: taught courses and what they build on, with a title where we have
    /// one.
    public Map<String, String> subjects() {
        var out = new TreeMap<String, String>();
        for (var taught : courses.all()) {
            taught.pack().prerequisites().forEach(p -> out.putIfAbsent(p, p));
            out.put(taught.pack().id(), taught.pack().title());
        }
        return out;
    }

    /// One's own; for managers everybody's.
    public List<Prior> of(Identity who) {
        return storage.read(tx -> store.list(tx, recognises(who) ? "" : who.id(), SHOWN));
    }

    /// @param link to the evidence; empty for none
    /// @throws dev.countersign.kernel.ProblemException 403, 404, 409 where it holds already, 422
    public Prior recognise(
            Identity by, String person, String subject, String evidence, String link) {
        if (!recognises(by)) {
            throw Refusal.of(
                    403,
                    "role",
                    "prior learning is recognised by " + String.join(" or ", RECOGNISES),
                    "ask one of them");
        }
        if (by.id().equals(person)) {
            throw Refusal.of(
                    403,
                    "own-prior-learning",
                    "nobody recognises their own prior learning",
                    "ask another manager");
        }
        if (people.person(person).filter(p -> p.active()).isEmpty()) {
            throw Refusal.of(
                    404, "unknown-person", "there is nobody `" + person + "`", "check the id");
        }
        if (!subjects().containsKey(subject)) {
            throw Refusal.of(
                    422,
                    "unknown-subject",
                    "no course is or builds on `" + subject + "`",
                    "choose one of " + String.join(", ", subjects().keySet()));
        }
        var why = evidence.strip();
        if (why.length() < MIN_EVIDENCE || why.length() > MAX_EVIDENCE) {
            throw Refusal.of(
                    422,
                    "evidence",
                    "the evidence has "
                            + why.length()
                            + " characters; it needs "
                            + MIN_EVIDENCE
                            + " to "
                            + MAX_EVIDENCE,
                    "say what was learnt, where and when, and how you know");
        }
        var prior =
                new Prior(
                        ids.next("prior"),
                        person,
                        subject,
                        why,
                        checked(link.strip()),
                        by.id(),
                        clock.instant(),
                        Optional.empty());
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            if (store.subjects(tx, person).contains(subject)) {
                throw Refusal.of(
                        409,
                        "recognised",
                        "`" + subject + "` is recognised for `" + person + "`",
                        "revoke that one first to put another in its place");
            }
            store.insert(tx, prior);
            ledger.append(
                    tx,
                    new Entry(
                            "prior-learning.recognised",
                            by.id(),
                            prior.id(),
                            Map.of("person", person, "subject", subject),
                            Map.of("evidence", new Entry.Personal(person, why))));
            return true;
        });
        return prior;
    }

    private static String checked(String link) {
        if (link.isEmpty()) {
            return link;
        }
        try {
            var uri = new URI(link);
            if (link.length() <= 500
                    && List.of("http", "https").contains(String.valueOf(uri.getScheme()))
                    && uri.getHost() != null) {
                return link;
            }
        } catch (URISyntaxException notOne) {
            // told below
        }
        throw Refusal.of(
                422,
                "link",
                "`" + link + "` is no web address",
                "use one that begins with https://, or leave it out");
    }

    /// From now on the prerequisite is missing again; who is enrolled stays so.
    public void revoke(Identity by, String id) {
        if (!recognises(by)) {
            throw Refusal.of(
                    403,
                    "role",
                    "prior learning is revoked by " + String.join(" or ", RECOGNISES),
                    "ask one of them");
        }
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            var prior =
                    store.find(tx, id)
                            .orElseThrow(() ->
                                    Refusal.of(
                                            404,
                                            "unknown-prior-learning",
                                            "there is no `" + id + "`",
                                            "start from Prior learning"));
            if (!store.revoke(tx, id, by.id(), clock.instant())) {
                throw Refusal.of(409, "revoked", "it was revoked before", "nothing is left to do");
            }
            ledger.append(
                    tx,
                    new Entry(
                            "prior-learning.revoked",
                            by.id(),
                            id,
                            Map.of("person", prior.person(), "subject", prior.subject())));
            return true;
        });
    }
}
