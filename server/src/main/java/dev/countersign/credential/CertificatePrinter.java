package dev.countersign.credential;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Prints a certificate as a file to keep; wired to whatever can make one.
@FunctionalInterface
public interface CertificatePrinter {
    /// No printer: the page alone, which browsers print.
    CertificatePrinter NONE = _ -> Optional.empty();

    /// What a certificate says.
    ///
    /// @param holder their name
    /// @param achievement what they completed or can do
    /// @param level empty for a course
    /// @param evidence what it rests on, a line each
    /// @param verify where anybody can check it
    record Certificate(
            String id,
            String holder,
            String achievement,
            String level,
            String issuer,
            Instant issuedAt,
            Optional<Instant> validUntil,
            List<String> evidence,
            String verify) {
        public Certificate {
            evidence = List.copyOf(evidence);
        }
    }

    /// A tagged PDF; empty where none can be made.
    Optional<byte[]> pdf(Certificate certificate);
}
