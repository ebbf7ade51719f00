package dev.countersign.report;

import dev.countersign.desk.CaseQuery;
import dev.countersign.desk.Desk;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.gateway.CallQuery;
import dev.countersign.gateway.CallRecord;
import dev.countersign.gateway.Gateway;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.playbook.LoadedPlaybook;
import dev.countersign.playbook.Playbooks;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.timer.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes the daily brief at the playbook's time, in UTC, and catches a missed one up once.
public final class Briefs {
    private static final String TIMER = "report.brief";
    private static final int MOST_ROWS = 100_000;

    private final Storage storage;
    private final Ledger ledger;
    private final Timers timers;
    private final Gateway gateway;
    private final Desk desk;
    private final Playbooks playbooks;
    private final AdoptionSink sink;
    private final PromptLogSink promptLog;
    private final InstantSource clock;
    private final ReportStore store = new ReportStore();

    public Briefs(
            Storage storage,
            Ledger ledger,
            Timers timers,
            Gateway gateway,
            Desk desk,
            Playbooks playbooks,
            AdoptionSink sink,
            PromptLogSink promptLog,
            InstantSource clock) {
        this.storage = storage;
        this.ledger = ledger;
        this.timers = timers;
        this.gateway = gateway;
        this.desk = desk;
        this.playbooks = playbooks;
        this.sink = sink;
        this.promptLog = promptLog;
        this.clock = clock;
        timers.handle(TIMER, this::due);
        playbooks.onActive(this::schedule);
    }

    private void schedule(LoadedPlaybook loaded) {
        var time = LocalTime.parse(loaded.playbook().communication().dailyBriefTimeUtc());
        storage.writeAndWait(tx -> {
            timers.setIfAbsent(tx, TIMER, "daily", next(clock.instant(), time));
            return true;
        });
    }

    /// The next instant at which it is this time of day in UTC.
    static Instant next(Instant now, LocalTime time) {
        var today = now.atZone(ZoneOffset.UTC).toLocalDate().atTime(time).toInstant(ZoneOffset.UTC);
        return today.isAfter(now) ? today : today.plus(Duration.ofDays(1));
    }

    /// Only notes that a brief is due: counting a day's records is too long for a unit of work.
    private void due(Tx tx, String subject, Instant dueAt) {
        store.due(tx, dueAt.atZone(ZoneOffset.UTC).toLocalDate());
        var time =
                playbooks
                        .active()
                        .map(p -> LocalTime.parse(p.playbook().communication().dailyBriefTimeUtc()))
                        .orElse(LocalTime.of(14, 0));
        timers.set(tx, TIMER, subject, next(clock.instant(), time));
    }

    /// Makes what is due; called after timers ran. One at a time: two would write the same files.
    public synchronized void produceDue() {
        for (var day : storage.read(store::due)) {
            var brief = compute(day);
            var calls = gateway.query(CallQuery.between(brief.from(), brief.to(), MOST_ROWS));
            sink.write(
                    day, calls, gateway.drafts()::counts, id -> desk.find(id), playbooks.active());
            promptLog.write(day, calls, playbooks.active());
            storage.writeAndWait(tx -> {
                if (store.insert(tx, brief, clock.instant())) {
                    ledger.append(
                            tx,
                            new Entry(
                                    "brief.produced",
                                    "system:report",
                                    "brief-" + day,
                                    Map.of(
                                            "from", brief.from().toString(),
                                            "to", brief.to().toString(),
                                            "calls", (long) calls.size())));
                }
                store.done(tx, day);
                return true;
            });
        }
    }

    private DailyBrief compute(LocalDate day) {
        var time =
                playbooks
                        .active()
                        .map(p -> LocalTime.parse(p.playbook().communication().dailyBriefTimeUtc()))
                        .orElse(LocalTime.of(14, 0));
        var to = day.atTime(time).toInstant(ZoneOffset.UTC);
        var from = to.minus(Duration.ofDays(1));
        return brief(day, from, to);
    }

    /// The figures of any stretch of time, computed from the records.
    public DailyBrief brief(LocalDate day, Instant from, Instant to) {
        List<CallRecord> calls = gateway.query(CallQuery.between(from, to, MOST_ROWS));
        var cases = cases(from, to);
        var window = new Window(from, to);
        return new DailyBrief(
                day,
                from,
                to,
                Figures.of(calls, cases, window),
                Figures.wins(calls, cases, window),
                Figures.misses(calls, withOverdue(cases, window), window, clock.instant()),
                Figures.exceptions(cases));
    }

    private List<ExceptionCase> cases(Instant from, Instant to) {
        return desk.query(CaseQuery.where().openedFrom(from).openedTo(to).limit(MOST_ROWS));
    }

    /// A case that became late in the window may have been opened before it.
    private List<ExceptionCase> withOverdue(List<ExceptionCase> cases, Window window) {
        var known = cases.stream().map(ExceptionCase::id).collect(Collectors.toSet());
        return Stream.concat(
                        cases.stream(),
                        desk
                                .query(CaseQuery.where().overdueAt(window.to()).limit(MOST_ROWS))
                                .stream()
                                .filter(c -> !c.dueAt().isBefore(window.from()))
                                .filter(c -> !known.contains(c.id())))
                .toList();
    }

    public List<DailyBrief> newest(int limit) {
        return storage.read(tx -> store.newest(tx, limit));
    }

    public Optional<DailyBrief> of(LocalDate day) {
        return storage.read(tx -> store.of(tx, day));
    }
}
