package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.course.Lab;
import dev.countersign.course.Pack;
import java.util.List;
import java.util.stream.Collectors;

/// Mona, who mentors whoever learns Ops Engineer 2.0; her side goes over the API.
final class OpsEngineerMentor {
    private static final String WORDS = "You name the rule, what it guards, and for whom.";

    private final World world;
    private final Pack pack;
    private final String learner;
    private final Session desk;

    OpsEngineerMentor(World world, Pack pack, String learner) {
        this.world = world;
        this.pack = pack;
        this.learner = learner;
        this.desk = Session.of(world, "mona");
        ok(
                world.post(
                        "pam",
                        "/v1/courses/" + pack.id() + "/mentors",
                        "{\"person\":\"%s\",\"mentor\":\"mona\"}".formatted(learner)));
    }

    private String at(Lab lab) {
        return "/v1/courses/" + pack.id() + "/labs/" + lab.id();
    }

    /// Signs what was handed in, at the best level of each row.
    void sign(Lab lab) {
        var levels =
                lab.rubric().filter(_ -> !lab.privateToMentor()).stream()
                        .flatMap(r -> pack.rubrics().get(r).rows().stream())
                        .map(row -> "\"%s\":%d".formatted(row.id(), row.levels().size() - 1))
                        .collect(Collectors.joining(","));
        var handIn = world.get(learner, at(lab)).body().path("hand_in").asInt();
        ok(
                world.post(
                        "mona",
                        at(lab) + "/judgements",
                        "{\"person\":\"%s\",\"hand_in\":%d,\"passed\":true,\"words\":\"%s\",\"levels\":{%s}}"
                                .formatted(learner, handIn, WORDS, levels)));
    }

    /// The answers that are texts.
    void mark(String attempt, List<String> items) {
        for (var item : items) {
            ok(
                    world.post(
                            "mona",
                            "/v1/attempts/" + attempt + "/marks",
                            "{\"item\":\"%s\",\"earned\":1,\"words\":\"%s\"}"
                                    .formatted(item, WORDS)));
        }
    }

    void watch(Lab lab, int number) {
        ok(
                world.post(
                        "mona",
                        at(lab) + "/observations",
                        "{\"person\":\"%s\",\"number\":%d,\"words\":\"%s\"}"
                                .formatted(learner, number, WORDS)));
    }

    void commentOnPractice(String caseId) {
        assertThat(
                        desk.form(
                                        "/practice",
                                        "/practice/answers/" + caseId + "/comment",
                                        "comment",
                                        WORDS)
                                .status())
                .isEqualTo(200);
    }

    void cosign() {
        for (var p : world.get("mona", "/v1/proposals").body().path("proposals")) {
            ok(
                    world.post(
                            "mona",
                            "/v1/proposals/" + p.path("id").asText() + "/cosign",
                            "{\"words\":\"" + WORDS + "\"}"));
        }
    }

    void sayReady() {
        ok(
                world.post(
                        "mona",
                        "/v1/courses/" + pack.id() + "/readiness",
                        "{\"person\":\"%s\",\"ready\":true,\"after\":0,\"reason\":\"%s\"}"
                                .formatted(learner, WORDS)));
    }

    private static void ok(World.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 201);
    }
}
