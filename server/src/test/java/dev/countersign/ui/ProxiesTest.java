package dev.countersign.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
    private static final Proxies OURS =
            Proxies.of(List.of("127.0.0.1, 10.1.0.0/16", "2001:db8::/32"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // Nobody but a trusted proxy says where it comes from.
                "192.0.2.9 | 203.0.113.5              | 192.0.2.9",
                "127.0.0.1 | 203.0.113.5              | 203.0.113.5",
                // The stranger wrote the left one.
                "127.0.0.1 | 198.51.100.1, 203.0.113.5 | 203.0.113.5",
                "127.0.0.1 | 203.0.113.5, 10.1.255.7   | 203.0.113.5",
                "127.0.0.1 | 203.0.113.5, 10.2.0.7     | 10.2.0.7",
                // Trusted all the way: the farthest.
                "127.0.0.1 | 10.1.0.1, 10.1.0.2        | 10.1.0.1",
                // What is no address is nobody's.
                "127.0.0.1 | 203.0.113.5, unknown      | 127.0.0.1",
                "127.0.0.1 | unknown, 10.1.0.2         | 10.1.0.2",
                "127.0.0.1 | 203.0.113.5:4711          | 203.0.113.5",
                "127.0.0.1 | [2001:db9::1]:4711        | 2001:db9:0:0:0:0:0:1",
                "2001:db8::7 | 2001:db9::1             | 2001:db9:0:0:0:0:0:1",
            })
    void theNearestAddressThatIsNoTrustedProxyIsWhereItComesFrom(
            String peer, String forwarded, String origin) {
        assertThat(OURS.origin(peer, List.of(forwarded))).isEqualTo(origin);
    }

    @Test
    void headersThatComeTwiceAreReadAsOne() {
        assertThat(OURS.origin("127.0.0.1", List.of("198.51.100.1", "203.0.113.5, 10.1.0.2")))
                .isEqualTo("203.0.113.5");
        assertThat(OURS.origin("127.0.0.1", List.of())).isEqualTo("127.0.0.1");
        assertThat(Proxies.NONE.origin("127.0.0.1", List.of("203.0.113.5"))).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "proxy.example", "10.0.0.0/33", "10.0.0.0/x", "10.0.0", "127.0.0.1,"})
    void whatIsNoAddressIsRefusedWithARemedy(String address) {
        assertThatThrownBy(() -> Proxies.of(List.of(address)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write one such as 127.0.0.1 or 10.0.0.0/8");
    }
}
