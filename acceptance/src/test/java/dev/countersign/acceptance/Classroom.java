package dev.countersign.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.IntStream;

/// A course of one section and a quiz of fifty questions, so that a score can be chosen to two
/// hundredths; every right answer is `true`.
final class Classroom {
    static final int QUESTIONS = 50;

    private Classroom() {}

    /// @param minutes for an attempt; 0 for no limit
    static void teach(World world, String id, int attempts, int minutes) {
        teach(world, id, attempts, minutes, bank());
    }

    /// As the other, and the key of one question is the other way round.
    static void teachWithOtherKey(World world, String id, int attempts, int question) {
        var key = "- id: q%d\n".formatted(question);
        var at = bank().indexOf(key);
        var from = bank().indexOf("answer: true", at);
        keep(
                world,
                id,
                attempts,
                0,
                bank().substring(0, from)
                        + "answer: false"
                        + bank().substring(from + "answer: true".length()));
    }

    /// As the other, as the course of a track of the playbook; nobody is enrolled by hand.
    static void track(World world, String id, String track) {
        var kept =
                keep(
                        world,
                        id,
                        "track-" + track,
                        3,
                        0,
                        bank(),
                        "counts: best\n",
                        "track: " + track + "\n");
        if (kept.status() != 201) {
            throw new IllegalStateException(kept.text());
        }
    }

    /// As the other, and nobody is enrolled.
    static void keep(World world, String id, int attempts, int minutes) {
        keep(world, id, attempts, minutes, bank());
    }

    /// As the other, and the first question is one that only a person can mark.
    static void teachWithText(World world, String id) {
        teach(
                world,
                id,
                2,
                0,
                bank().replaceFirst("kind: true_false", "kind: essay")
                        .replaceFirst("    answer: true\n", ""));
    }

    /// Another one whenever anything is taught differently.
    private static String version(String content) {
        return Integer.toUnsignedString(content.hashCode());
    }

    private static void teach(World world, String id, int attempts, int minutes, String bank) {
        keep(world, id, attempts, minutes, bank);
        world.post("fay", "/v1/courses/" + id + "/enrolments", "{}");
    }

    /// As the other, and the quiz does not say which attempt counts.
    static void teachWithoutCounts(World world, String id, int attempts) {
        kept(world, id, attempts, 0, bank(), "");
        world.post("fay", "/v1/courses/" + id + "/enrolments", "{}");
    }

    private static void keep(World world, String id, int attempts, int minutes, String bank) {
        kept(world, id, attempts, minutes, bank, "counts: best\n");
    }

    private static void kept(
            World world, String id, int attempts, int minutes, String bank, String counts) {
        var version = "1." + version(attempts + " " + minutes + bank + counts);
        var kept = keep(world, id, version, attempts, minutes, bank, counts);
        if (kept.status() != 201) {
            throw new IllegalStateException(kept.text());
        }
    }

    /// As the others, under a version of one's choice and with what the server says to it.
    static World.Answer keep(World world, String id, String version, int attempts) {
        return keep(world, id, version, attempts, 0, bank(), "counts: best\n");
    }

    private static World.Answer keep(
            World world,
            String id,
            String version,
            int attempts,
            int minutes,
            String bank,
            String counts) {
        return keep(world, id, version, attempts, minutes, bank, counts, "");
    }

    private static World.Answer keep(
            World world,
            String id,
            String version,
            int attempts,
            int minutes,
            String bank,
            String counts,
            String more) {
        var files = World.JSON.createObjectNode();
        files.put(
                "pack.yaml",
                """
                pack: %s
                version: '%s'
                title: Governed tools
                summary: What a governed tool may do, and when a person decides.
                roles: [frontline_ops]
                minutes: 30
                modules: [one]
                assessment: end
                %s\
                """
                        .formatted(id, version, more));
        files.put(
                "modules/one/module.yaml",
                """
                module: M1
                title: Why a person decides
                minutes: 30
                you_will: You can tell what a machine may settle.
                outcomes:
                  - {id: M1.1, text: Tell what a machine may settle}
                sections:
                  - {id: read, title: Who decides, minutes: 20, format: reading, text: read.md}
                  - {id: ask, title: Show it, minutes: 10, format: assessment, text: ask.md, quiz: end}
                """);
        files.put(
                "modules/one/read.md",
                """
                # Who decides
                A machine **drafts**; a person decides where money moves.

                | Case | Who |
                |---|---|
                | refund | manager |

                <script>alert('no')</script>
                """);
        files.put("modules/one/ask.md", "Fifty short questions.\n");
        files.put("banks/short.yaml", bank);
        files.put(
                "quizzes/end.yaml",
                """
                quiz: end
                title: Who decides?
                banks: [short]
                items: %d
                attempts: %d
                %spass: 0.85
                %sopens: [gated_tool]
                """
                        .formatted(
                                QUESTIONS,
                                attempts,
                                counts,
                                minutes == 0 ? "" : "minutes: " + minutes + "\n"));
        var body = World.JSON.createObjectNode();
        body.set("files", files);
        return world.post("pam", "/v1/courses", body.toString());
    }

    private static String bank() {
        var text = new StringBuilder("bank: short\ntitle: Short\nitems:\n");
        for (var i = 0; i < QUESTIONS; i++) {
            text.append("  - id: q%d\n    kind: true_false\n    outcomes: [M1.1]\n".formatted(i));
            text.append("    ask: Case %d goes to a person.\n    answer: true\n".formatted(i));
            text.append("    explain: Money moves.\n");
        }
        return text.toString();
    }

    static String begin(World world, String pack) {
        return world.post("fay", "/v1/courses/" + pack + "/quizzes/end/attempts", "{}")
                .body()
                .path("id")
                .asText();
    }

    /// An attempt with that many right answers, handed in.
    static JsonNode attempt(World world, String pack, int right) {
        return world.post("fay", "/v1/attempts/" + begin(world, pack) + "/submit", answers(right))
                .body();
    }

    static String answers(int right) {
        var answers = World.JSON.createObjectNode();
        IntStream.range(0, QUESTIONS)
                .forEach(i -> answers.putObject("q" + i).put("value", i < right));
        var body = World.JSON.createObjectNode();
        body.set("answers", answers);
        return body.toString();
    }
}
