package dev.countersign.cohort;

import dev.countersign.cohort.Messenger.Daily;
import dev.countersign.cohort.Messenger.Said;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.timer.Timers;
import dev.countersign.ui.Format;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;

/// One message a day in chat: what is due, and what one was told. It comes in the morning, outside
/// quiet hours, to those who have not turned it off. Threads may share it.
public final class DailyMessages {
    private static final String KIND = "cohort.chat-day";
    private static final LocalTime MORNING = LocalTime.of(8, 0);

    private final Storage storage;
    private final People people;
    private final Timers timers;
    private final Notices notices;
    private final Agenda agenda;
    private final InstantSource clock;
    private final DailyStore store = new DailyStore();
    private volatile Optional<Messenger> messenger = Optional.empty();

    DailyMessages(
            Storage storage,
            People people,
            Timers timers,
            Notices notices,
            Agenda agenda,
            InstantSource clock) {
        this.storage = storage;
        this.people = people;
        this.timers = timers;
        this.notices = notices;
        this.agenda = agenda;
        this.clock = clock;
        timers.handle(KIND, (tx, subject, _) -> due(tx, subject));
    }

    /// By which they are sent; until then nobody gets any.
    public void sendBy(Messenger way) {
        messenger = Optional.of(way);
    }

    /// How somebody's messages stand.
    ///
    /// @param last what became of the last one; empty where there was none
    public record Mine(boolean on, Optional<String> last) {}

    /// Empty where no chat is connected.
    public Optional<Mine> of(Identity who) {
        return messenger.map(m ->
                new Mine(!storage.read(tx -> store.isOff(tx, who.id())), m.standing(who.id())));
    }

    public void turn(Identity who, boolean on) {
        storage.writeAndWait(tx -> {
            people.revalidate(tx, who);
            store.turn(tx, who.id(), !on);
            if (on) {
                soon(tx, who.id());
            }
            return true;
        });
    }

    /// Somebody was told something: the next message has it.
    void soon(Tx tx, String person) {
        if (messenger.isPresent() && !store.isOff(tx, person)) {
            var quiet = notices.quiet(tx, person);
            var now = clock.instant();
            var today = now.atZone(quiet.zone()).toLocalDate();
            var ideal =
                    store.lastDay(tx, person).filter(today::equals).isPresent()
                            ? morning(today.plusDays(1), quiet)
                            : latest(now, morning(today, quiet));
            quiet.next(ideal).ifPresent(at -> timers.setIfAbsent(tx, KIND, person, at));
        }
    }

    private static Instant morning(LocalDate day, QuietHours quiet) {
        return Moments.at(day, MORNING, quiet.zone());
    }

    private static Instant latest(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private void due(Tx tx, String person) {
        var way = messenger;
        if (way.isEmpty() || !people.isActive(tx, person) || store.isOff(tx, person)) {
            return;
        }
        var quiet = notices.quiet(tx, person);
        var now = clock.instant();
        if (quiet.isQuiet(now)) {
            // Quiet hours were changed after this was planned, or the server was away.
            quiet.next(now).ifPresent(at -> timers.set(tx, KIND, person, at));
            return;
        }
        var today = now.atZone(quiet.zone()).toLocalDate();
        var ahead = agenda.all(tx, person).stream().filter(i -> isAhead(i, now)).toList();
        if (store.lastDay(tx, person).filter(today::equals).isEmpty()) {
            var until =
                    Moments.at(
                            workdayAfter(today, quiet).plusDays(1),
                            LocalTime.MIDNIGHT,
                            quiet.zone());
            var near = ahead.stream().filter(i -> i.starts().isBefore(until)).toList();
            var told = store.toTell(tx, person, now);
            if (!near.isEmpty() || !told.isEmpty()) {
                var format = new Format(quiet.zone(), now);
                way.get()
                        .tell(
                                tx,
                                new Daily(
                                        person,
                                        today,
                                        near.stream().map(i -> said(i, format)).toList(),
                                        told));
                store.toldOn(tx, person, today);
            }
        }
        if (!ahead.isEmpty()) {
            quiet.next(morning(today.plusDays(1), quiet))
                    .ifPresent(at -> timers.set(tx, KIND, person, at));
        }
    }

    private static boolean isAhead(Agenda.Item i, Instant now) {
        return !i.cancelled() && !i.done() && i.starts().isAfter(now);
    }

    private static LocalDate workdayAfter(LocalDate day, QuietHours quiet) {
        var next = day.plusDays(1);
        while (quiet.daysOff().contains(next.getDayOfWeek())) {
            next = next.plusDays(1);
        }
        return next;
    }

    private static Said said(Agenda.Item i, Format format) {
        var when = format.when(i.starts());
        var sentence =
                i.kind() == Agenda.Kind.SESSION
                        ? "`%s` starts %s%s"
                                .formatted(
                                        i.title(),
                                        when,
                                        i.place().isEmpty() ? "" : ", " + i.place())
                        : "%s `%s` is due %s".formatted(capital(i.kind().word()), i.title(), when);
        return new Said(sentence, i.href());
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
