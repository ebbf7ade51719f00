package dev.countersign.cohort;

import dev.countersign.kernel.Refusal;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.measure.Beside;
import dev.countersign.measure.Kpis;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.timer.Timers;
import dev.countersign.training.Courses;
import dev.countersign.training.Learning.Enrolment;
import dev.countersign.training.Training;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The playbook's `slo.training_completion`: the share of those enrolled who complete in time, for
/// each role and course. Who was enrolled on one day is judged together when the last one's time is
/// over; where that is below the target, whoever answers for the programme is told. Threads may
/// share it.
public final class Completions {
    private static final String KIND = "cohort.completion";
    private static final String SYSTEM = "system:training";
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration SHOWN = Duration.ofDays(90);

    /// How long after its end a day is still judged: a server that was away, not years of history.
    private static final Duration LATEST = Duration.ofDays(7);

    /// @param share of 1
    public record Target(BigDecimal share, int days) {
        public boolean isMetBy(int completed, int of) {
            return BigDecimal.valueOf(completed).compareTo(share.multiply(BigDecimal.valueOf(of)))
                    >= 0;
        }

        public String percent() {
            return share.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
        }
    }

    /// Somebody who has not completed yet.
    ///
    /// @param over whether their time is
    public record Missing(String person, String name, Instant until, boolean over) {}

    /// A role's course, never without what production shows beside it (E77).
    ///
    /// @param completed in time, of `counted` who did or whose time is over
    /// @param running whose time still runs
    public record Track(
            String role,
            String pack,
            String title,
            int completed,
            int counted,
            int running,
            List<Missing> missing,
            List<Beside> kpis) {
        Track beside(List<Beside> shown) {
            return new Track(role, pack, title, completed, counted, running, missing, shown);
        }

        public Track {
            missing = List.copyOf(missing);
            kpis = List.copyOf(kpis);
        }

        public int percent() {
            return counted == 0 ? 0 : 100 * completed / counted;
        }
    }

    private record Key(String role, String pack) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return Comparator.comparing(Key::role).thenComparing(Key::pack).compare(this, other);
        }
    }

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Training training;
    private final Kpis kpis;
    private final Notices notices;
    private final Timers timers;
    private final Supplier<Target> target;
    private final Supplier<List<String>> owners;
    private final InstantSource clock;
    private final IntakeStore store = new IntakeStore();

    /// @param target of the playbook in force
    /// @param owners ids of those who answer for the programme
    Completions(
            Storage storage,
            Ledger ledger,
            People people,
            Training training,
            Kpis kpis,
            Notices notices,
            Timers timers,
            Supplier<Target> target,
            Supplier<List<String>> owners,
            InstantSource clock) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.training = training;
        this.kpis = kpis;
        this.notices = notices;
        this.timers = timers;
        this.target = target;
        this.owners = owners;
        this.clock = clock;
        timers.handle(KIND, (tx, subject, _) -> due(tx, subject));
        storage.writeAndWait(tx -> {
            timers.setIfAbsent(tx, KIND, "hourly", clock.instant());
            return true;
        });
    }

    public Target target() {
        return target.get();
    }

    /// Every role and course with somebody enrolled in the last 90 days.
    ///
    /// @throws dev.countersign.kernel.ProblemException 403
    public List<Track> tracks(Identity who) {
        if (!Kpis.reads(who)) {
            throw Refusal.of(
                    403,
                    "role",
                    "who completed what is for those who steer the programme",
                    "your own progress is under Learn");
        }
        var now = clock.instant();
        return storage
                .read(tx -> {
                    var out = new ArrayList<Track>();
                    byTrack(tx, now.minus(SHOWN))
                            .forEach((key, all) -> out.add(track(key, all, now)));
                    return out;
                })
                .stream()
                .map(t -> t.beside(beside(List.of(t.role()))))
                .toList();
    }

    /// What production shows beside the completion of these roles.
    List<Beside> beside(Collection<String> roles) {
        return kpis.beside(roles, this::firstCompleted);
    }

    /// When the first one in a role completed a course for it; empty while nobody has.
    public Optional<Instant> firstCompleted(String role) {
        return storage.read(tx ->
                byTrack(tx, Instant.EPOCH).entrySet().stream()
                        .filter(e -> e.getKey().role().equals(role))
                        .flatMap(e -> e.getValue().stream())
                        .flatMap(e -> e.completed().stream())
                        .min(Comparator.naturalOrder()));
    }

    private Map<Key, List<Enrolment>> byTrack(Tx tx, Instant since) {
        var out = new TreeMap<Key, List<Enrolment>>();
        for (var e : training.learning().enrolments(tx, since)) {
            var taught = training.courses().find(e.pack());
            if (taught.isPresent() && people.isActive(tx, e.person())) {
                var held = people.rolesOf(tx, e.person());
                taught.get().pack().roles().stream()
                        .filter(held::contains)
                        .forEach(r ->
                                out.computeIfAbsent(new Key(r, e.pack()), _ -> new ArrayList<>())
                                        .add(e));
            }
        }
        return out;
    }

    private Track track(Key key, List<Enrolment> all, Instant now) {
        var days = target.get().days();
        var completed = 0;
        var counted = 0;
        var running = 0;
        var missing = new ArrayList<Missing>();
        for (var e : all) {
            var in = Report.inTime(e.at(), e.completed(), now, days);
            switch (in) {
                case YES -> {
                    completed++;
                    counted++;
                }
                case NO -> counted++;
                case RUNNING -> running++;
            }
            if (e.completed().isEmpty()) {
                missing.add(
                        new Missing(
                                e.person(),
                                people.person(e.person()).map(Person::name).orElse(e.person()),
                                e.at().plus(Duration.ofDays(days)),
                                in == Report.InTime.NO));
            }
        }
        missing.sort(Comparator.comparing(Missing::until).thenComparing(Missing::name));
        return new Track(
                key.role(),
                key.pack(),
                title(key.pack()),
                completed,
                counted,
                running,
                missing,
                List.of());
    }

    private String title(String pack) {
        return training.courses()
                .find(pack)
                .map(Courses.Taught::pack)
                .map(p -> p.title())
                .orElse(pack);
    }

    private void due(Tx tx, String subject) {
        var now = clock.instant();
        var time = Duration.ofDays(target.get().days());
        byTrack(tx, now.minus(time).minus(LATEST).minus(Duration.ofDays(1)))
                .forEach((key, all) ->
                        byDay(all)
                                .forEach((day, intake) -> {
                                    var end =
                                            intake.stream()
                                                    .map(e -> e.at().plus(time))
                                                    .max(Comparator.naturalOrder())
                                                    .orElse(now);
                                    if (!end.isAfter(now) && end.isAfter(now.minus(LATEST))) {
                                        judge(tx, key, day, intake, now);
                                    }
                                }));
        timers.set(tx, KIND, subject, now.plus(EVERY));
    }

    private static Map<LocalDate, List<Enrolment>> byDay(List<Enrolment> all) {
        var out = new TreeMap<LocalDate, List<Enrolment>>();
        all.forEach(e ->
                out.computeIfAbsent(
                                e.at().atZone(ZoneOffset.UTC).toLocalDate(), _ -> new ArrayList<>())
                        .add(e));
        return out;
    }

    private void judge(Tx tx, Key key, LocalDate day, List<Enrolment> intake, Instant now) {
        var wanted = target.get();
        var completed =
                (int)
                        intake.stream()
                                .filter(e ->
                                        Report.inTime(e.at(), e.completed(), now, wanted.days())
                                                == Report.InTime.YES)
                                .count();
        if (!store.judge(tx, key.role(), key.pack(), day, completed, intake.size(), now)
                || wanted.isMetBy(completed, intake.size())) {
            return;
        }
        ledger.append(
                tx,
                new Entry(
                        "training.behind",
                        SYSTEM,
                        key.pack(),
                        Map.of(
                                "role",
                                key.role(),
                                "enrolled_on",
                                day.toString(),
                                "completed",
                                (long) completed,
                                "enrolled",
                                (long) intake.size(),
                                "target",
                                wanted.share().toPlainString(),
                                "days",
                                (long) wanted.days())));
        for (var owner : owners.get()) {
            notices.tell(
                    tx,
                    "training.behind|%s|%s|%s".formatted(key.role(), key.pack(), day),
                    owner,
                    "%d of %d in the role %s who were enrolled in `%s` on %s completed it within %d days; the playbook asks for %s"
                            .formatted(
                                    completed,
                                    intake.size(),
                                    key.role().replace('_', ' '),
                                    title(key.pack()),
                                    day.format(
                                            java.time.format.DateTimeFormatter.ofPattern(
                                                    "d MMMM", Locale.ENGLISH)),
                                    wanted.days(),
                                    wanted.percent()),
                    "/learn/completion",
                    now.plus(Duration.ofDays(30)));
        }
    }
}
