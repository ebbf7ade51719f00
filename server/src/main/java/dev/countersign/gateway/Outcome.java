package dev.countersign.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.Reason;
import java.time.Instant;
import java.util.List;

/// How a governed call ended, as its caller is told.
sealed interface Outcome {
    /// @param response the masked response in the upstream's own shape, with our id
    /// @param text the same, written
    record Released(String callId, ObjectNode response, String text) implements Outcome {}

    record Held(
            String callId,
            String caseId,
            String approverRole,
            List<Reason> because,
            Instant due,
            Instant at)
            implements Outcome {}

    record Blocked(
            String callId,
            String caseId,
            String approverRole,
            List<Reason> because,
            Instant due,
            Instant at)
            implements Outcome {}

    /// Nothing was sent, or nothing may go out.
    record Refused(Problem problem) implements Outcome {}

    /// The upstream gave no usable answer.
    record Failed(String callId, Problem problem) implements Outcome {}

    /// The caller left before the end.
    record Abandoned(String callId) implements Outcome {}
}
