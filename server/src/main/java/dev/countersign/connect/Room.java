package dev.countersign.connect;

import java.time.Instant;
import java.util.Optional;

/// A channel of one chat. Calls block, each for a bounded time.
public interface Room {
    String name();

    /// @param sendId by which [#find] finds it again
    /// @param under the message that this one belongs to
    Sent send(String sendId, Message message, Optional<Place> under);

    /// Replaces a message.
    Sent update(Place at, Message message);

    /// Whether a message is there that may have arrived.
    ///
    /// @param since it was not sent before
    /// @return [Sent.Done] where it is, [Sent.Not] where it is certainly not, else [Sent.Unsure]
    Sent find(String sendId, Optional<Place> under, Instant since);
}
