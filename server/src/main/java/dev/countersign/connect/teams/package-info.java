/// Microsoft Teams: Adaptive Cards in a channel, answered through a bot; or, by an incoming
/// workflow alone, cards that link to the case's page.
@org.jspecify.annotations.NullMarked
package dev.countersign.connect.teams;
