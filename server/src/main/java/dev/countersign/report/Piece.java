package dev.countersign.report;

import dev.countersign.gateway.CallRecord;
import dev.countersign.playbook.LoadedPlaybook;
import java.math.BigDecimal;
import java.util.Optional;

/// The piece of work that a released answer was for. Pure: an adoption row and a read-out say the
/// same of it.
///
/// @param minutes that it took before; empty where nobody measured it
record Piece(String workflow, Optional<BigDecimal> minutes) {
    static Piece of(CallRecord call, Optional<LoadedPlaybook> playbook) {
        var baseline = playbook.flatMap(p -> p.organisation().baselineOf(call.prompt()));
        return new Piece(
                baseline.map(b -> b.workflow()).orElse(call.prompt()),
                baseline.map(b -> b.minutes()));
    }
}
