package dev.countersign.gateway;

import dev.countersign.assist.Assist;
import dev.countersign.desk.Desk;
import dev.countersign.gate.Gates;
import dev.countersign.kernel.Ids;
import dev.countersign.ledger.Ledger;
import dev.countersign.ledger.Vault;
import dev.countersign.people.People;
import dev.countersign.prompt.PromptLibrary;
import dev.countersign.storage.Storage;
import java.time.Duration;
import java.time.InstantSource;

/// Everything the gateway is made of.
///
/// @param finders finds personal data the playbook's way; with names it is slower and runs off the
///   event loop
/// @param beside what other versions of the rules would say, while a change is watched
/// @param watch whether a gated tool's answers may leave by themselves
/// @param node names this server among several on one database
/// @param upstreamDeadline for a whole answer
/// @param holdWait how long a streaming caller waits for a decision before it is told to come back
/// @param callsPerMinute that one person may begin
public record GatewayParts(
        Storage storage,
        Ledger ledger,
        Vault vault,
        People people,
        PromptLibrary library,
        Gates gates,
        Desk desk,
        Assist assist,
        RulebookSource rulebooks,
        UpstreamSource upstreams,
        FinderSource finders,
        Beside beside,
        AnswerWatch watch,
        InstantSource clock,
        Ids ids,
        String node,
        Duration upstreamDeadline,
        Duration holdWait,
        int callsPerMinute) {}
