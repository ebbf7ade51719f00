package dev.countersign.connect.teams;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.countersign.connect.ChatSettings;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether a request is the Bot Framework's: a token signed by one of its published keys, for this
/// bot, now, and for the service that the activity names.
final class TeamsTokens {
    private static final String ISSUER = "https://api.botframework.com";
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final Duration KEPT = Duration.ofHours(24);
    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final Duration NOT_AGAIN_BEFORE = Duration.ofMinutes(5);

    private final ChatSettings.Bot bot;
    private final TeamsApi api;
    private final InstantSource clock;
    private @Nullable JWKSet keys;
    private Instant fetchedAt = Instant.EPOCH;
    private Instant notBefore = Instant.EPOCH;

    TeamsTokens(ChatSettings.Bot bot, TeamsApi api, InstantSource clock) {
        this.bot = bot;
        this.api = api;
        this.clock = clock;
    }

    /// @throws ProblemException 401 where it is not
    void require(String authorization, String serviceUrl) {
        if (!authorization.startsWith("Bearer ")) {
            throw refused("there is no bearer token");
        }
        try {
            var token = SignedJWT.parse(authorization.substring(7).strip());
            // The algorithm is ours to choose, not the sender's.
            if (!JWSAlgorithm.RS256.equals(token.getHeader().getAlgorithm())) {
                throw refused("the token is not signed with RS256");
            }
            var key = key(token.getHeader().getKeyID());
            if (key.isEmpty() || !token.verify(new RSASSAVerifier(key.get()))) {
                throw refused("the token's signature fits none of the published keys");
            }
            check(token.getJWTClaimsSet(), serviceUrl);
        } catch (ParseException | JOSEException e) {
            throw refused("the token cannot be read");
        }
    }

    private void check(JWTClaimsSet claims, String serviceUrl) throws ParseException {
        var now = clock.instant();
        if (!ISSUER.equals(claims.getIssuer())) {
            throw refused("the token has another issuer");
        }
        if (claims.getAudience().size() != 1 || !claims.getAudience().contains(bot.appId())) {
            throw refused("the token is for another bot");
        }
        var until = claims.getExpirationTime();
        var from = claims.getNotBeforeTime();
        if (until == null
                || now.isAfter(until.toInstant().plus(SKEW))
                || (from != null && now.isBefore(instant(from).minus(SKEW)))) {
            throw refused("the token is not valid now");
        }
        var service = claims.getStringClaim("serviceurl");
        if (service == null
                || !same(service, serviceUrl)
                || !same(service, bot.service().toString())) {
            throw refused("the token is for another service address");
        }
    }

    private static Instant instant(Date date) {
        return date.toInstant();
    }

    private static boolean same(String a, String b) {
        return a.replaceAll("/+$", "").equals(b.replaceAll("/+$", ""));
    }

    private synchronized Optional<RSAKey> key(@Nullable String id) {
        var now = clock.instant();
        var known = find(id);
        var old = now.isAfter(fetchedAt.plus(KEPT));
        // An unknown key may be a new one; nobody makes us ask for it all the time.
        if ((old || known.isEmpty()) && !now.isBefore(notBefore)) {
            notBefore = now.plus(fetch(now) ? NOT_AGAIN_BEFORE : RETRY);
            known = find(id);
        }
        return now.isAfter(fetchedAt.plus(KEPT)) ? Optional.empty() : known;
    }

    private Optional<RSAKey> find(@Nullable String id) {
        return keys == null || id == null || !(keys.getKeyByKeyId(id) instanceof RSAKey key)
                ? Optional.empty()
                : Optional.of(key);
    }

    private boolean fetch(Instant now) {
        var address =
                api.read(bot.keys())
                        .map(TeamsRoutes::json)
                        .map(d -> d.path("jwks_uri").asText())
                        .filter(a -> !a.isEmpty());
        var set = address.flatMap(a -> api.read(URI.create(a)));
        if (set.isPresent()) {
            try {
                keys = JWKSet.parse(set.get());
                fetchedAt = now;
                return true;
            } catch (ParseException e) {
                return false;
            }
        }
        return false;
    }

    private static ProblemException refused(String detail) {
        return new Problem(
                        401,
                        "token",
                        "Not from the Bot Framework",
                        detail,
                        "check the bot's app id, its service address and this machine's clock")
                .asException();
    }
}
