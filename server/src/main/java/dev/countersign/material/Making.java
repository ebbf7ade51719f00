package dev.countersign.material;

import dev.countersign.course.Pack.Material;
import dev.countersign.kernel.Ids;
import dev.countersign.material.press.Press;
import dev.countersign.people.Identity;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.timer.Timers;
import dev.countersign.training.Courses;
import dev.countersign.training.Courses.Taught;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes materials, on demand and by the clock, beside whoever asked for it. One material at a time
/// on this node, so that memory stays small. Threads may share it.
public final class Making {
    private static final Logger LOG = LoggerFactory.getLogger(Making.class);
    private static final String TIMER = "material.look";
    private static final Duration EVERY = Duration.ofHours(1);
    private static final String CLOCK = "system:material";

    private final Materials materials;
    private final Courses courses;
    private final Storage storage;
    private final Timers timers;
    private final InstantSource clock;
    private final Ids ids;
    private final MaterialStore store = new MaterialStore();
    private final Map<String, Progress> progress = new ConcurrentHashMap<>();
    private final Map<String, Thread> workers = new ConcurrentHashMap<>();
    private final ReentrantLock press = new ReentrantLock();

    public Making(
            Materials materials,
            Courses courses,
            Storage storage,
            Timers timers,
            InstantSource clock,
            Ids ids) {
        this.materials = materials;
        this.courses = courses;
        this.storage = storage;
        this.timers = timers;
        this.clock = clock;
        this.ids = ids;
        timers.handle(TIMER, this::look);
        storage.writeAndWait(tx -> {
            timers.setIfAbsent(tx, TIMER, "hourly", clock.instant().plus(EVERY));
            return true;
        });
    }

    /// How far the work on a course's materials is.
    ///
    /// @param now the title of what is being made; empty at the end
    /// @param failed what could not be made, and why
    public record Progress(int done, int of, String now, List<String> failed) {
        public Progress {
            failed = List.copyOf(failed);
        }

        public boolean isOver() {
            return done >= of;
        }
    }

    public Optional<Progress> progress(String pack) {
        return Optional.ofNullable(progress.get(pack));
    }

    /// Makes what is missing or out of date, and returns at once.
    ///
    /// @param material only this one; empty for all
    /// @throws dev.countersign.kernel.ProblemException 403, 404, or 409 while it is under way
    public void begin(Identity by, String pack, Optional<String> material) {
        Readers.requireMaker(by);
        var shelf = materials.shelf(by, pack);
        var wanted =
                materials.wanting(shelf.taught(), false).stream()
                        .filter(m -> material.isEmpty() || m.id().equals(material.get()))
                        .toList();
        if (wanted.isEmpty()) {
            return;
        }
        var first = new Progress(0, wanted.size(), wanted.getFirst().title(), List.of());
        var before = progress.put(pack, first);
        if (before != null && !before.isOver()) {
            progress.put(pack, before);
            throw Materials.problem(
                    409,
                    "under-way",
                    "the materials of this course are being made already",
                    "wait until it is done");
        }
        start(by.id(), shelf.taught(), wanted);
    }

    private void start(String by, Taught taught, List<Material> wanted) {
        workers.put(
                taught.pack().id(),
                Thread.ofVirtual().name("materials").start(() -> make(by, taught, wanted)));
    }

    /// Waits until nothing is being made on this node.
    public void settle() throws InterruptedException {
        for (var worker : workers.values()) {
            worker.join();
        }
    }

    private void make(String by, Taught taught, List<Material> wanted) {
        var failed = new ArrayList<String>();
        var done = 0;
        for (var material : wanted) {
            progress.put(
                    taught.pack().id(),
                    new Progress(done, wanted.size(), material.title(), failed));
            try {
                one(by, taught, material);
            } catch (IllegalArgumentException unprintable) {
                failed.add(material.title() + ": " + unprintable.getMessage());
            } catch (RuntimeException e) {
                LOG.warn(
                        "material-failed pack={} material={}",
                        taught.pack().id(),
                        material.id(),
                        e);
                failed.add(material.title() + ": it could not be made; the log tells why");
            }
            done++;
        }
        progress.put(taught.pack().id(), new Progress(done, done, "", failed));
    }

    private void one(String by, Taught taught, Material material) {
        press.lock();
        try {
            var manuscript = materials.manuscript(taught.pack(), material);
            materials.keep(
                    by,
                    taught,
                    manuscript,
                    Press.make(manuscript, clock.instant()),
                    ids.next("material"));
        } finally {
            press.unlock();
        }
    }

    /// Only notes which courses are to be looked at: printing is too long for a unit of work.
    private void look(Tx tx, String subject, Instant dueAt) {
        courses.all().forEach(t -> store.due(tx, t.pack().id()));
        timers.set(tx, TIMER, subject, clock.instant().plus(EVERY));
    }

    /// Makes anew what was made before and is out of date, where the clock asked for it. Called
    /// every second; the printing is done beside the caller.
    public void produceDue() {
        for (var pack : storage.read(store::due)) {
            var mine = storage.writeAndWait(tx -> store.take(tx, pack));
            var taught = courses.find(pack);
            if (!mine || taught.isEmpty()) {
                continue;
            }
            var wanted = materials.wanting(taught.get(), true);
            var busy = progress(pack).filter(p -> !p.isOver()).isPresent();
            if (!wanted.isEmpty() && !busy) {
                progress.put(
                        pack, new Progress(0, wanted.size(), wanted.getFirst().title(), List.of()));
                start(CLOCK, taught.get(), wanted);
            }
        }
    }
}
