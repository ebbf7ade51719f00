package dev.countersign.credential;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Signs by the JSON Web Token Proof Format of Open Badges 3.0, section 8.2: the payload is the
/// credential itself (Data Model 2.0, no `vc` claim) with the registered claims beside it.
final class BadgeSigner {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private BadgeSigner() {}

    /// @param document with `id`, `validFrom` and, where it ends, `validUntil`
    /// @param kid where the public key is
    static String jwt(Map<String, Object> document, String issuer, RSAKey key, String kid) {
        var payload = new LinkedHashMap<>(document);
        payload.put("iss", issuer);
        payload.put("jti", document.get("id"));
        payload.put("sub", subject(document));
        payload.put("nbf", seconds(document.get("validFrom")));
        if (document.containsKey("validUntil")) {
            payload.put("exp", seconds(document.get("validUntil")));
        }
        try {
            var jws =
                    new JWSObject(
                            new JWSHeader.Builder(JWSAlgorithm.RS256)
                                    .type(JOSEObjectType.JWT)
                                    .keyID(kid)
                                    .build(),
                            new Payload(JSON.writeValueAsString(payload)));
            jws.sign(new RSASSASigner(key));
            return jws.serialize();
        } catch (JOSEException | JsonProcessingException e) {
            throw new IllegalStateException("the credential could not be signed", e);
        }
    }

    private static Object subject(Map<String, Object> document) {
        return document.get("credentialSubject") instanceof Map<?, ?> subject
                        && subject.get("id") instanceof String id
                ? id
                : "";
    }

    private static long seconds(@org.jspecify.annotations.Nullable Object time) {
        return Instant.parse(String.valueOf(time)).getEpochSecond();
    }
}
