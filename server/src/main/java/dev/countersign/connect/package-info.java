/// Chat: whatever waits for a person is told where people talk, and they can decide it there.
///
/// *Room*: a channel of one chat that cases are told to. *Card*: the message that stands for one
/// case; it changes with the case. *Burst*: the one message that stands for many cases at once.
/// *Note*: a reply under a card, for example that nobody answered and who is reached now. Cards,
/// bursts and notes are rows first (the *outbox*), written by a follower of the ledger, and sent
/// afterwards: what was not told yet survives a restart, and nothing is told twice. A decision from
/// chat takes the same way as every other. Start with [dev.countersign.connect.Chats].
@org.jspecify.annotations.NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {
            "kernel",
            "storage",
            "ledger",
            "people",
            "escalation",
            "egress",
            "desk",
            "desk :: rules",
            "ui"
        })
package dev.countersign.connect;
