package dev.countersign.policy.analysis;

import dev.countersign.policy.PolicySet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/// The process of a [Worker]: one question in, one answer out.
final class WorkerMain {
    private WorkerMain() {}

    public static void main(String[] args) throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var line = in.readLine();
        if (line == null) {
            return;
        }
        // The one who asked is gone when its end closes, and nobody waits for the answer.
        Thread.ofPlatform().daemon().start(() -> endWith(in));
        var question = Wire.question(line);
        var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        out.print(Wire.answer(findings(question)));
        out.flush();
        // The solver's own threads must not keep the process.
        Runtime.getRuntime().halt(0);
    }

    private static void endWith(BufferedReader in) {
        try {
            while (in.read() >= 0) {
                // Nothing more is expected.
            }
        } catch (IOException e) {
            // The same as its end.
        }
        Runtime.getRuntime().halt(3);
    }

    private static List<Found> findings(Wire.Question question) {
        var at = Instant.parse(question.at());
        var sets =
                question.sets().stream()
                        .map(texts -> PolicySet.read(new java.util.TreeMap<>(texts)).policies())
                        .toList();
        return sets.size() == 1
                ? Analysis.of(sets.getFirst(), at)
                : Difference.of(sets.get(0), sets.get(1), at);
    }
}
