package dev.countersign.ui;

/// Somebody of the example organisation whom the demo's sign-in page offers.
public record Persona(String name, String role, String email, String password) {}
