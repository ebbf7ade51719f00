/// Slack: cards in a channel, a form to decide in, one's own queue as the app's home.
@org.jspecify.annotations.NullMarked
package dev.countersign.connect.slack;
