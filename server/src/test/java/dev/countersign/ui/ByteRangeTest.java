package dev.countersign.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.ui.ByteRange.None;
import dev.countersign.ui.ByteRange.Part;
import dev.countersign.ui.ByteRange.Whole;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// RFC 9110, section 14.
class ByteRangeTest {
    private static ByteRange of(String asked) {
        return ByteRange.of(Optional.of(asked), true, 1000);
    }

    @Test
    void aPartIsWhatWasAskedForInsideTheFile() {
        assertThat(of("bytes=0-99")).isEqualTo(new Part(0, 100));
        assertThat(of("bytes=900-")).isEqualTo(new Part(900, 1000));
        assertThat(of("bytes=900-5000")).isEqualTo(new Part(900, 1000));
        assertThat(of("bytes=-100")).isEqualTo(new Part(900, 1000));
        assertThat(of("bytes=-5000")).isEqualTo(new Part(0, 1000));
    }

    @Test
    void behindTheEndIsNothing() {
        assertThat(of("bytes=1000-")).isEqualTo(new None());
        assertThat(of("bytes=-0")).isEqualTo(new None());
    }

    @Test
    void whatCannotBeHonouredIsTheWhole() {
        for (var asked : new String[] {"bytes=-", "bytes=5-1", "lines=1-2", "bytes=0-1,5-9", "x"}) {
            assertThat(of(asked)).as(asked).isEqualTo(new Whole());
        }
        assertThat(ByteRange.of(Optional.of("bytes=0-1"), false, 1000)).isEqualTo(new Whole());
        assertThat(ByteRange.of(Optional.empty(), true, 1000)).isEqualTo(new Whole());
    }
}
