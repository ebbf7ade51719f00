package dev.countersign.confidence;

import java.util.ArrayList;
import java.util.List;

/// Watches the audited share of what is released: rings when the promised error rate no longer
/// holds. Where it does hold, it ever rings with a chance of at most `falseAlarm`, however long one
/// looks (e-detector with restarts: Shin, Ramdas and Rinaldo 2024). Not for several threads.
public final class ErrorAlarm {
    /// Restarts that are followed; beyond them the oldest evidence is kept and no new one begins.
    private static final int STARTS = 4_096;

    private final double error;
    private final double falseAlarm;
    // Per start: how many were audited since, and how many of those were wrong.
    private final List<int[]> starts = new ArrayList<>();

    public ErrorAlarm(double error, double falseAlarm) {
        var checked = new Promise(error, falseAlarm);
        this.error = checked.error();
        this.falseAlarm = checked.delta();
    }

    /// One more audited answer.
    ///
    /// @return whether it rings
    public boolean audited(boolean right) {
        if (starts.size() < STARTS) {
            starts.add(new int[2]);
        }
        var evidence = 0.0;
        for (var i = 0; i < starts.size(); i++) {
            var since = starts.get(i);
            since[0]++;
            since[1] += right ? 0 : 1;
            // The weights of all starts sum to one.
            var weight = 1.0 / ((i + 1.0) * (i + 2.0));
            evidence += weight * Math.exp(Bounds.logEvidenceAbove(since[1], since[0], error));
        }
        return evidence >= 1 / falseAlarm;
    }
}
