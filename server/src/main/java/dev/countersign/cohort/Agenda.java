package dev.countersign.cohort;

import dev.countersign.cohort.Cohort.Member;
import dev.countersign.cohort.Cohort.Part;
import dev.countersign.people.Identity;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.training.Learning;
import dev.countersign.training.Training;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One person's sessions and deadlines, over all of their cohorts. Threads may share it.
public final class Agenda {
    /// How far back a feed goes: calendars keep what they were told before.
    private static final long DAYS_BACK = 180;

    private final Storage storage;
    private final Training training;
    private final SurveyDates surveys;
    private final InstantSource clock;
    private final CohortStore cohorts = new CohortStore();
    private final SessionStore sessions = new SessionStore();

    Agenda(Storage storage, Training training, SurveyDates surveys, InstantSource clock) {
        this.storage = storage;
        this.training = training;
        this.surveys = surveys;
        this.clock = clock;
    }

    public enum Kind {
        SESSION,
        QUIZ,
        LAB,
        SURVEY;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param uid the same for ever
    /// @param ends empty for a deadline
    /// @param done whether a deadline is met
    public record Item(
            Kind kind,
            String uid,
            int sequence,
            Instant changed,
            Instant starts,
            Optional<Instant> ends,
            String title,
            String cohort,
            String place,
            String link,
            String href,
            boolean cancelled,
            boolean done) {
        public Instant last() {
            return ends.orElse(starts);
        }
    }

    static String name(DayOfWeek day) {
        return day.getDisplayName(java.time.format.TextStyle.FULL, Locale.ENGLISH);
    }

    /// What is between two instants, the earliest first.
    public List<Item> between(Identity who, Instant from, Instant to) {
        return all(who.id()).stream()
                .filter(i -> i.starts().isBefore(to) && !i.last().isBefore(from))
                .toList();
    }

    /// What a feed tells: everything to come, and what was lately.
    List<Item> feed(String person) {
        var from = clock.instant().minus(DAYS_BACK, ChronoUnit.DAYS);
        return all(person).stream().filter(i -> i.last().isAfter(from)).toList();
    }

    private List<Item> all(String person) {
        return storage.read(tx -> all(tx, person));
    }

    List<Item> all(Tx tx, String person) {
        var out = new ArrayList<Item>();
        for (var cohort : cohorts.of(tx, person)) {
            var mine =
                    cohorts.members(tx, cohort.id()).stream()
                            .filter(m -> m.person().equals(person))
                            .toList();
            sessions.of(tx, cohort.id()).forEach(s -> out.add(session(cohort, s, mine)));
            out.addAll(dues(tx, cohort, person, mine));
        }
        out.sort(Comparator.comparing(Item::starts).thenComparing(Item::uid));
        return out;
    }

    /// For who has left, what comes after is off: a calendar that has it must learn that.
    private static Item session(Cohort cohort, Session s, List<Member> mine) {
        var left = leftBefore(mine, s.starts());
        return new Item(
                Kind.SESSION,
                s.id(),
                s.sequence() + (left.isPresent() ? 1 : 0),
                left.filter(l -> l.isAfter(s.changed())).orElse(s.changed()),
                s.starts(),
                Optional.of(s.ends()),
                s.title(),
                cohort.name(),
                s.place(),
                s.link(),
                "/learn/sessions/" + s.id(),
                s.cancelled() || left.isPresent(),
                false);
    }

    private static Optional<Instant> leftBefore(List<Member> mine, Instant at) {
        return mine.stream().anyMatch(m -> m.isIn(at))
                ? Optional.empty()
                : mine.stream().flatMap(m -> m.left().stream()).max(Comparator.naturalOrder());
    }

    private List<Item> dues(Tx tx, Cohort cohort, String person, List<Member> mine) {
        if (mine.stream().noneMatch(m -> m.part() == Part.LEARNER)) {
            return List.of();
        }
        Map<String, Learning.Progress> progress = new HashMap<>();
        training.learning()
                .progressNow(tx, person, cohort.pack())
                .ifPresent(p -> progress.put(person, p));
        var learner = mine.stream().filter(m -> m.part() == Part.LEARNER).toList();
        return sessions.dues(tx, cohort.id()).stream()
                .map(d ->
                        due(
                                cohort,
                                d,
                                leftBefore(learner, d.due().at()),
                                progress.get(person),
                                d.due().kind() == Due.Kind.SURVEY
                                        ? surveys.href(tx, cohort, d.due(), clock.instant())
                                        : href(cohort.pack(), d.due())))
                .toList();
    }

    private static Item due(
            Cohort cohort,
            SessionStore.Dated d,
            Optional<Instant> left,
            Learning.@org.jspecify.annotations.Nullable Progress progress,
            String href) {
        var due = d.due();
        return new Item(
                Kind.valueOf(due.kind().name()),
                cohort.id() + "-" + due.kind().word() + "-" + due.ref(),
                d.sequence() + (left.isPresent() ? 1 : 0),
                left.filter(l -> l.isAfter(d.changed())).orElse(d.changed()),
                due.at(),
                Optional.empty(),
                due.title(),
                cohort.name(),
                "",
                "",
                href,
                left.isPresent(),
                progress != null && Reminders.done(progress, due));
    }

    static String href(String pack, Due due) {
        return switch (due.kind()) {
            case LAB -> "/learn/" + pack + "/labs/" + due.ref();
            case QUIZ -> "/learn/" + pack;
            case SURVEY -> "/surveys";
        };
    }
}
