package dev.countersign.credential;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Prints a certificate as a file to keep; wired to whatever can make one.
public interface CertificatePrinter {
    /// No printer: the page alone, which browsers print.
    CertificatePrinter NONE =
            new CertificatePrinter() {
                @Override
                public boolean prints() {
                    return false;
                }

                @Override
                public Optional<byte[]> pdf(Certificate certificate) {
                    return Optional.empty();
                }
            };

    /// Whether it can make one at all.
    default boolean prints() {
        return true;
    }

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
