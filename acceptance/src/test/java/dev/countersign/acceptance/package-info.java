/// Whole-system scenarios: real HTTP, a real database, a scripted upstream, a clock that moves.
package dev.countersign.acceptance;
