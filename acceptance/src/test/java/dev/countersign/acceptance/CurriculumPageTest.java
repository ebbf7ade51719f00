package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import dev.countersign.course.cli.PackFolder;
import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The shipped project and the template that three courses share, as their learners see them.
class CurriculumPageTest {
    private static final String PASSWORD = "correct-horse-battery";

    private World world;
    private Browser browser;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        world = new World(data);
        browser = new Browser();
        for (var pack : new String[] {"mod-802", "ops-manager"}) {
            var body = World.JSON.createObjectNode();
            var files = body.putObject("files");
            PackFolder.read(Path.of("..", "playbooks", "courses", pack))
                    .get("")
                    .forEach(files::put);
            var put = world.post("pam", "/v1/courses", body.toString());
            assertThat(put.status()).as(put.text()).isEqualTo(201);
        }
        world.setUp.post(
                world.administrator,
                "/v1/people/max/password",
                World.JSON.createObjectNode().put("password", PASSWORD));
    }

    @AfterEach
    void stop() throws IOException {
        browser.close();
        world.close();
    }

    @Test
    @Requirement({"T2", "T17"})
    void aProjectIsShownWholeAndASharedTextWithItsVersionOwnerAndUsers() {
        var check = new PageCheck();
        for (var dark : new boolean[] {false, true}) {
            var scheme = dark ? ColorScheme.DARK : ColorScheme.LIGHT;
            var width = dark ? 390 : 1440;
            var page = browser.open(width, scheme);
            check.listen(page);
            Browser.signIn(page, world.base, "max@world.example", PASSWORD);
            page.navigate(world.base + "/learn/MOD-802");
            check.look(page, "course-with-project", scheme, width);
            page.click("text=Your team's book");
            assertThat(page.textContent("main"))
                    .contains(
                            "Have it played",
                            "8 h 0 min in all",
                            "Insufficient",
                            "Exemplary",
                            "Kenji Morimoto",
                            "2026-11-02");
            check.look(page, "project", scheme, width);

            page.navigate(world.base + "/learn/ops-manager");
            page.click("text=Shared incident template");
            assertThat(page.textContent("main"))
                    .contains("commander", "1.0", "ops manager", "Used by", "Ops Manager");
            check.look(page, "shared-text", scheme, width);
            page.context().close();
        }
        assertThat(check.found()).isEmpty();
        assertThat(world.get("max", "/learn/MOD-802/projects/nothing").status()).isEqualTo(404);
        assertThat(world.get("max", "/learn/ops-manager/texts/nothing").status()).isEqualTo(404);
    }
}
