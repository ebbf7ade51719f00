package dev.countersign.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.password4j.Argon2Function;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class SecretsTest {
    private final Secrets secrets = new Secrets(new byte[32], new SecureRandom());

    @Test
    void theHashOfNothingCostsWhatAnyOtherCostsAndNoPasswordHasIt() {
        var nothing = secrets.hashOfNothing();
        var real = secrets.hashPassword("a password of some length");

        assertThat(Argon2Function.getInstanceFromHash(nothing))
                .isEqualTo(Argon2Function.getInstanceFromHash(real));
        assertThat(nothing).hasSameSizeAs(real);
        assertThat(secrets.passwordMatches("a password of some length", nothing)).isFalse();
        assertThat(secrets.passwordMatches("", nothing)).isFalse();
        assertThat(secrets.passwordMatches("a password of some length", real)).isTrue();
    }
}
