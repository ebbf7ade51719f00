package dev.countersign.cohort;

import dev.countersign.kernel.Refusal;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// What somebody was told about their learning, until they have seen it or it is over; and when
/// they do not want to be reminded. Threads may share it.
public final class Notices {
    private static final int SHOWN = 20;

    private final Storage storage;
    private final People people;
    private final InstantSource clock;
    private final NoticeStore store = new NoticeStore();
    private BiConsumer<Tx, String> also = (_, _) -> {};

    Notices(Storage storage, People people, InstantSource clock) {
        this.storage = storage;
        this.people = people;
        this.clock = clock;
    }

    /// Who else hears, in the same transaction, that somebody was told something. Before the first.
    void also(BiConsumer<Tx, String> hears) {
        also = hears;
    }

    /// @param id what it is about; the same is told to somebody once
    /// @param until it matters
    public record Notice(
            String id, String person, String sentence, String href, Instant told, Instant until) {}

    /// @return false where it was told before
    public boolean tell(
            Tx tx, String id, String person, String sentence, String href, Instant until) {
        var isNew =
                store.insert(tx, new Notice(id, person, sentence, href, clock.instant(), until));
        if (isNew) {
            also.accept(tx, person);
        }
        return isNew;
    }

    public List<Notice> of(Identity who) {
        return storage.read(tx -> store.of(tx, who.id(), clock.instant(), SHOWN));
    }

    /// Those that were over before this.
    void forget(Tx tx, Instant before) {
        store.forget(tx, before);
    }

    public void seen(Identity who, String id) {
        storage.writeAndWait(tx -> {
            people.revalidate(tx, who);
            store.seen(tx, who.id(), id, clock.instant());
            return true;
        });
    }

    public QuietHours quiet(Identity who) {
        return storage.read(tx -> quiet(tx, who.id()));
    }

    QuietHours quiet(Tx tx, String person) {
        return store.quiet(tx, person).orElseGet(() -> QuietHours.usual(zone(person)));
    }

    /// @throws dev.countersign.kernel.ProblemException 422 where nothing could ever be told
    public void beQuiet(Identity who, QuietHours hours) {
        if (hours.daysOff().size() == 7) {
            throw Refusal.of(
                    422,
                    "never",
                    "every day is off, so no reminder could ever come",
                    "leave at least one day");
        }
        storage.writeAndWait(tx -> {
            people.revalidate(tx, who);
            store.setQuiet(tx, who.id(), hours);
            return true;
        });
    }

    ZoneId zone(String person) {
        return people.person(person).map(Person::zone).orElse(ZoneId.of("UTC"));
    }

    Optional<Instant> moment(Tx tx, String person, Instant pointless) {
        return quiet(tx, person).moment(clock.instant(), pointless);
    }
}
