package dev.countersign.connect;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which chats are connected. Read from the environment; a secret may be in a file instead, named
/// by the same variable with `_FILE` behind it.
public record ChatSettings(Optional<Slack> slack, Optional<Teams> teams) {
    public static final ChatSettings NONE = new ChatSettings(Optional.empty(), Optional.empty());

    /// @param botToken `COUNTERSIGN_SLACK_BOT_TOKEN`: begins with `xoxb-`
    /// @param signingSecret `COUNTERSIGN_SLACK_SIGNING_SECRET`: where Slack calls us over HTTP
    /// @param appToken `COUNTERSIGN_SLACK_APP_TOKEN`: begins with `xapp-`; where we connect to
    ///   Slack instead (Socket Mode), because it cannot reach us
    /// @param channel `COUNTERSIGN_SLACK_CHANNEL`; default `#ops-exceptions`, because that is where
    ///   the process says exceptions are handled
    /// @param region `COUNTERSIGN_SLACK_REGION`: where the workspace keeps its data
    /// @param api `COUNTERSIGN_SLACK_API`; default `https://slack.com/api/`
    public record Slack(
            Secret botToken,
            Optional<Secret> signingSecret,
            Optional<Secret> appToken,
            String channel,
            String region,
            URI api) {}

    /// @param workflow `COUNTERSIGN_TEAMS_WORKFLOW_URL`: of an incoming workflow; cards by it can
    ///   be opened and not answered
    /// @param bot by which cards can be answered and change afterwards
    /// @param region `COUNTERSIGN_TEAMS_REGION`: where the tenant keeps its data
    public record Teams(Optional<Secret> workflow, Optional<Bot> bot, String region) {}

    /// @param appId `COUNTERSIGN_TEAMS_APP_ID`
    /// @param password `COUNTERSIGN_TEAMS_APP_PASSWORD`
    /// @param tenant `COUNTERSIGN_TEAMS_TENANT`: whose people may decide
    /// @param service `COUNTERSIGN_TEAMS_SERVICE_URL`, as the bot was told when it was installed
    /// @param conversation `COUNTERSIGN_TEAMS_CONVERSATION`: the channel's id
    /// @param login `COUNTERSIGN_TEAMS_LOGIN`; default `https://login.microsoftonline.com`
    /// @param keys `COUNTERSIGN_TEAMS_KEYS`; default the Bot Framework's OpenID document
    public record Bot(
            String appId,
            Secret password,
            String tenant,
            URI service,
            String conversation,
            URI login,
            URI keys) {}

    public boolean any() {
        return slack.isPresent() || teams.isPresent();
    }

    /// @throws IllegalArgumentException that names everything that is missing or wrong
    public static ChatSettings from(Map<String, String> environment) {
        var reader = new Reader(environment, new ArrayList<>());
        var settings = new ChatSettings(reader.slack(), reader.teams());
        if (!reader.wrong.isEmpty()) {
            throw new IllegalArgumentException("chat: " + String.join("; ", reader.wrong));
        }
        return settings;
    }

    private record Reader(Map<String, String> environment, List<String> wrong) {
        private static final String SLACK = "COUNTERSIGN_SLACK_";
        private static final String TEAMS = "COUNTERSIGN_TEAMS_";

        Optional<Slack> slack() {
            if (nothing(SLACK)) {
                return Optional.empty();
            }
            var bot = secret(SLACK + "BOT_TOKEN");
            var signing = secret(SLACK + "SIGNING_SECRET");
            var app = secret(SLACK + "APP_TOKEN");
            require(bot.isPresent(), SLACK + "BOT_TOKEN is missing; it begins with `xoxb-`");
            require(
                    bot.filter(t -> !t.value().startsWith("xoxb-")).isEmpty(),
                    SLACK + "BOT_TOKEN is no bot token; those begin with `xoxb-`");
            require(
                    app.filter(t -> !t.value().startsWith("xapp-")).isEmpty(),
                    SLACK + "APP_TOKEN is no app-level token; those begin with `xapp-`");
            require(
                    signing.isPresent() || app.isPresent(),
                    "nobody could answer in Slack: set "
                            + SLACK
                            + "SIGNING_SECRET (Slack calls us) or "
                            + SLACK
                            + "APP_TOKEN (Socket Mode: we connect to Slack)");
            var region = region(SLACK, "Slack workspace");
            var api = address(SLACK + "API", "https://slack.com/api/");
            return Optional.of(
                    new Slack(
                            bot.orElse(new Secret("")),
                            signing,
                            app,
                            text(SLACK + "CHANNEL").orElse("#ops-exceptions"),
                            region,
                            api));
        }

        Optional<Teams> teams() {
            if (nothing(TEAMS)) {
                return Optional.empty();
            }
            var workflow = secret(TEAMS + "WORKFLOW_URL");
            workflow.ifPresent(w -> checked(TEAMS + "WORKFLOW_URL", w.value()));
            var parts = List.of("APP_ID", "APP_PASSWORD", "TENANT", "SERVICE_URL", "CONVERSATION");
            var missing =
                    parts.stream()
                            .map(part -> TEAMS + part)
                            .filter(name -> secret(name).isEmpty())
                            .toList();
            var bot = Optional.<Bot>empty();
            if (missing.isEmpty()) {
                bot =
                        Optional.of(
                                new Bot(
                                        text(TEAMS + "APP_ID").orElse(""),
                                        secret(TEAMS + "APP_PASSWORD").orElse(new Secret("")),
                                        text(TEAMS + "TENANT").orElse(""),
                                        address(TEAMS + "SERVICE_URL", ""),
                                        text(TEAMS + "CONVERSATION").orElse(""),
                                        address(
                                                TEAMS + "LOGIN",
                                                "https://login.microsoftonline.com"),
                                        address(
                                                TEAMS + "KEYS",
                                                "https://login.botframework.com/v1/.well-known/openidconfiguration")));
            } else {
                require(
                        missing.size() == parts.size(),
                        "the Teams bot is half configured: "
                                + String.join(", ", missing)
                                + (missing.size() == 1 ? " is missing" : " are missing"));
                require(
                        workflow.isPresent() || missing.size() < parts.size(),
                        "nothing could be sent to Teams: set "
                                + TEAMS
                                + "WORKFLOW_URL, or the bot's "
                                + String.join(", ", missing));
            }
            return Optional.of(new Teams(workflow, bot, region(TEAMS, "Teams tenant")));
        }

        private String region(String prefix, String whose) {
            var region = text(prefix + "REGION");
            require(
                    region.isPresent(),
                    prefix
                            + "REGION is missing; name the region where your "
                            + whose
                            + " keeps its data, as the playbook's allowed regions write it");
            return region.orElse("");
        }

        private boolean nothing(String prefix) {
            return environment.entrySet().stream()
                    .noneMatch(e -> e.getKey().startsWith(prefix) && !e.getValue().isBlank());
        }

        private Optional<String> text(String name) {
            return Optional.ofNullable(environment.get(name))
                    .map(String::strip)
                    .filter(t -> !t.isEmpty());
        }

        private Optional<Secret> secret(String name) {
            var direct = text(name);
            var file = text(name + "_FILE");
            if (direct.isPresent() && file.isPresent()) {
                require(false, name + " and " + name + "_FILE are both set; set one");
            }
            return direct.or(() -> file.flatMap(f -> read(name + "_FILE", f))).map(Secret::new);
        }

        private Optional<String> read(String name, String file) {
            try {
                return Optional.of(Files.readString(Path.of(file)).strip())
                        .filter(t -> !t.isEmpty());
            } catch (IOException | java.nio.file.InvalidPathException e) {
                require(false, name + " names `" + file + "`, which cannot be read");
                return Optional.empty();
            }
        }

        private URI address(String name, String fallback) {
            return checked(name, text(name).orElse(fallback));
        }

        private URI checked(String name, String value) {
            try {
                var uri = URI.create(value);
                if (uri.getHost() != null && value.matches("https?://.*")) {
                    return uri;
                }
            } catch (IllegalArgumentException e) {
                // Said below, without the value: it may be secret.
            }
            require(false, name + " is no https address");
            return URI.create("https://invalid.invalid");
        }

        private void require(boolean met, String sentence) {
            if (!met && !wrong.contains(sentence)) {
                wrong.add(sentence);
            }
        }
    }
}
