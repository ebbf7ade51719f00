package dev.countersign.redaction.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PhonesTest {
    @Test
    void judgesInternationalNumbersAsTheParserDoes() {
        var plans = PhoneNumberUtil.getInstance();
        var countries = plans.getSupportedCallingCodes().stream().sorted().toList();
        var random = new Random(20261121);
        var possible = 0;
        for (var i = 0; i < 20_000; i++) {
            var candidate =
                    new StringBuilder("+")
                            .append(
                                    random.nextInt(20) == 0
                                            ? "" + random.nextInt(1000)
                                            : countries.get(random.nextInt(countries.size())));
            var digits = 3 + random.nextInt(11);
            for (var d = 0; d < digits; d++) {
                candidate.append(random.nextInt(4) == 0 ? " " : "").append(random.nextInt(10));
            }
            var text = candidate.toString();

            assertThat(Phones.isPossible(text))
                    .as(text)
                    .isEqualTo(Phones.isPossibleWhenParsed(text));
            possible += Phones.isPossible(text) ? 1 : 0;
        }
        assertThat(possible).isBetween(2_000, 18_000);
    }
}
