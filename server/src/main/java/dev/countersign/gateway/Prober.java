package dev.countersign.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.egress.Outbound;
import dev.countersign.egress.Outbound.Answered;
import dev.countersign.egress.UpstreamFailure;
import dev.countersign.gateway.Probe.Capability;
import dev.countersign.redaction.Masking;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Asks one model what it can do and waits for its answers: for a virtual thread.
final class Prober {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 256 * 1024;

    private final Outbound outbound;
    private final Supplier<Masking> masking;

    /// @param deadline of a call's answer; a probe waits no longer
    /// @param masking a fresh one, for what an upstream says went wrong
    Prober(Vertx vertx, Duration deadline, Supplier<Masking> masking) {
        var within = deadline.compareTo(ANSWER_WITHIN) < 0 ? deadline : ANSWER_WITHIN;
        this.outbound = new Outbound(vertx, 2, within, MOST_BYTES);
        this.masking = masking;
    }

    /// @throws UpstreamFailure where it gives no usable answer
    Map<Capability, Boolean> ask(ProbeTarget target) {
        return target.embedding() ? embeddings(target) : chat(target);
    }

    private Map<Capability, Boolean> embeddings(ProbeTarget target) {
        var answered = ask(target, "embeddings", ProbeQuestions.embeddings(target.model()));
        return Map.of(
                Capability.EMBEDDINGS,
                told(target, answered, ProbeQuestions.hasEmbedding(answered)));
    }

    private Map<Capability, Boolean> chat(ProbeTarget target) {
        var model = target.model();
        var limit = limit(target);
        var can = new EnumMap<Capability, Boolean>(Capability.class);
        var logprobs = ask(target, ProbeQuestions.logprobs(model, limit));
        can.put(Capability.LOGPROBS, told(target, logprobs, ProbeQuestions.hasLogprobs(logprobs)));
        var stream = ask(target, ProbeQuestions.streaming(model, limit));
        can.put(Capability.STREAMING, told(target, stream, ProbeQuestions.streams(stream)));
        var tools = ask(target, ProbeQuestions.streamedToolCalls(model, limit));
        can.put(
                Capability.STREAMED_TOOL_CALLS,
                told(target, tools, ProbeQuestions.streamsToolCalls(tools)));
        return can;
    }

    /// Newer models know only `max_completion_tokens`, older servers only `max_tokens`.
    private String limit(ProbeTarget target) {
        var failure = new UpstreamFailure("garbage", "nothing was asked");
        for (var limit : List.of("max_tokens", "max_completion_tokens")) {
            var answered = ask(target, ProbeQuestions.plain(target.model(), limit));
            if (ProbeQuestions.isCompletion(answered)) {
                return limit;
            }
            failure = failure(target, answered);
            if (!ProbeQuestions.refusesTheQuestion(answered)) {
                break;
            }
        }
        throw failure;
    }

    /// An answer or a refusal tells something; a busy or broken upstream does not.
    private boolean told(ProbeTarget target, Answered answered, boolean can) {
        if (answered.status() != 200 && !ProbeQuestions.refusesTheQuestion(answered)) {
            throw failure(target, answered);
        }
        return can;
    }

    private UpstreamFailure failure(ProbeTarget target, Answered answered) {
        return answered.status() == 200
                ? new UpstreamFailure(
                        "garbage",
                        "`" + target.upstream().name() + "` answered, but not as OpenAI would")
                : UpstreamErrors.of(target.upstream(), answered, masking.get());
    }

    private Answered ask(ProbeTarget target, JsonNode question) {
        return ask(target, "chat/completions", question);
    }

    private Answered ask(ProbeTarget target, String operation, JsonNode question) {
        var accept = question.path("stream").asBoolean() ? "text/event-stream" : "application/json";
        var pending =
                outbound.post(
                        target.upstream(),
                        operation,
                        Buffer.buffer(Preparation.bytes(question)),
                        accept);
        try {
            // Outbound has its own deadline; this one only guards against a stopped event loop.
            return pending.answer()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(2 * ANSWER_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            pending.cancel().run();
            throw new UpstreamFailure("late", "the probe was not answered in time");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UpstreamFailure known
                    ? known
                    : new UpstreamFailure("broken-off", String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UpstreamFailure("cancelled", "the server stops");
        }
    }
}
