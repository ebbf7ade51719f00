package dev.countersign.assurance;

import dev.countersign.assurance.WorkSample.Kind;
import dev.countersign.confidence.DriftAlarm;
import dev.countersign.kernel.Digests;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.storage.Storage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Function;

/// Watches whether the work that a certified tool is asked about still looks like the samples, and
/// warns where it does not. No label is needed, so it warns before the audits can; it knows nothing
/// of right and wrong, so it shuts nothing. What it has seen is kept in memory: after a start it
/// begins anew.
final class DriftWatch {
    /// About one false warning in so many questions.
    private static final double THRESHOLD = 1_000;

    private static final int ROOM = 2_000;
    private static final int AT_ONCE = 50;

    private record Asked(Certificate certificate, String call, String input) {}

    private static final class Watched {
        final List<float[]> samples;
        final DriftAlarm alarm;
        int seen;
        boolean rang;

        Watched(List<float[]> samples) {
            this.samples = samples;
            var reference = new ArrayList<Double>();
            for (var i = 0; i < samples.size(); i++) {
                reference.add(nearest(samples.get(i), samples, i));
            }
            this.alarm = new DriftAlarm(reference, THRESHOLD);
        }
    }

    private final Storage storage;
    private final Ledger ledger;
    private final Function<String, float[]> encode;
    private final InstantSource clock;
    private final SampleStore samples = new SampleStore();
    private final CertificateStore store = new CertificateStore();
    private final BlockingQueue<Asked> asked = new ArrayBlockingQueue<>(ROOM);
    private final Map<String, Optional<Watched>> watched = new HashMap<>();

    /// @param encode gives a text's embedding, of length 1
    DriftWatch(
            Storage storage, Ledger ledger, Function<String, float[]> encode, InstantSource clock) {
        this.storage = storage;
        this.ledger = ledger;
        this.encode = encode;
        this.clock = clock;
    }

    /// Does not block; what there is no room for is let go.
    boolean offer(Certificate certificate, String call, String input) {
        return asked.offer(new Asked(certificate, call, input));
    }

    /// Looks at what was asked since the last time.
    synchronized void runDue() {
        var some = new ArrayList<Asked>();
        asked.drainTo(some, AT_ONCE);
        for (var one : some) {
            watched.computeIfAbsent(one.certificate().id(), _ -> begin(one.certificate()))
                    .ifPresent(w -> see(w, one));
        }
    }

    private Optional<Watched> begin(Certificate certificate) {
        var texts =
                storage.read(tx ->
                        samples
                                .reviewed(
                                        tx,
                                        Kind.SHADOW,
                                        certificate.tool(),
                                        certificate.version().digest(),
                                        certificate.answeredBy())
                                .stream()
                                .limit(certificate.samples())
                                .map(WorkSample::input)
                                .toList());
        return texts.size() < 2
                ? Optional.empty()
                : Optional.of(new Watched(texts.stream().map(encode).toList()));
    }

    private void see(Watched watched, Asked one) {
        watched.seen++;
        // The same on every look, and nothing that the input could steer.
        var tie =
                Integer.parseInt(Digests.hex(one.call()).substring(0, 7), 16) / (double) (1 << 28);
        var likeness = nearest(encode.apply(one.input()), watched.samples, -1);
        if (watched.alarm.seen(likeness, tie) && !watched.rang) {
            watched.rang = true;
            warn(one.certificate(), watched.seen);
        }
    }

    private void warn(Certificate certificate, int seen) {
        storage.writeAndWait(tx -> {
            if (store.drifted(tx, certificate, seen, clock.instant())) {
                ledger.append(
                        tx,
                        new Entry(
                                "tool.drift-warned",
                                "system:assurance",
                                certificate.tool(),
                                Map.of("certificate", certificate.id(), "seen", (long) seen)));
            }
            return true;
        });
    }

    /// Cosine with the nearest sample but `without`.
    private static double nearest(float[] text, List<float[]> samples, int without) {
        var best = -1.0;
        for (var i = 0; i < samples.size(); i++) {
            if (i != without) {
                var dot = 0.0;
                var other = samples.get(i);
                for (var k = 0; k < text.length; k++) {
                    dot += text[k] * other[k];
                }
                best = Math.max(best, dot);
            }
        }
        return best;
    }
}
