package dev.countersign.measure;

import dev.countersign.kernel.Ids;
import dev.countersign.kernel.ProblemException;
import dev.countersign.kernel.Refusal;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.playbook.KpiSpec;
import dev.countersign.playbook.LoadedPlaybook;
import dev.countersign.playbook.Playbook.TrainingTrack;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The KPIs of the playbook's tracks: what they are, how they were, how they are. Threads may share
/// it.
public final class Kpis {
    private static final List<String> RECORDS =
            List.of("programme_manager", "ops_manager", "process_quality");
    private static final List<String> READS =
            List.of(
                    "programme_manager",
                    "ops_manager",
                    "process_quality",
                    "mentor",
                    "compliance_liaison",
                    "executive");
    private static final int MOST_SHOWN = 500;
    private static final int LEAST_WHY = 10;
    private static final int MOST_WHY = 500;

    /// @param playbook in force
    public record Parts(
            Storage storage,
            Ledger ledger,
            Supplier<Optional<LoadedPlaybook>> playbook,
            Counted counted,
            InstantSource clock,
            Ids ids) {}

    /// A track with its KPIs.
    ///
    /// @param role whose it is; empty where it is bound to none
    public record Track(String id, String role, List<Beside> kpis) {
        public Track {
            kpis = List.copyOf(kpis);
        }
    }

    /// Everything of one KPI.
    ///
    /// @param tracks that name it
    /// @param course of values, the oldest first: the baseline and the readings that count
    /// @param readings every one ever written down, the newest first
    public record Whole(
            KpiSpec spec,
            Beside beside,
            List<Track> tracks,
            List<Value> course,
            List<Reading> readings) {
        public Whole {
            tracks = List.copyOf(tracks);
            course = List.copyOf(course);
            readings = List.copyOf(readings);
        }
    }

    private final Parts parts;
    private final ReadingStore store = new ReadingStore();

    public Kpis(Parts parts) {
        this.parts = parts;
    }

    public static boolean reads(Identity who) {
        return who.hasAny(READS);
    }

    public static boolean records(Identity who) {
        return who.hasAny(RECORDS);
    }

    /// The KPIs of these roles' tracks, each once, in the playbook's order.
    ///
    /// @param completed when the first one of a role completed
    public List<Beside> beside(
            Collection<String> roles, Function<String, Optional<Instant>> completed) {
        var seen = new LinkedHashSet<String>();
        var out = new ArrayList<Beside>();
        for (var track : tracks(completed)) {
            if (roles.contains(track.role())) {
                track.kpis().stream().filter(k -> seen.add(k.id())).forEach(out::add);
            }
        }
        return out;
    }

    /// @throws ProblemException 403
    public List<Track> tracks(Identity who, Function<String, Optional<Instant>> completed) {
        requireReads(who);
        return tracks(completed);
    }

    private List<Track> tracks(Function<String, Optional<Instant>> completed) {
        return parts.playbook().get().stream()
                .flatMap(p ->
                        p.playbook().trainingTracks().stream().map(t -> track(p, t, completed)))
                .toList();
    }

    private Track track(
            LoadedPlaybook p, TrainingTrack t, Function<String, Optional<Instant>> completed) {
        var role = p.organisation().settings().trackRoles().getOrDefault(t.id(), "");
        var first =
                role.isEmpty()
                        ? Optional.<LocalDate>empty()
                        : completed.apply(role).map(at -> LocalDate.ofInstant(at, zone()));
        return new Track(
                t.id(), role, t.kpis().stream().distinct().map(k -> beside(p, k, first)).toList());
    }

    private Beside beside(LoadedPlaybook p, String id, Optional<LocalDate> completed) {
        return p.organisation()
                .kpi(id)
                .map(spec ->
                        new Beside(
                                id,
                                spec.title(),
                                spec.unit(),
                                Judgement.of(spec, before(spec), now(spec), completed)))
                .orElseGet(() -> new Beside(id, id, "", new Beside.Undefined()));
    }

    /// @throws ProblemException 403, 404
    public Whole one(Identity who, String id, Function<String, Optional<Instant>> completed) {
        requireReads(who);
        var spec = spec(id);
        var tracks =
                tracks(completed).stream()
                        .filter(t -> t.kpis().stream().anyMatch(k -> k.id().equals(id)))
                        .toList();
        var beside =
                tracks.stream()
                        .flatMap(t -> t.kpis().stream())
                        .filter(k -> k.id().equals(id))
                        .findFirst()
                        .orElseGet(() ->
                                new Beside(
                                        id,
                                        spec.title(),
                                        spec.unit(),
                                        Judgement.of(
                                                spec, before(spec), now(spec), Optional.empty())));
        var course = new ArrayList<Value>();
        before(spec).ifPresent(course::add);
        var since = spec.figure().isPresent() ? weeks().trend(spec) : written(spec).reversed();
        since.stream()
                .filter(v -> course.isEmpty() || v.from().isAfter(course.getFirst().to()))
                .forEach(course::add);
        return new Whole(
                spec,
                beside,
                tracks,
                course,
                parts.storage().read(tx -> store.of(tx, id, true, MOST_SHOWN)));
    }

    private List<Value> written(KpiSpec spec) {
        return parts.storage().read(tx -> store.of(tx, spec.id(), false, MOST_SHOWN)).stream()
                .map(Reading::value)
                .toList();
    }

    private Optional<Value> before(KpiSpec spec) {
        return spec.baseline()
                .flatMap(b ->
                        b.value()
                                .map(v -> new Value(v, b.from(), b.to(), b.pieces()))
                                .or(() -> weeks().between(spec, b.from(), b.to())));
    }

    private Optional<Value> now(KpiSpec spec) {
        return spec.figure().isPresent()
                ? weeks().newest(spec)
                : parts.storage().read(tx -> store.of(tx, spec.id(), false, 1)).stream()
                        .findFirst()
                        .map(Reading::value);
    }

    private Weeks weeks() {
        return new Weeks(parts.counted(), zone(), today());
    }

    /// The organisation's days.
    private ZoneId zone() {
        return parts.playbook().get().map(p -> p.organisation().zone()).orElse(ZoneOffset.UTC);
    }

    public LocalDate today() {
        return LocalDate.ofInstant(parts.clock().instant(), zone());
    }

    /// @return the reading that counts now: the same one where it was written down before
    /// @throws ProblemException 403, 404, 409, 422
    public Reading record(Identity by, NewReading wanted) {
        requireRecords(by);
        spec(wanted.kpi());
        return parts.storage().writeAndWait(tx -> recorded(tx, by, wanted));
    }

    /// All of a file or nothing.
    ///
    /// @return how many readings were new
    /// @throws ProblemException 403, 422
    public int take(Identity by, String csv) {
        requireRecords(by);
        var rows = ReadingFile.read(csv, today());
        return parts.storage()
                .writeAndWait(tx -> {
                    var taken = 0;
                    for (var row : rows) {
                        try {
                            spec(row.reading().kpi());
                            var id = parts.ids().next("reading");
                            taken += recorded(tx, by, row.reading(), id).id().equals(id) ? 1 : 0;
                        } catch (ProblemException wrong) {
                            throw ReadingFile.at(row.line(), wrong);
                        }
                    }
                    return taken;
                });
    }

    private Reading recorded(Tx tx, Identity by, NewReading wanted) throws SQLException {
        return recorded(tx, by, wanted, parts.ids().next("reading"));
    }

    private Reading recorded(Tx tx, Identity by, NewReading wanted, String id) throws SQLException {
        var v = wanted.value();
        var known = store.of(tx, wanted.kpi(), v.from(), v.to());
        if (known.isPresent()) {
            if (known.get().value().value().compareTo(v.value()) == 0) {
                return known.get();
            }
            throw Refusal.of(
                    409,
                    "reading-known",
                    "`%s` from %s to %s was written down as %s"
                            .formatted(
                                    wanted.kpi(), v.from(), v.to(), known.get().value().number()),
                    "correct that reading on the KPI's page, with the reason");
        }
        var reading =
                new Reading(
                        id,
                        wanted.kpi(),
                        v,
                        wanted.note(),
                        "",
                        "",
                        by.id(),
                        parts.clock().instant());
        store.insert(tx, reading);
        append(tx, "kpi.read", by, reading);
        return reading;
    }

    /// Writes another value in the place of one; both stay to be seen.
    ///
    /// @throws ProblemException 403, 404, 409, 422
    public Reading correct(Identity by, String id, NewReading wanted, String why) {
        requireRecords(by);
        var reason = Refusal.measured("the reason", why, LEAST_WHY, MOST_WHY);
        return parts.storage()
                .writeAndWait(tx -> {
                    var old =
                            store.find(tx, id)
                                    .filter(r -> r.kpi().equals(wanted.kpi()))
                                    .orElseThrow(() -> Refusal.unknown("reading", id));
                    var reading =
                            new Reading(
                                    parts.ids().next("reading"),
                                    old.kpi(),
                                    wanted.value(),
                                    reason,
                                    old.id(),
                                    "",
                                    by.id(),
                                    parts.clock().instant());
                    if (!store.replace(tx, id, reading.id())) {
                        throw Refusal.of(
                                409,
                                "somebody-was-quicker",
                                "it was corrected since you opened it",
                                "open the page again and correct what counts now");
                    }
                    var v = wanted.value();
                    if (store.of(tx, old.kpi(), v.from(), v.to()).isPresent()) {
                        throw Refusal.of(
                                409,
                                "reading-known",
                                "there is a reading from " + v.from() + " to " + v.to(),
                                "correct that one");
                    }
                    store.insert(tx, reading);
                    append(tx, "kpi.corrected", by, reading);
                    return reading;
                });
    }

    private void append(Tx tx, String type, Identity by, Reading r) throws SQLException {
        var facts = new HashMap<String, Object>();
        facts.put("reading", r.id());
        facts.put("from", r.value().from().toString());
        facts.put("to", r.value().to().toString());
        facts.put("value", r.value().value().toPlainString());
        r.value().pieces().ifPresent(n -> facts.put("pieces", (long) n));
        if (!r.replaces().isEmpty()) {
            facts.put("replaces", r.replaces());
            facts.put("reason", r.note());
        }
        parts.ledger().append(tx, new Entry(type, by.id(), r.kpi(), Map.copyOf(facts)));
    }

    private KpiSpec spec(String id) {
        return parts.playbook()
                .get()
                .flatMap(p -> p.organisation().kpi(id))
                .orElseThrow(() ->
                        Refusal.unknown(
                                "KPI",
                                id,
                                "define it under `kpis` in the organisation file, or choose one of"
                                        + " /kpis"));
    }

    private static void requireReads(Identity who) {
        if (!reads(who)) {
            throw Refusal.role("KPIs are read by " + words(READS));
        }
    }

    private void requireRecords(Identity who) {
        if (!records(who)) {
            throw Refusal.role("readings are written down by " + words(RECORDS));
        }
    }

    private static String words(List<String> roles) {
        return String.join(", ", roles).replace('_', ' ');
    }
}
