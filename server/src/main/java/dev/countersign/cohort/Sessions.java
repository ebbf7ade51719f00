package dev.countersign.cohort;

import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Refusal;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// When cohorts meet, and how that changes. Threads may share it.
public final class Sessions {
    private static final int MOST = 200;
    private static final int LEAST_REASON = 5;
    private static final int MOST_REASON = 300;

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Groups groups;
    private final Reminders reminders;
    private final InstantSource clock;
    private final Ids ids;
    private final SessionStore store = new SessionStore();
    private final RollStore rolls;

    Sessions(
            Storage storage,
            Ledger ledger,
            People people,
            Groups groups,
            Reminders reminders,
            InstantSource clock,
            Ids ids) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.groups = groups;
        this.reminders = reminders;
        this.clock = clock;
        this.ids = ids;
        this.rolls = new RollStore(ledger.vault());
    }

    /// When and where.
    public record When(Instant starts, int minutes, String place, String link) {
        public When {
            place = place.strip();
            link = link.strip();
        }
    }

    public List<Session> of(String cohort) {
        return storage.read(tx -> store.of(tx, cohort));
    }

    /// @throws dev.countersign.kernel.ProblemException 404
    Session find(String id) {
        return storage.read(tx -> store.find(tx, id)).orElseThrow(() -> Rights.unknown(id));
    }

    public List<Session.Change> changes(String id) {
        return storage.read(tx -> store.changes(tx, id));
    }

    /// A further session, such as a kick-off or office hours.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403, 404, 422
    public Session add(Identity by, String cohortId, String title, boolean counts, When when) {
        var cohort = groups.find(cohortId);
        Rights.requireRuns(by, cohort, groups.roster(cohortId));
        requireText("title", title.strip(), 120, false);
        require(when);
        var session =
                new Session(
                        ids.next("session"),
                        cohortId,
                        title.strip(),
                        counts,
                        Map.of(),
                        when.starts(),
                        when.starts().plus(Duration.ofMinutes(when.minutes())),
                        when.place(),
                        when.link(),
                        false,
                        0,
                        clock.instant());
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            if (store.of(tx, cohortId).size() >= MOST) {
                throw Refusal.of(
                        422,
                        "too-many-sessions",
                        "a cohort has at most " + MOST + " sessions",
                        "open another cohort");
            }
            store.insert(tx, session);
            reminders.plan(tx, session);
            ledger.append(
                    tx,
                    new Entry(
                            "cohort.session-added",
                            by.id(),
                            session.id(),
                            Map.of("cohort", cohortId, "starts", session.starts().toString())));
            return true;
        });
        return session;
    }

    /// Moves a session; its members are told, with the reason.
    ///
    /// @param sequence as it was when its reader saw it
    /// @throws dev.countersign.kernel.ProblemException 403, 404, 409, 422
    public Session move(Identity by, String id, int sequence, When when, String reason) {
        require(when);
        var was = mayChange(by, id, sequence, reason);
        return change(
                by,
                was,
                new Session(
                        id,
                        was.cohort(),
                        was.title(),
                        was.counts(),
                        was.parts(),
                        when.starts(),
                        when.starts().plus(Duration.ofMinutes(when.minutes())),
                        when.place(),
                        when.link(),
                        false,
                        was.sequence() + 1,
                        clock.instant()),
                reason.strip(),
                "cohort.session-moved");
    }

    /// @throws dev.countersign.kernel.ProblemException 403, 404, 409, 422
    public Session cancel(Identity by, String id, int sequence, String reason) {
        var was = mayChange(by, id, sequence, reason);
        return change(
                by,
                was,
                new Session(
                        id,
                        was.cohort(),
                        was.title(),
                        was.counts(),
                        was.parts(),
                        was.starts(),
                        was.ends(),
                        was.place(),
                        was.link(),
                        true,
                        was.sequence() + 1,
                        clock.instant()),
                reason.strip(),
                "cohort.session-cancelled");
    }

    private Session mayChange(Identity by, String id, int sequence, String reason) {
        var was = find(id);
        Rights.requireRuns(by, groups.find(was.cohort()), groups.roster(was.cohort()));
        var words = reason.strip();
        if (words.length() < LEAST_REASON || words.length() > MOST_REASON) {
            throw Refusal.of(
                    422,
                    "reason",
                    "the reason has " + words.length() + " characters",
                    "write why, in %d to %d: its members read it"
                            .formatted(LEAST_REASON, MOST_REASON));
        }
        if (was.cancelled()) {
            throw Refusal.of(
                    409, "cancelled", "the session is cancelled already", "add another session");
        }
        if (was.sequence() != sequence) {
            throw stale();
        }
        return was;
    }

    private Session change(Identity by, Session was, Session now, String reason, String action) {
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            if (rolls.marks(tx, was.cohort(), "").containsKey(was.id())) {
                throw Refusal.of(
                        409,
                        "held",
                        "somebody's attendance is marked: the session took place",
                        "add another session");
            }
            if (!store.change(tx, was, now, reason, by.id())) {
                throw stale();
            }
            reminders.plan(tx, now);
            reminders.changed(tx, was, now, reason);
            ledger.append(
                    tx,
                    new Entry(
                            action,
                            by.id(),
                            now.id(),
                            Map.of(
                                    "cohort", now.cohort(),
                                    "from", was.starts().toString(),
                                    "to", now.starts().toString())));
            return true;
        });
        return now;
    }

    private static RuntimeException stale() {
        return Refusal.of(
                409,
                "changed",
                "somebody changed the session meanwhile",
                "look at it again, and then change it");
    }

    private static void require(When when) {
        requireText("place", when.place(), 200, true);
        requireLink(when.link());
        if (when.minutes() < 15 || when.minutes() > Timetable.LONGEST) {
            throw Refusal.of(
                    422,
                    "minutes",
                    "a session of " + when.minutes() + " minutes",
                    "give it 15 to " + Timetable.LONGEST);
        }
    }

    static void requireText(String name, String text, int most, boolean mayBeEmpty) {
        if (text.isEmpty() && !mayBeEmpty || text.length() > most) {
            throw Refusal.of(
                    422,
                    name,
                    "the " + name + " has " + text.length() + " characters",
                    "write " + (mayBeEmpty ? "up" : "1") + " to " + most);
        }
    }

    static void requireLink(String link) {
        if (link.isEmpty()) {
            return;
        }
        try {
            var uri = new URI(link);
            if (List.of("http", "https").contains(String.valueOf(uri.getScheme()))
                    && uri.getHost() != null
                    && link.length() <= 500) {
                return;
            }
        } catch (URISyntaxException e) {
            // Told below, like every other text that is no address.
        }
        throw Refusal.of(
                422,
                "link",
                "the link `" + link + "` is no web address",
                "write one that begins with https://, or none");
    }
}
