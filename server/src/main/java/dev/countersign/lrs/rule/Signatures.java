package dev.countersign.lrs.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.X509CertUtils;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.Set;

/// Statements that their author signed: a JWS as an attachment, over the statement itself.
public final class Signatures {
    public static final String USAGE = "http://adlnet.gov/expapi/attachments/signature";
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512);

    private Signatures() {}

    /// That the signature is one, signs what the statement says and, where it brings its
    /// certificate, was made with that key. Whether the certificate is to be believed is for
    /// whoever reads the statement.
    ///
    /// @param attachment as the statement declares it
    /// @throws dev.countersign.kernel.ProblemException 400
    public static void check(
            String path, ObjectNode statement, JsonNode attachment, byte[] signature) {
        if (!attachment.path("contentType").asText().equals("application/octet-stream")) {
            throw Faults.one(
                    path + ".contentType", "is not application/octet-stream, as a signature's is");
        }
        try {
            var jws = JWSObject.parse(new String(signature, StandardCharsets.US_ASCII).strip());
            if (!ALGORITHMS.contains(jws.getHeader().getAlgorithm())) {
                throw Faults.one(
                        path,
                        "is signed with "
                                + jws.getHeader().getAlgorithm()
                                + "; only RS256, RS384 and RS512 are taken");
            }
            var signed = Json.read(path, jws.getPayload().toBytes());
            if (!(signed instanceof ObjectNode said) || !same(said, statement)) {
                throw Faults.one(path, "signs another statement than the one it came with");
            }
            verify(path, jws);
        } catch (ParseException e) {
            throw Faults.one(path, "is not a JWS in compact form");
        }
    }

    private static boolean same(ObjectNode signed, ObjectNode sent) {
        return Statements.sense(signed).equals(Statements.sense(sent))
                && agree(signed, sent, "id")
                && agree(signed, sent, "timestamp");
    }

    /// Where both say it, they say the same; a time may have been written in another zone.
    private static boolean agree(ObjectNode a, ObjectNode b, String name) {
        if (!a.has(name) || !b.has(name)) {
            return true;
        }
        var one = a.path(name).asText();
        var two = b.path(name).asText();
        return one.equalsIgnoreCase(two)
                || Formats.time(one).isPresent() && Formats.time(one).equals(Formats.time(two));
    }

    private static void verify(String path, JWSObject jws) {
        var chain = jws.getHeader().getX509CertChain();
        if (chain == null || chain.isEmpty()) {
            return;
        }
        var certificate = X509CertUtils.parse(chain.getFirst().decode());
        if (certificate == null || !(certificate.getPublicKey() instanceof RSAPublicKey key)) {
            throw Faults.one(path, "brings a certificate (x5c) without a readable RSA key");
        }
        try {
            if (!jws.verify(new RSASSAVerifier(key))) {
                throw Faults.one(path, "was not made with the key of the certificate it brings");
            }
        } catch (JOSEException e) {
            throw Faults.one(path, "cannot be checked: " + e.getMessage());
        }
    }
}
