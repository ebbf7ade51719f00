package dev.countersign.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.egress.Upstream;
import dev.countersign.gate.Gate;
import dev.countersign.policy.Rulebook;
import dev.countersign.policy.Rules;
import dev.countersign.prompt.Prompt;
import dev.countersign.redaction.Masking;
import java.util.Optional;

/// A request that may go out once it is recorded: admitted, redacted and located.
///
/// @param role the role the caller acts in
/// @param upstream empty for the models in this process
/// @param outgoing what the upstream is sent, masked
/// @param text the masked messages as people and rules read them
/// @param masking keeps the tokens of this call
/// @param originalsInRequest how many originals the request held; what is more came with the answer
record Prepared(
        String id,
        Arrival arrival,
        String role,
        Prompt prompt,
        Rulebook rulebook,
        Rules rules,
        Optional<Gate> gate,
        Optional<Upstream> upstream,
        ObjectNode outgoing,
        byte[] outgoingBytes,
        String text,
        String requestDigest,
        Masking masking,
        int originalsInRequest) {
    /// The same without its gate, for a tool in shadow mode.
    Prepared ungated() {
        return new Prepared(
                id,
                arrival,
                role,
                prompt,
                rulebook,
                rules,
                Optional.empty(),
                upstream,
                outgoing,
                outgoingBytes,
                text,
                requestDigest,
                masking,
                originalsInRequest);
    }

    boolean humanInLoop() {
        return rulebook.humanInLoop().contains(role);
    }

    String region() {
        return upstream.map(Upstream::region).orElse("on-box");
    }

    String upstreamName() {
        return upstream.map(Upstream::name).orElse("on-box");
    }
}
