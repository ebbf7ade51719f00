package dev.countersign.assurance;

import dev.countersign.assurance.WorkSample.Given;
import dev.countersign.gateway.Rehearsal;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.People;
import dev.countersign.prompt.PromptLibrary;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// Asks the tools in shadow mode about the work that waits for them: each call is governed and
/// recorded like any other, and its answer is shown to nobody but reviewers.
public final class ShadowAnswers {
    private static final int AT_ONCE = 20;
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Storage storage;
    private final People people;
    private final Supplier<List<Tool>> tools;
    private final PromptLibrary library;
    private final Certificates certificates;
    private final Rehearsal rehearsal;
    private final InstantSource clock;
    private final SampleStore samples = new SampleStore();

    ShadowAnswers(
            Storage storage,
            People people,
            Supplier<List<Tool>> tools,
            PromptLibrary library,
            Certificates certificates,
            Rehearsal rehearsal,
            InstantSource clock) {
        this.storage = storage;
        this.people = people;
        this.tools = tools;
        this.library = library;
        this.certificates = certificates;
        this.rehearsal = rehearsal;
        this.clock = clock;
    }

    /// Blocks while it asks.
    ///
    /// @return how many were asked
    public synchronized int runDue() {
        var versions =
                tools.get().stream()
                        .flatMap(t -> library.live(t.prompt()).stream())
                        .map(p -> ToolVersion.of(p).digest())
                        .toList();
        var due = storage.read(tx -> samples.toAsk(tx, clock.instant(), versions, AT_ONCE));
        due.forEach(this::ask);
        return due.size();
    }

    private void ask(WorkSample sample) {
        var tool = certificates.tool(sample.tool());
        var worker = people.identity(sample.worker());
        if (tool.isEmpty() || worker.isEmpty()) {
            failed(
                    sample,
                    tool.isEmpty()
                            ? "the playbook has no tool `" + sample.tool() + "` now"
                            : "`" + sample.worker() + "` does not work here now");
            return;
        }
        var prompt = library.live(tool.get().prompt());
        if (prompt.isEmpty()) {
            failed(sample, "`" + tool.get().prompt() + "` has no live version");
            return;
        }
        Rehearsal.Unshown answer;
        try {
            answer = rehearsal.ask(worker.get(), tool.get().prompt(), sample.input());
        } catch (ProblemException e) {
            failed(sample, e.problem().detail());
            return;
        }
        storage.writeAndWait(tx -> {
            var version = certificates.current(tx, sample.tool());
            if (version.filter(v -> v.prompt().equals(answer.prompt())).isEmpty()) {
                // It changed while it answered: asked again at once.
                return false;
            }
            certificates.answered(tx, sample.tool(), version.get(), answer.answeredBy());
            samples.given(
                    tx,
                    sample.id(),
                    new Given(
                            answer.call(),
                            answer.answer(),
                            answer.confidence(),
                            version.get().digest(),
                            answer.prompt(),
                            answer.answeredBy(),
                            answer.would()),
                    next(tx, sample));
            return true;
        });
    }

    private void failed(WorkSample sample, String trouble) {
        storage.writeAndWait(tx -> {
            samples.failed(tx, sample.id(), trouble, next(tx, sample));
            return true;
        });
    }

    private Instant next(Tx tx, WorkSample sample) {
        var pause = Duration.ofSeconds(30L << Math.min(7, samples.tries(tx, sample.id())));
        return clock.instant().plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }
}
