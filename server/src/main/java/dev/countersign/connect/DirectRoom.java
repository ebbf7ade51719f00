package dev.countersign.connect;

import java.time.Instant;
import java.util.Optional;

/// One chat's way to one person. Calls block, each for a bounded time.
public interface DirectRoom {
    /// As people call it.
    String title();

    /// Who somebody is in this chat.
    ///
    /// @param id the chat's own; empty where it knows nobody by this address
    /// @param unreachable why it did not say; empty where it did
    record Member(Optional<String> id, Optional<String> unreachable) {}

    Member member(String personId, String email);

    /// @param sendId by which [#find] finds it again
    Sent send(String sendId, String member, Message.Daily message);

    /// As [Room#find].
    Sent find(String sendId, String member, Instant since);
}
