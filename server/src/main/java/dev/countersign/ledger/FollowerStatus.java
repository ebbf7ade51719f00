package dev.countersign.ledger;

import java.util.Optional;

/// How far a follower is.
///
/// @param position the index of the next leaf it will see, as far as this node knows
/// @param problem what made its last attempt fail, empty while all is well
public record FollowerStatus(String name, long position, Optional<String> problem) {}
