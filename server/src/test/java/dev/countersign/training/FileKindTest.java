package dev.countersign.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileKindTest {
    private static Optional<FileKind> of(byte... bytes) throws IOException {
        return FileKind.of(new ByteArrayInputStream(bytes));
    }

    private static Optional<FileKind> of(String text) throws IOException {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void isToldByWhatIsInIt() throws IOException {
        assertThat(of("%PDF-1.4 and so on")).hasValue(FileKind.PDF);
        assertThat(
                        of(
                                (byte) 0x89,
                                (byte) 'P',
                                (byte) 'N',
                                (byte) 'G',
                                (byte) 13,
                                (byte) 10,
                                (byte) 26,
                                (byte) 10,
                                (byte) 0))
                .hasValue(FileKind.PNG);
        assertThat(of((byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0)).hasValue(FileKind.JPEG);
        assertThat(of("Größe, 日本語\n\tand tabs\r\n")).hasValue(FileKind.TEXT);
        assertThat(of("")).isEmpty();
        assertThat(of("PK\u0003\u0004 a zip")).isEmpty();
        assertThat(of((byte) 0xc3)).isEmpty();
        assertThat(of((byte) 'a', (byte) 0)).isEmpty();
    }

    /// A character may lie across the pieces in which a file is read, and what is wrong may come
    /// late.
    @Test
    void longTextIsReadToItsEnd() throws IOException {
        for (var before = 65_530; before < 65_540; before++) {
            var text = "x".repeat(before) + "日本" + "y".repeat(70_000);
            assertThat(of(text)).as("after %d", before).hasValue(FileKind.TEXT);
            assertThat(of(text + "\u0000")).as("after %d", before).isEmpty();
        }
    }
}
