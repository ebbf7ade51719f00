package dev.countersign.credential;

import dev.countersign.kernel.Digests;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An Open Badges 3.0 AchievementCredential in the Verifiable Credentials Data Model 2.0, as JSON
/// objects. It does not name its holder: it has a salted hash of their e-mail address, so that only
/// whoever knows the address can tell that it is theirs. Pure.
public final class BadgeDocument {
    private static final List<String> CONTEXT =
            List.of(
                    "https://www.w3.org/ns/credentials/v2",
                    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json");
    private static final String SCHEMA =
            "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json";

    private BadgeDocument() {}

    /// What it says.
    ///
    /// @param subject a URN made for this credential alone: two of one holder cannot be joined
    /// @param evidence keys of the pieces that proved it
    record Content(
            String id,
            int statusIndex,
            String subject,
            String email,
            String salt,
            Achievement achievement,
            List<Evidence> evidence,
            Instant from,
            Optional<Instant> until) {}

    /// @param kind `Competency` or `Course`, of OB 3.0's achievement types
    /// @param path where it is described, on this server
    public record Achievement(
            String kind,
            String path,
            String name,
            String description,
            String criteria,
            String level) {}

    record Evidence(String key, String name, Instant at) {}

    static String issuerName(String organisation) {
        return organisation.isEmpty() ? "Countersign" : organisation;
    }

    static Map<String, Object> of(Content c, Addresses at, String organisation) {
        var subject = new LinkedHashMap<String, Object>();
        subject.put("id", c.subject());
        subject.put("type", List.of("AchievementSubject"));
        subject.put(
                "identifier",
                List.of(
                        Map.of(
                                "type",
                                "IdentityObject",
                                "identityType",
                                "emailAddress",
                                "hashed",
                                true,
                                "salt",
                                c.salt(),
                                "identityHash",
                                hash(c.email(), c.salt()))));
        subject.put("achievement", achievement(c.achievement(), at));
        if (!c.achievement().level().isEmpty()) {
            subject.put(
                    "result",
                    List.of(
                            Map.of(
                                    "type", List.of("Result"),
                                    "resultDescription",
                                            at.base() + c.achievement().path() + "#level",
                                    "value", c.achievement().level())));
        }
        var out = new LinkedHashMap<String, Object>();
        out.put("@context", CONTEXT);
        out.put("id", at.credential(c.id()));
        out.put("type", List.of("VerifiableCredential", "AchievementCredential"));
        out.put("name", c.achievement().name());
        out.put("issuer", issuer(at, organisation));
        out.put("validFrom", text(c.from()));
        c.until().ifPresent(end -> out.put("validUntil", text(end)));
        out.put("credentialSubject", subject);
        if (!c.evidence().isEmpty()) {
            out.put("evidence", c.evidence().stream().map(e -> evidence(c, e, at)).toList());
        }
        var list = c.statusIndex() / StatusList.LENGTH;
        var index = String.valueOf(c.statusIndex() % StatusList.LENGTH);
        out.put(
                "credentialStatus",
                Map.of(
                        "id",
                        at.status(list) + "#" + index,
                        "type",
                        "BitstringStatusListEntry",
                        "statusPurpose",
                        "revocation",
                        "statusListIndex",
                        index,
                        "statusListCredential",
                        at.status(list)));
        out.put(
                "credentialSchema",
                List.of(Map.of("id", SCHEMA, "type", "1EdTechJsonSchemaValidator2019")));
        return out;
    }

    static Map<String, Object> achievement(Achievement a, Addresses at) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", at.base() + a.path());
        out.put("type", List.of("Achievement"));
        out.put("achievementType", a.kind());
        out.put("name", a.name());
        out.put("description", a.description());
        out.put("criteria", Map.of("narrative", a.criteria()));
        if (!a.level().isEmpty()) {
            out.put(
                    "resultDescription",
                    List.of(
                            Map.of(
                                    "id",
                                    at.base() + a.path() + "#level",
                                    "type",
                                    List.of("ResultDescription"),
                                    "name",
                                    "Level",
                                    "resultType",
                                    "PerformanceLevel")));
            out.put(
                    "alignment",
                    List.of(
                            Map.of(
                                    "type",
                                    List.of("Alignment"),
                                    "targetName",
                                    a.name() + ", " + a.level(),
                                    "targetUrl",
                                    at.base() + a.path(),
                                    "targetType",
                                    "ceasn:Competency")));
        }
        return out;
    }

    private static Map<String, Object> evidence(Content c, Evidence e, Addresses at) {
        return Map.of(
                "id",
                at.credential(c.id()) + "#" + e.key().replaceAll("[^A-Za-z0-9.-]", "_"),
                "type",
                List.of("Evidence"),
                "name",
                e.name(),
                "narrative",
                "Accepted on " + text(e.at()) + "; recorded as " + e.key() + ".");
    }

    /// The profile that the issuer's address answers with.
    static Map<String, Object> issuer(Addresses at, String organisation) {
        return Map.of(
                "id", at.issuer(),
                "type", List.of("Profile"),
                "name", issuerName(organisation),
                "url", at.base().isEmpty() ? at.issuer() : at.base());
    }

    /// A list of what is revoked, itself a credential.
    static Map<String, Object> statusList(
            int list, Iterable<Integer> revoked, Addresses at, Instant now) {
        var out = new LinkedHashMap<String, Object>();
        out.put("@context", List.of(CONTEXT.getFirst()));
        out.put("id", at.status(list));
        out.put("type", List.of("VerifiableCredential", "BitstringStatusListCredential"));
        out.put("issuer", at.issuer());
        out.put("validFrom", text(now));
        out.put(
                "credentialSubject",
                Map.of(
                        "id",
                        at.status(list) + "#list",
                        "type",
                        "BitstringStatusList",
                        "statusPurpose",
                        "revocation",
                        "encodedList",
                        StatusList.encoded(revoked)));
        return out;
    }

    /// As OB 3.0 has it: of the address followed by the salt.
    static String hash(String email, String salt) {
        return "sha256$" + Digests.hex(email + salt);
    }

    static String text(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
