package dev.countersign.cohort;

import dev.countersign.kernel.Digests;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.storage.Storage;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Calendars that other programs read, each at a secret address. Whoever knows the address reads
/// that calendar and nothing else, until its person makes another or ends it. Threads may share it.
public final class Feeds {
    private static final String PATH = "/calendar/";

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Agenda agenda;
    private final Supplier<String> address;
    private final InstantSource clock;
    private final SecureRandom random;
    private final NoticeStore store = new NoticeStore();

    /// @param address where people reach the server
    Feeds(
            Storage storage,
            Ledger ledger,
            People people,
            Agenda agenda,
            Supplier<String> address,
            InstantSource clock,
            SecureRandom random) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.agenda = agenda;
        this.address = address;
        this.clock = clock;
        this.random = random;
    }

    /// Makes a new address and ends the one before. It is shown once; only its digest is kept.
    public String rotate(Identity who) {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        storage.writeAndWait(tx -> {
            people.revalidate(tx, who);
            store.endFeeds(tx, who.id(), clock.instant());
            store.feed(tx, Digests.hex(token), who.id(), clock.instant());
            ledger.append(tx, new Entry("calendar.address-made", who.id(), who.id(), Map.of()));
            return true;
        });
        return address.get() + PATH + token + ".ics";
    }

    /// Ends the address.
    ///
    /// @return false where there was none
    public boolean end(Identity who) {
        boolean ended =
                storage.writeAndWait(tx -> {
                    people.revalidate(tx, who);
                    var done = store.endFeeds(tx, who.id(), clock.instant());
                    if (done) {
                        ledger.append(
                                tx,
                                new Entry("calendar.address-ended", who.id(), who.id(), Map.of()));
                    }
                    return done;
                });
        return ended;
    }

    /// When the address that works now was made.
    public Optional<Instant> since(Identity who) {
        return storage.read(tx -> store.feedSince(tx, who.id()));
    }

    /// The calendar behind an address; empty where it was never made, was ended, or its person does
    /// not work here any more.
    public Optional<String> read(String token) {
        return storage.read(tx -> store.feedOf(tx, Digests.hex(token)))
                .flatMap(people::person)
                .filter(Person::active)
                .map(p ->
                        Ics.calendar(
                                "Learning",
                                agenda.feed(p.id()).stream().map(this::event).toList()));
    }

    /// One session of one's own, to take into a calendar.
    public Optional<String> session(Identity who, String session) {
        return agenda.feed(who.id()).stream()
                .filter(i -> i.uid().equals(session))
                .findFirst()
                .map(i -> Ics.calendar(i.title(), List.of(event(i))));
    }

    private Ics.Event event(Agenda.Item i) {
        var summary =
                switch (i.kind()) {
                    case SESSION -> i.title();
                    case QUIZ -> "Quiz due: " + i.title();
                    case LAB -> "Lab due: " + i.title();
                    case SURVEY -> "Survey due: " + i.title();
                };
        return new Ics.Event(
                i.uid() + "@countersign",
                i.sequence(),
                i.changed(),
                i.starts(),
                i.ends(),
                summary,
                i.cohort() + (i.link().isEmpty() ? "" : "\n" + i.link()),
                i.place(),
                address.get() + i.href(),
                i.cancelled());
    }
}
