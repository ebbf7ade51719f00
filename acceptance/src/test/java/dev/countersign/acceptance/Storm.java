package dev.countersign.acceptance;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.SetUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A course of many small quizzes, and many learners.
final class Storm {
    static final int QUIZZES = 12;
    static final int QUESTIONS = 4;
    static final int ATTEMPTS = 3;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Storm() {}

    static void prepare(
            SetUp setUp, String administrator, String programme, Path data, int learners)
            throws IOException, InterruptedException {
        for (var i = 0; i < learners; i++) {
            var person =
                    JSON.createObjectNode()
                            .put("id", "l" + i)
                            .put("name", "Learner " + i)
                            .put("email", "l" + i + "@world.example");
            person.putArray("roles").add("frontline_ops");
            setUp.post(administrator, "/v1/people", person);
            Files.writeString(data.resolve("l" + i + ".key"), setUp.keyFor(administrator, "l" + i));
        }
        if (learners > 0) {
            course(setUp, programme);
        }
    }

    private static void course(SetUp setUp, String programme)
            throws IOException, InterruptedException {
        var body = JSON.createObjectNode();
        var files = body.putObject("files");
        files.put(
                "pack.yaml",
                """
                pack: storm
                version: '1'
                title: Storm
                summary: Many short quizzes.
                roles: [frontline_ops]
                minutes: 10
                modules: [one]
                assessment: q0
                """);
        var module = new StringBuilder();
        module.append("module: M1\ntitle: One\nminutes: 10\nyou_will: You can wait.\n");
        module.append("outcomes:\n  - {id: M1.1, text: Wait}\nsections:\n");
        module.append("  - {id: read, title: Read, minutes: 10, format: reading, text: read.md}\n");
        for (var q = 1; q < QUIZZES; q++) {
            module.append(
                    "  - {id: s%d, title: Quiz %d, minutes: 0, format: assessment, text: read.md, quiz: q%d}\n"
                            .formatted(q, q, q));
        }
        files.put("modules/one/module.yaml", module.toString());
        files.put("modules/one/read.md", "# Wait\nEverything passes.\n");
        var bank = new StringBuilder("bank: short\ntitle: Short\nitems:\n");
        for (var i = 0; i < QUESTIONS; i++) {
            bank.append("  - id: i%d\n    kind: short\n    outcomes: [M1.1]\n".formatted(i));
            bank.append("    ask: What is said at %d?\n    accept: [nothing]\n".formatted(i));
            bank.append("    explain: Silence.\n");
        }
        files.put("banks/short.yaml", bank.toString());
        for (var q = 0; q < QUIZZES; q++) {
            files.put(
                    "quizzes/q%d.yaml".formatted(q),
                    "quiz: q%d\ntitle: Quiz %d\nbanks: [short]\nitems: %d\nattempts: %d\npass: 0.5\n"
                            .formatted(q, q, QUESTIONS, ATTEMPTS));
        }
        setUp.post(programme, "/v1/courses", body);
    }
}
