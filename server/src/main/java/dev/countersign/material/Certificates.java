package dev.countersign.material;

import dev.countersign.material.press.CertificatePage;
import dev.countersign.material.press.SignInSheet;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// Papers in somebody's name: certificates of completion, and sheets to sign. Pure.
public final class Certificates {
    private Certificates() {}

    /// @param competencies that were shown; may be none
    /// @param credentialId of the credential that proves it
    /// @param verifyUrl where anybody can check it
    public record Certificate(
            String person,
            String course,
            LocalDate on,
            List<String> competencies,
            String credentialId,
            String verifyUrl,
            String issuer) {
        public Certificate {
            competencies = List.copyOf(competencies);
            if (person.isBlank() || course.isBlank()) {
                throw new IllegalArgumentException(
                        "a certificate names a person and a course; one of them is empty");
            }
        }
    }

    /// A certificate of completion: one page, tagged, in English.
    public static MadeFile pdf(Certificate certificate) {
        return CertificatePage.make(certificate);
    }

    /// A sheet for one session.
    ///
    /// @param when in words, with the time zone
    /// @param names of those who are expected
    public static MadeFile signIn(
            String title,
            String course,
            String when,
            String place,
            List<String> names,
            Instant now) {
        return SignInSheet.make(new SignInSheet(title, course, when, place, names), now);
    }
}
