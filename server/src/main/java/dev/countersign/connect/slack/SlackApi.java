package dev.countersign.connect.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.util.http.SlackHttpClient;
import dev.countersign.connect.ChatSettings;
import dev.countersign.connect.Sent;
import dev.countersign.egress.NotAllowed;
import dev.countersign.egress.Partner;
import dev.countersign.egress.PartnerClient;
import dev.countersign.egress.Residency;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Slack's official client, held to what egress allows, and what its answers mean for us.
public final class SlackApi {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    /// Nothing else would get through either, until somebody changes the settings.
    private static final Set<String> EVERYTHING =
            Set.of(
                    "invalid_auth",
                    "not_authed",
                    "account_inactive",
                    "token_revoked",
                    "token_expired",
                    "missing_scope",
                    "no_permission",
                    "channel_not_found",
                    "not_in_channel",
                    "is_archived",
                    "ratelimited",
                    "rate_limited",
                    "message_limit_exceeded",
                    "team_access_not_granted",
                    "service_unavailable",
                    "request_timeout");

    /// Slack says that part of it may have happened.
    private static final Set<String> PERHAPS = Set.of("internal_error", "fatal_error");

    private static final Set<String> FOR_GOOD =
            Set.of(
                    "message_not_found",
                    "cant_update_message",
                    "edit_window_closed",
                    "invalid_blocks",
                    "invalid_blocks_format",
                    "msg_too_long",
                    "no_text",
                    "thread_not_found",
                    "cannot_reply_to_message");

    private final Slack slack;
    private final MethodsClient methods;

    public SlackApi(ChatSettings.Slack settings, Supplier<Optional<Residency>> residency) {
        this.slack = Slack.getInstance(config(settings), http(partner(settings), residency));
        this.methods = slack.methods(settings.botToken().value());
    }

    public static Partner partner(ChatSettings.Slack settings) {
        var host = String.valueOf(settings.api().getHost());
        return new Partner(
                "Slack",
                settings.region(),
                host.equals("slack.com") ? Set.of("slack.com", ".slack.com") : Set.of(host));
    }

    private static SlackConfig config(ChatSettings.Slack settings) {
        var config = new SlackConfig();
        var api = settings.api().toString();
        config.setMethodsEndpointUrlPrefix(api.endsWith("/") ? api : api + "/");
        // Its statistics need threads of their own, and its listeners print whole messages.
        config.setStatsEnabled(false);
        config.setHttpClientResponseHandlers(List.of());
        return config;
    }

    private static SlackHttpClient http(Partner partner, Supplier<Optional<Residency>> residency) {
        var guarded =
                PartnerClient.open(partner, residency, DEADLINE)
                        .newBuilder()
                        .addInterceptor(chain -> {
                            var response = chain.proceed(chain.request());
                            if (chain.request()
                                    .url()
                                    .encodedPath()
                                    .endsWith("apps.connections.open")) {
                                // The socket goes where Slack says, as long as that is Slack.
                                var url =
                                        SlackJson.read(response.peekBody(65_536).string())
                                                .path("url");
                                if (url.isTextual()) {
                                    PartnerClient.check(
                                            partner, URI.create(url.textValue()), residency.get());
                                }
                            }
                            return response;
                        })
                        .build();
        return new SlackHttpClient(guarded);
    }

    Slack slack() {
        return slack;
    }

    /// A call of the Web API.
    @FunctionalInterface
    interface Call<R extends SlackApiTextResponse> {
        R on(MethodsClient methods) throws IOException, SlackApiException;
    }

    /// @param answer empty where there was none
    /// @param otherwise why not
    record Answer<R>(Optional<R> answer, Optional<Sent> otherwise) {}

    /// @param everything whether a refusal that we do not know concerns every message
    <R extends SlackApiTextResponse> Answer<R> ask(Call<R> call) {
        try {
            var answer = call.on(methods);
            return answer.isOk()
                    ? new Answer<>(Optional.of(answer), Optional.empty())
                    : refused(String.valueOf(answer.getError()));
        } catch (SlackApiException e) {
            return failed(e);
        } catch (NotAllowed | ConnectException | UnknownHostException e) {
            return not(new Sent.Not(String.valueOf(e.getMessage()), Optional.empty(), true, false));
        } catch (IOException e) {
            return not(new Sent.Unsure(e.getClass().getSimpleName(), true));
        }
    }

    private static <R> Answer<R> refused(String error) {
        return PERHAPS.contains(error)
                ? not(new Sent.Unsure(error, true))
                : not(
                        new Sent.Not(
                                error,
                                Optional.empty(),
                                EVERYTHING.contains(error),
                                FOR_GOOD.contains(error)));
    }

    private static <R> Answer<R> failed(SlackApiException e) {
        var status = e.getResponse().code();
        if (status == 429) {
            return not(
                    new Sent.Not(
                            "429",
                            Optional.of(wait(e.getResponse().header("Retry-After"))),
                            true,
                            false));
        }
        return status >= 500
                ? not(new Sent.Unsure("status " + status, true))
                : not(new Sent.Not("status " + status, Optional.empty(), true, false));
    }

    private static Duration wait(@org.jspecify.annotations.Nullable String seconds) {
        return seconds != null && seconds.matches("[0-9]{1,5}")
                ? Duration.ofSeconds(Math.max(1, Long.parseLong(seconds)))
                : Duration.ofSeconds(30);
    }

    private static <R> Answer<R> not(Sent why) {
        return new Answer<>(Optional.empty(), Optional.of(why));
    }
}
