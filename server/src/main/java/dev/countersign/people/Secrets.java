package dev.countersign.people;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Makes secrets and finds them again without keeping them.
///
/// Passwords: Argon2id, 19 MiB, 2 passes, 1 lane (OWASP Password Storage Cheat Sheet). Keys and
/// session tokens: 256 random bits, looked up by HMAC-SHA256 under a pepper outside the database.
final class Secrets {
    private static final Argon2Function ARGON =
            Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec pepper;
    private final SecureRandom random;
    private final ThreadLocal<Mac> macs;
    private final String burn;

    Secrets(byte[] pepper, SecureRandom random) {
        this.pepper = new SecretKeySpec(pepper, "HmacSHA256");
        this.random = random;
        this.macs = ThreadLocal.withInitial(this::newMac);
        this.burn = hashOfNothing();
    }

    String token() {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }

    String lookup(String secret) {
        return HexFormat.of()
                .formatHex(macs.get().doFinal(secret.getBytes(StandardCharsets.UTF_8)));
    }

    /// A hash as long and as costly to check as any, that no password has: making one would keep
    /// every start waiting.
    String hashOfNothing() {
        var salt = new byte[16];
        var hash = new byte[32];
        random.nextBytes(salt);
        random.nextBytes(hash);
        var encoder = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=19456,t=2,p=1$%s$%s"
                .formatted(encoder.encodeToString(salt), encoder.encodeToString(hash));
    }

    String hashPassword(String password) {
        return Password.hash(password).addRandomSalt(16).with(ARGON).getResult();
    }

    boolean passwordMatches(String password, String hash) {
        return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
    }

    /// Spends the time of a check, so that an unknown address answers as slowly as a known one.
    void spendACheck(String password) {
        var ignored = passwordMatches(password, burn);
    }

    private Mac newMac() {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(pepper);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
