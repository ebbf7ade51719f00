package dev.countersign.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StatusListTest {
    @Test
    void everyBitIsReadAsItWasWritten() {
        var random = new Random(20261121);
        var revoked = new TreeSet<>(List.of(0, 7, 8, StatusList.LENGTH - 1));
        for (var i = 0; i < 1_000; i++) {
            revoked.add(random.nextInt(StatusList.LENGTH));
        }
        var list = StatusList.encoded(revoked);
        for (var i = 0; i < 2_000; i++) {
            var index = random.nextInt(StatusList.LENGTH);
            assertThat(StatusList.isSet(list, index)).isEqualTo(revoked.contains(index));
        }
        for (var index : List.of(0, 7, 8, StatusList.LENGTH - 1)) {
            assertThat(StatusList.isSet(list, index)).isTrue();
        }
    }

    /// The validator's own test list, in which 1EdTech revoked number 23 and nothing beside it.
    @Test
    void readsAListThatOthersMade() {
        var list = "uH4sIAAAAAAAA_-3BMQEAAAzDoMy_6cnoA9QFAAAAAAAAAAAAAAAAAAAAbD3uPa2cAEAAAA";
        assertThat(StatusList.isSet(list, 23)).isTrue();
        assertThat(StatusList.isSet(list, 22)).isFalse();
        assertThat(StatusList.isSet(list, 24)).isFalse();
    }

    @Test
    void refusesWhatIsNoList() {
        assertThatThrownBy(() -> StatusList.isSet("zabc", 0)).hasMessageContaining("multibase");
        assertThatThrownBy(() -> StatusList.isSet("uabcd", 0)).hasMessageContaining("unpacked");
        var list = StatusList.encoded(List.of());
        assertThatThrownBy(() -> StatusList.isSet(list, StatusList.LENGTH))
                .hasMessageContaining("no place");
    }
}
