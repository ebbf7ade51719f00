package dev.countersign.policy.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.policy.PolicySet;
import dev.countersign.policy.analysis.Found.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkerTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static SortedMap<String, String> texts(String limit) {
        var out = new TreeMap<String, String>();
        out.put(
                "a.yaml",
                """
                name: a
                version: "1"
                owner: ana
                scope: all
                rule:
                  match:
                    - {condition: "amount > LIMIT", output: "'deny'"}
                    - {condition: "amount > LIMIT && text.contains('é')", output: "'deny'"}
                """
                        .replace("LIMIT", limit));
        return out;
    }

    @Test
    void findsInAProcessOfItsOwnWhatIsFoundHere() {
        var texts = texts("5.0");

        var found = Worker.usual().analyse(texts, NOON);

        assertThat(found).extracting(Found::kind).contains(Kind.SHADOWED, Kind.GAP);
        assertThat(found)
                .containsExactlyElementsOf(Analysis.of(PolicySet.read(texts).policies(), NOON));
    }

    @Test
    void comparesInAProcessOfItsOwn() {
        var found = Worker.usual().compare(texts("5.0"), texts("6.0"), NOON);

        assertThat(found).extracting(Found::kind).containsExactly(Kind.CHANGED);
        assertThat(Worker.usual().compare(texts("5.0"), texts("5.0"), NOON))
                .extracting(Found::kind)
                .containsExactly(Kind.UNCHANGED);
    }

    @Test
    void killsAtTheDeadlineAndSaysSo() {
        var found = new Worker(Duration.ofMillis(1)).analyse(texts("5.0"), NOON);

        assertThat(found).extracting(Found::kind).containsExactly(Kind.STOPPED);
        assertThat(found.getFirst().sentence()).contains("stopped", "not ready after");
    }

    @Test
    void endsWithTheOneWhoAsked() throws Exception {
        var process = Worker.start();
        process.getOutputStream().close();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
}
