package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import dev.countersign.course.Lab;
import dev.countersign.course.Pack;
import dev.countersign.course.Packs;
import dev.countersign.course.cli.PackFolder;
import dev.countersign.testing.Requirement;
import dev.countersign.training.LabParts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Finn completes Ops Engineer 2.0 as it is shipped, in the browser, without a mouse: every
/// section, quiz and lab, practice and five real exceptions. His mentor does what mentors do.
class KeyboardTest {
    private static final String HOME = "/learn/ops-engineer-2";

    /// Longer than any lab's least, shorter than any lab's most.
    private static final String ESSAY =
            ("The rule guards the customer's data, the owner was asked, and the risk ends with the"
                            + " exception on Friday. ")
                    .repeat(10);

    private World world;
    private Browser browser;
    private Keyboard keys;
    private Pack pack;
    private RightAnswers answers;
    private OpsEngineerMentor mona;
    private final Map<Integer, String> real = new HashMap<>();

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        world = new World(data);
        browser = new Browser();
        keys = new Keyboard(browser.open(1440, ColorScheme.LIGHT));
        var folder = Path.of("../playbooks/courses/ops-engineer-2");
        var files = PackFolder.read(folder).get("");
        pack = Packs.read(PackFolder.read(folder)).packs().getFirst();
        answers = new RightAnswers(pack);
        var body = World.JSON.createObjectNode();
        files.forEach(body.putObject("files")::put);
        var kept = world.post("pam", "/v1/courses", body.toString());
        assertThat(kept.status()).as(kept.text()).isEqualTo(201);
        Amended.organisation(
                world,
                text ->
                        text.replace("[fay, max, otto]", "[fay, max, otto, finn]")
                                + "gates:\n"
                                + "  production_exceptions:\n"
                                + "    - {type: readiness}\n");
        Session.of(world, "finn");
    }

    @AfterEach
    void stop() throws IOException {
        browser.close();
        world.close();
    }

    @Test
    @Requirement({"P28", "P29", "P31", "P34", "P36", "P61"})
    void opsEngineerIsCompletedWithoutAMouse() {
        signIn();
        keys.follow("a.nav[href='/learn']");
        keys.skipToContent();
        keys.follow("form[action='" + HOME + "/enrol'] button");
        mona = new OpsEngineerMentor(world, pack, "finn");
        for (var other : List.of("fay", "otto")) {
            world.post("pam", "/v1" + courses() + "/enrolments", "{\"person\":\"" + other + "\"}");
        }

        pack.modules().forEach(this::module);
        quiz(pack.assessment().orElseThrow());

        toCourse();
        assertThat(keys.text())
                .contains("17 of 17 sections done, 16 of 16 labs passed", "completed");
        assertThat(world.get("cleo", "/v1/ledger/entries?action=course.&limit=100").text())
                .contains("course.completed");
        // And now alone.
        mona.sayReady();
        assertThat(decideReal(6)).isEqualTo("APPROVED");
    }

    private String courses() {
        return "/courses/" + pack.id();
    }

    private void signIn() {
        keys.page.navigate(world.base + "/sign-in");
        keys.to("#email");
        keys.type("finn@world.example");
        keys.to("#password");
        keys.type("correct-horse-battery");
        keys.go("Enter");
    }

    /// From a page that has just come, the shortest way.
    private void toCourse() {
        if (keys.has("main p a[href='" + HOME + "']")) {
            keys.skipToContent();
        } else {
            keys.follow("a.nav[href='/learn']");
            keys.skipToContent();
        }
        keys.follow("a[href='" + HOME + "']");
        keys.skipToContent();
    }

    /// Reads the sections, does their labs, passes the quiz.
    private void module(Pack.Module module) {
        for (var section : module.sections()) {
            toCourse();
            keys.follow("a[href='%s/%s/%s']".formatted(HOME, module.folder(), section.id()));
            keys.skipToContent();
            keys.follow("main form button.primary:not(.video button)");
            section.labs().forEach(id -> lab(pack.labs().get(id)));
            section.quiz().ifPresent(this::quiz);
        }
    }

    private void quiz(String id) {
        toCourse();
        keys.follow("form[action='%s/quiz/%s'] button".formatted(HOME, id));
        keys.skipToContent();
        mona.mark(keys.lastOfAddress(), answers.giveAll(keys));
        keys.page.reload();
        assertThat(keys.text()).contains("Passed with 100 %");
    }

    private void toLab(Lab lab) {
        toCourse();
        keys.follow("a[href='%s/labs/%s']".formatted(HOME, lab.id()));
        keys.skipToContent();
    }

    private void lab(Lab lab) {
        switch (lab.id()) {
            case "2.4" -> {
                for (var n = 1; n <= 5; n++) {
                    assertThat(decideReal(n)).isEqualTo("OPEN");
                    mona.watch(lab, n);
                    mona.cosign();
                    assertThat(stateOf(n)).isEqualTo("APPROVED");
                }
            }
            case "5.1" -> practise(10);
            case "5.4" -> practise(20);
            default -> {}
        }
        toLab(lab);
        if (lab.bank().isPresent()) {
            keys.follow("form[action$='/tries'] button");
            keys.skipToContent();
            answers.giveAll(keys);
            assertThat(keys.text()).contains(": enough");
        } else {
            fill(lab);
            keys.follow("#lab button[value=hand-in]");
            assertThat(keys.page.querySelectorAll("[role=alert]")).as(keys.text()).isEmpty();
        }
        if (LabParts.isGroup(lab)) {
            confirm(lab);
        }
        if (lab.pass().mentor()) {
            mona.sign(lab);
        }
        var state = world.get("finn", "/v1" + courses() + "/labs/" + lab.id());
        assertThat(state.body().path("state").asText()).as(state.text()).isEqualTo("passed");
    }

    private void fill(Lab lab) {
        for (var step : lab.steps()) {
            keys.to("[name=\"" + LabParts.step(step.id()) + "\"]");
            keys.press("Space");
        }
        for (var i = 1; i <= LabParts.entries(lab); i++) {
            keys.to("[name=\"" + LabParts.entry(i) + "\"]");
            keys.paste(ESSAY);
        }
        for (var scenario : LabParts.scenarios(lab, pack)) {
            keys.pick(LabParts.field(scenario, "category"), scenario.key().category());
            keys.pick(LabParts.field(scenario, "decision"), scenario.key().decision());
            keys.pick(LabParts.field(scenario, "to"), scenario.key().to());
            keys.to("[name=\"" + LabParts.field(scenario, "because") + "\"]");
            keys.type(scenario.key().because());
        }
        if (LabParts.isGroup(lab)) {
            for (var member : List.of("fay", "otto")) {
                keys.to("[name=member][value=" + member + "]");
                keys.press("Space");
            }
            for (var i = 1; i <= 3; i++) {
                keys.to("[name=\"" + LabParts.settled(i) + "\"]");
                keys.type("A person decides where a customer is named.");
            }
        }
        if (LabParts.needsNote(lab)) {
            keys.to("#note");
            keys.type("Look at the third one: I was not sure who owns it.");
        }
    }

    private void confirm(Lab lab) {
        for (var member : List.of("fay", "otto")) {
            var at = "/v1" + courses() + "/labs/" + lab.id();
            var work = world.get(member, at).body().at("/named_by/0/work").asText();
            var said = world.post(member, at + "/group/" + work, "{\"was\":true}");
            assertThat(said.status()).as(said.text()).isEqualTo(200);
        }
    }

    /// At the practice desk, until so many are decided in all.
    private void practise(int many) {
        keys.follow("a.nav[href='/practice']");
        for (var n = world.get("finn", "/v1/practice").body().path("cases").size(); n < many; n++) {
            keys.skipToContent();
            keys.follow("form[action='/practice/next'] button");
            assertThat(keys.page.url()).as(keys.text()).contains("/practice/cases/");
            keys.skipToContent();
            decide("d", Learner.WHY);
            if (n < 5) {
                mona.commentOnPractice(keys.lastOfAddress());
                keys.follow("a[href='/practice']");
            }
        }
        keys.follow("a.brand");
    }

    /// The first row of the queue.
    ///
    /// @return the state of the case afterwards
    private String decideReal(int n) {
        real.put(
                n,
                Uncategorised.raise(
                        world,
                        "real-" + n,
                        "\"title\":\"More replicas at night\",\"category\":\"performance_tradeoff\""));
        keys.follow("a.nav[href='/work']");
        keys.press("j");
        keys.go("Enter");
        keys.skipToContent();
        decide("a", World.WHY);
        return stateOf(n);
    }

    private void decide(String key, String why) {
        keys.press(key);
        if (!keys.isAt("#justification")) {
            keys.to("#justification");
        }
        keys.type(why);
        keys.go("Control+Enter");
    }

    private String stateOf(int n) {
        return world.get("finn", "/v1/cases/" + real.get(n))
                .body()
                .path("state")
                .asText()
                .toUpperCase(Locale.ROOT);
    }
}
