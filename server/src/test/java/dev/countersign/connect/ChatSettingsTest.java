package dev.countersign.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Half a configuration is refused in a sentence, and no secret is printed.
class ChatSettingsTest {
    private static final Map<String, String> SLACK =
            Map.of(
                    "COUNTERSIGN_SLACK_BOT_TOKEN", "xoxb-1",
                    "COUNTERSIGN_SLACK_SIGNING_SECRET", "s3cret",
                    "COUNTERSIGN_SLACK_REGION", "eu");
    private static final Map<String, String> TEAMS =
            Map.of(
                    "COUNTERSIGN_TEAMS_APP_ID", "app",
                    "COUNTERSIGN_TEAMS_APP_PASSWORD", "s3cret",
                    "COUNTERSIGN_TEAMS_TENANT", "tenant",
                    "COUNTERSIGN_TEAMS_SERVICE_URL", "https://smba.trafficmanager.net/emea/",
                    "COUNTERSIGN_TEAMS_CONVERSATION", "19:x@thread.tacv2",
                    "COUNTERSIGN_TEAMS_REGION", "eu");

    @Test
    void nothingConfiguredConnectsNothing() {
        assertThat(ChatSettings.from(Map.of("PATH", "/bin")).any()).isFalse();
    }

    @Test
    void slackHasDefaultsWhereTheProcessNamesThem() {
        var slack = ChatSettings.from(SLACK).slack().orElseThrow();

        assertThat(slack.channel()).isEqualTo("#ops-exceptions");
        assertThat(slack.api()).hasToString("https://slack.com/api/");
        assertThat(slack.toString()).doesNotContain("xoxb-1", "s3cret");
    }

    @Test
    void whateverIsMissingIsNamedAtOnce() {
        assertThatThrownBy(
                        () -> ChatSettings.from(Map.of("COUNTERSIGN_SLACK_BOT_TOKEN", "xoxp-mine")))
                .hasMessageContaining("no bot token")
                .hasMessageContaining("COUNTERSIGN_SLACK_SIGNING_SECRET")
                .hasMessageContaining("COUNTERSIGN_SLACK_APP_TOKEN")
                .hasMessageContaining("COUNTERSIGN_SLACK_REGION is missing")
                .hasMessageNotContaining("xoxp-mine");
    }

    @Test
    void everyPartOfTheTeamsBotIsNeeded() {
        assertThat(ChatSettings.from(TEAMS).teams().orElseThrow().bot()).isPresent();
        for (var name : TEAMS.keySet()) {
            var part = new HashMap<>(TEAMS);
            part.remove(name);
            assertThatThrownBy(() -> ChatSettings.from(part)).hasMessageContaining(name);
        }
    }

    @Test
    void aSecretMayBeInAFile(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("token"), "xoxb-from-file\n");
        var settings = new HashMap<>(SLACK);
        settings.remove("COUNTERSIGN_SLACK_BOT_TOKEN");
        settings.put("COUNTERSIGN_SLACK_BOT_TOKEN_FILE", file.toString());

        assertThat(ChatSettings.from(settings).slack().orElseThrow().botToken().value())
                .isEqualTo("xoxb-from-file");

        settings.put("COUNTERSIGN_SLACK_BOT_TOKEN_FILE", "/nowhere/token");
        assertThatThrownBy(() -> ChatSettings.from(settings))
                .hasMessageContaining("cannot be read");
    }
}
