package dev.countersign.connect.teams;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.connect.ChatSettings;
import dev.countersign.connect.Sent;
import dev.countersign.egress.NotAllowed;
import dev.countersign.egress.Partner;
import dev.countersign.egress.PartnerClient;
import dev.countersign.egress.Residency;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.function.Supplier;
import okhttp3.FormBody;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/// The Bot Connector and incoming workflows, held to what egress allows.
public final class TeamsApi {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");
    private static final long MOST_BYTES = 1_000_000;

    private final ChatSettings.Teams settings;
    private final OkHttpClient http;
    private final InstantSource clock;
    private @Nullable Token token;

    private record Token(String value, Instant until) {}

    public TeamsApi(
            ChatSettings.Teams settings,
            Supplier<Optional<Residency>> residency,
            InstantSource clock) {
        this.settings = settings;
        this.http = PartnerClient.open(partner(settings), residency, DEADLINE);
        this.clock = clock;
    }

    public static Partner partner(ChatSettings.Teams settings) {
        var hosts = new HashSet<String>();
        settings.workflow().ifPresent(w -> hosts.add(URI.create(w.value()).getHost()));
        settings.bot()
                .ifPresent(b -> {
                    hosts.add(b.service().getHost());
                    hosts.add(b.login().getHost());
                    hosts.add(b.keys().getHost());
                });
        return new Partner("Teams", settings.region(), hosts);
    }

    /// @param body a JSON document; missing where the answer had none
    record Answer(Optional<JsonNode> body, Optional<Sent> otherwise) {
        static Answer not(Sent why) {
            return new Answer(Optional.empty(), Optional.of(why));
        }
    }

    /// Sends a card by the incoming workflow.
    Answer workflow(JsonNode document) {
        var url = settings.workflow().orElseThrow().value();
        return ask(
                new Request.Builder()
                        .url(url)
                        .post(RequestBody.create(document.toString(), JSON))
                        .build());
    }

    /// Asks the Bot Connector, below its service address.
    ///
    /// @param document empty to read
    Answer connector(String method, String path, Optional<JsonNode> document) {
        var bot = settings.bot().orElseThrow();
        var bearer = token(bot);
        if (bearer.otherwise().isPresent()) {
            return bearer;
        }
        var base = bot.service().toString();
        var value = bearer.body().orElseThrow().asText();
        return ask(
                new Request.Builder()
                        .url((base.endsWith("/") ? base : base + "/") + path)
                        .header("Authorization", "Bearer " + value)
                        .method(
                                method,
                                document.map(d -> RequestBody.create(d.toString(), JSON))
                                        .orElse(null))
                        .build());
    }

    private synchronized Answer token(ChatSettings.Bot bot) {
        var now = clock.instant();
        if (token == null || !now.isBefore(token.until())) {
            var asked =
                    ask(
                            new Request.Builder()
                                    .url(
                                            bot.login()
                                                    + "/"
                                                    + encoded(bot.tenant())
                                                    + "/oauth2/v2.0/token")
                                    .post(
                                            new FormBody.Builder()
                                                    .add("grant_type", "client_credentials")
                                                    .add("client_id", bot.appId())
                                                    .add("client_secret", bot.password().value())
                                                    .add(
                                                            "scope",
                                                            "https://api.botframework.com/.default")
                                                    .build())
                                    .build());
            var body = asked.body();
            if (body.isEmpty() || !body.get().path("access_token").isTextual()) {
                // Nothing was sent to the channel yet, whatever went wrong.
                return Answer.not(
                        new Sent.Not(
                                "no token: "
                                        + asked.otherwise().map(Object::toString).orElse("garbage"),
                                Optional.empty(),
                                true,
                                false));
            }
            var seconds = Math.clamp(body.get().path("expires_in").asLong(300), 60, 86_400);
            token =
                    new Token(
                            body.get().path("access_token").asText(),
                            now.plusSeconds(seconds - 30));
        }
        return new Answer(
                Optional.of(TeamsCards.JSON.getNodeFactory().textNode(token.value())),
                Optional.empty());
    }

    /// A public document, such as the keys by which tokens are signed.
    Optional<String> read(URI address) {
        try (var response =
                http.newCall(new Request.Builder().url(address.toString()).build()).execute()) {
            return response.isSuccessful()
                    ? Optional.of(response.peekBody(MOST_BYTES).string())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Answer ask(Request request) {
        try (var response = http.newCall(request).execute()) {
            var status = response.code();
            if (response.isSuccessful()) {
                return new Answer(
                        Optional.of(parsed(response.peekBody(MOST_BYTES).string())),
                        Optional.empty());
            }
            if (status == 429 || status == 412) {
                return Answer.not(
                        new Sent.Not(
                                "status " + status,
                                Optional.of(after(response.header("Retry-After"))),
                                true,
                                false));
            }
            if (status >= 500) {
                return Answer.not(new Sent.Unsure("status " + status, true));
            }
            var gone = status == 404 || status == 400 || status == 413;
            return Answer.not(new Sent.Not("status " + status, Optional.empty(), !gone, gone));
        } catch (NotAllowed | ConnectException | UnknownHostException e) {
            return Answer.not(
                    new Sent.Not(String.valueOf(e.getMessage()), Optional.empty(), true, false));
        } catch (IOException e) {
            return Answer.not(new Sent.Unsure(e.getClass().getSimpleName(), true));
        }
    }

    private static JsonNode parsed(String text) {
        try {
            return TeamsCards.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            // Workflows answer with an empty body, or a word.
            return TeamsCards.JSON.missingNode();
        }
    }

    private static Duration after(@Nullable String seconds) {
        return seconds != null && seconds.matches("[0-9]{1,5}")
                ? Duration.ofSeconds(Math.max(1, Long.parseLong(seconds)))
                : Duration.ofSeconds(30);
    }

    static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
