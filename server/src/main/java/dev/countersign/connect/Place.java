package dev.countersign.connect;

/// Where a message is in a chat.
///
/// @param channel the chat's id of the channel
/// @param message the chat's id of the message
public record Place(String channel, String message) {}
