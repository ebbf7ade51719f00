package dev.countersign.training;

import dev.countersign.course.Pack;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// Enrols whoever has a role in the course of the track that is bound to it. It looks at what holds
/// now, not at what changed: a person, a role, a course or a binding that is new all lead to the
/// same. Threads may share it.
public final class TrackEnrolment {
    private static final String SYSTEM = "system:training";

    /// In one go, so that a role given to a thousand people keeps nobody waiting.
    private static final int AT_ONCE = 100;

    private static final Duration AGAIN = Duration.ofMinutes(1);

    private final Storage storage;
    private final People people;
    private final Courses courses;
    private final Learning learning;
    private final Completion completion;
    private final InstantSource clock;

    /// Who needs no more looking at. It only spares reading: the store says who is enrolled.
    private final Set<Wanted> settled = ConcurrentHashMap.newKeySet();

    /// Who may not begin before a prerequisite, and when that is looked at again.
    private final Map<Wanted, Instant> waits = new ConcurrentHashMap<>();

    private volatile Supplier<Map<String, String>> trackRoles = Map::of;

    TrackEnrolment(
            Storage storage,
            People people,
            Courses courses,
            Learning learning,
            Completion completion,
            InstantSource clock) {
        this.storage = storage;
        this.people = people;
        this.courses = courses;
        this.learning = learning;
        this.completion = completion;
        this.clock = clock;
    }

    private record Wanted(String person, String pack, String track, String role) {}

    /// From now on, which role each track trains; of the playbook in force.
    public void bind(Supplier<Map<String, String>> roles) {
        trackRoles = roles;
    }

    void runDue() {
        var now = clock.instant();
        var open =
                wanted().stream()
                        .filter(w -> !settled.contains(w))
                        .filter(w -> !waits.getOrDefault(w, now).isAfter(now))
                        .limit(AT_ONCE)
                        .toList();
        if (open.isEmpty()) {
            return;
        }
        var ready = storage.read(tx -> open.stream().filter(w -> isReady(tx, w)).toList());
        open.stream().filter(w -> !ready.contains(w)).forEach(w -> waits.put(w, now.plus(AGAIN)));
        if (!ready.isEmpty()) {
            settled.addAll(
                    storage.writeAndWait(tx -> {
                        var done = new ArrayList<Wanted>();
                        for (var one : ready) {
                            if (enrol(tx, one)) {
                                done.add(one);
                            }
                        }
                        return done;
                    }));
            waits.keySet().removeAll(settled);
        }
    }

    private List<Wanted> wanted() {
        var roles = trackRoles.get();
        var out = new ArrayList<Wanted>();
        for (var taught : courses.all()) {
            var pack = taught.pack();
            pack.curriculum()
                    .track()
                    .ifPresent(track ->
                            Optional.ofNullable(roles.get(track))
                                    .ifPresent(role -> out.addAll(holding(pack, track, role))));
        }
        return out;
    }

    private List<Wanted> holding(Pack pack, String track, String role) {
        return people.holding(role).stream()
                .map(p -> new Wanted(p.id(), pack.id(), track, role))
                .toList();
    }

    private boolean isReady(Tx tx, Wanted one) {
        return courses.find(one.pack())
                .filter(t -> completion.unmet(tx, one.person(), t.pack()).isEmpty())
                .isPresent();
    }

    /// @return whether they are enrolled now; not where they lost the role a moment ago
    private boolean enrol(Tx tx, Wanted one) throws SQLException {
        if (!people.isActive(tx, one.person())
                || !people.rolesOf(tx, one.person()).contains(one.role())) {
            return false;
        }
        learning.enrolled(
                tx,
                one.person(),
                one.pack(),
                SYSTEM,
                // Nobody did it for them: a rule did.
                "",
                Map.of("person", one.person(), "track", one.track(), "role", one.role()));
        return true;
    }
}
