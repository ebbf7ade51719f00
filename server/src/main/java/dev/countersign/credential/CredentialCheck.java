package dev.countersign.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import dev.countersign.proof.Verdict;
import java.io.IOException;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks a credential as Open Badges 3.0, section 8.2, tells a verifier to, with nothing but what
/// it is given: no network, no database. Says what it could not prove. Pure.
public final class CredentialCheck {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JWKSet trusted;
    private final Instant now;
    private final Optional<String> status;
    private final Optional<String> email;
    private final List<String> proven = new ArrayList<>();
    private final List<String> unproven = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();

    private CredentialCheck(
            JWKSet trusted, Instant now, Optional<String> status, Optional<String> email) {
        this.trusted = trusted;
        this.now = now;
        this.status = status;
        this.email = email;
    }

    /// @param jwt the credential
    /// @param keys the issuer's public keys as a JWKS, from outside the credential
    /// @param status the issuer's signed status list, where it is at hand
    /// @param email whose it is said to be
    /// @throws IllegalArgumentException where the keys are none
    public static Verdict check(
            String jwt, String keys, Optional<String> status, Optional<String> email, Instant now) {
        try {
            var check = new CredentialCheck(JWKSet.parse(keys), now, status, email);
            check.run(jwt.strip());
            return new Verdict(check.proven, check.unproven, check.findings);
        } catch (ParseException e) {
            throw new IllegalArgumentException(
                    "the keys are no JWKS; fetch them from the issuer's /credentials/keys", e);
        }
    }

    private void run(String jwt) {
        var signed = signed(jwt, "the credential");
        if (signed.isEmpty()) {
            return;
        }
        var c = signed.get();
        proven.add("a trusted key signed it, and nothing was changed since");
        same(
                c,
                "iss",
                c.path("issuer").path("id").asText(c.path("issuer").asText("")),
                "issuer.id");
        same(c, "jti", c.path("id").asText(""), "id");
        same(c, "sub", c.path("credentialSubject").path("id").asText(""), "credentialSubject.id");
        if (!texts(c.path("type")).contains("VerifiableCredential")
                || texts(c.path("type")).stream()
                        .noneMatch(
                                List.of("AchievementCredential", "OpenBadgeCredential")
                                        ::contains)) {
            findings.add("it is no AchievementCredential");
        }
        times(c);
        status(c);
        holder(c);
        if (findings.isEmpty()) {
            proven.add(
                    "`%s` said: %s"
                            .formatted(
                                    c.path("issuer").path("name").asText(""),
                                    c.path("credentialSubject")
                                            .path("achievement")
                                            .path("name")
                                            .asText("")));
        }
    }

    /// The payload where a trusted key signed it.
    private Optional<JsonNode> signed(String jwt, String what) {
        try {
            var jws = JWSObject.parse(jwt);
            if (!jws.getHeader().getAlgorithm().equals(JWSAlgorithm.RS256)) {
                findings.add(
                        what
                                + " is signed with `"
                                + jws.getHeader().getAlgorithm()
                                + "`, not RS256");
                return Optional.empty();
            }
            for (var key : trusted.getKeys()) {
                if (key instanceof RSAKey rsa
                        && named(jws, key)
                        && jws.verify(new RSASSAVerifier(rsa.toRSAPublicKey()))) {
                    return Optional.of(JSON.readTree(jws.getPayload().toString()));
                }
            }
            findings.add(what + " is not signed by any of the trusted keys, or was changed");
        } catch (ParseException | IOException e) {
            findings.add(what + " is no signed JWT");
        } catch (JOSEException e) {
            findings.add(what + " cannot be checked: " + e.getMessage());
        }
        return Optional.empty();
    }

    /// The `kid` is an address that ends with the key's thumbprint.
    private static boolean named(JWSObject jws, JWK key) throws JOSEException {
        var kid = Optional.ofNullable(jws.getHeader().getKeyID()).orElse("");
        return kid.substring(kid.lastIndexOf('/') + 1).equals(key.computeThumbprint().toString());
    }

    private void same(JsonNode c, String claim, String value, String member) {
        if (value.isEmpty() || !c.path(claim).asText("").equals(value)) {
            findings.add("`" + claim + "` is not its `" + member + "`");
        }
    }

    private void times(JsonNode c) {
        try {
            var from = Instant.parse(c.path("validFrom").asText(""));
            if (c.path("nbf").asLong(-1) != from.getEpochSecond()) {
                findings.add("`nbf` is not its `validFrom`");
            }
            if (now.isBefore(from)) {
                findings.add("it holds only from " + from);
            }
            if (c.hasNonNull("validUntil") != c.hasNonNull("exp")) {
                findings.add("`exp` and `validUntil` do not say the same");
            }
            if (c.hasNonNull("validUntil")) {
                var until = Instant.parse(c.path("validUntil").asText(""));
                if (c.path("exp").asLong(-1) != until.getEpochSecond()) {
                    findings.add("`exp` is not its `validUntil`");
                }
                if (!now.isBefore(until)) {
                    findings.add("it ended at " + until);
                } else {
                    proven.add("at " + now + " it held, until " + until);
                }
            } else if (!now.isBefore(from)) {
                proven.add("at " + now + " it held; it has no end");
            }
        } catch (DateTimeException e) {
            findings.add("its times are no times: " + e.getMessage());
        }
    }

    private void status(JsonNode c) {
        var entry = c.path("credentialStatus");
        if (entry.isMissingNode()) {
            unproven.add("whether it was revoked: it names no status list");
            return;
        }
        if (status.isEmpty()) {
            unproven.add(
                    "whether it was revoked since: give the list at "
                            + entry.path("statusListCredential").asText("")
                            + " with --status");
            return;
        }
        var list = signed(status.get().strip(), "the status list");
        if (list.isEmpty()) {
            return;
        }
        if (!list.get().path("id").asText("").equals(entry.path("statusListCredential").asText(""))
                || !list.get().path("iss").asText("").equals(c.path("iss").asText(""))) {
            findings.add("the status list is not the one that it names");
            return;
        }
        try {
            if (StatusList.isSet(
                    list.get().path("credentialSubject").path("encodedList").asText(""),
                    Long.parseLong(entry.path("statusListIndex").asText("")))) {
                findings.add("it was revoked");
            } else {
                proven.add("it was not revoked at " + list.get().path("validFrom").asText(""));
            }
        } catch (IllegalArgumentException e) {
            findings.add("the status list cannot be read: " + e.getMessage());
        }
    }

    private void holder(JsonNode c) {
        var all = c.path("credentialSubject").path("identifier");
        if (email.isEmpty()) {
            unproven.add("whose it is: give their e-mail address with --email");
            return;
        }
        var wanted = email.get().strip().toLowerCase(java.util.Locale.ROOT);
        for (var one : all) {
            if (BadgeDocument.hash(wanted, one.path("salt").asText(""))
                    .equals(one.path("identityHash").asText(""))) {
                proven.add("it was given to " + wanted);
                return;
            }
        }
        findings.add("it was not given to " + wanted);
    }

    private static List<String> texts(JsonNode array) {
        var out = new ArrayList<String>();
        array.forEach(t -> out.add(t.asText("")));
        return out;
    }
}
