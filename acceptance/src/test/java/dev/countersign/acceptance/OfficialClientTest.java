package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.PermissionDeniedException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The official client, unmodified, with only its base address and key set.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfficialClientTest {
    private World world;
    private OpenAIClient client;

    @BeforeAll
    void start(@TempDir Path data) {
        world = new World(data);
        client =
                OpenAIOkHttpClient.builder()
                        .baseUrl(world.base + "/v1")
                        .apiKey(world.key("fay"))
                        .build();
    }

    @AfterAll
    void stop() throws IOException {
        client.close();
        world.close();
    }

    private static ChatCompletionCreateParams ask(String prompt) {
        return ChatCompletionCreateParams.builder().model(prompt).addUserMessage("Hello").build();
    }

    @Test
    @SuppressWarnings("deprecation") // the client has no other way to unknown fields
    void readsAnAnswerItsUsageAndUnknownFields() {
        world.upstream.answers("Fine.\nconfidence: 0.97");

        var answer = client.chat().completions().create(ask("answer"));

        assertThat(answer.choices().getFirst().message().content())
                .contains("Fine.\nconfidence: 0.97");
        assertThat(answer.usage().orElseThrow().totalTokens()).isEqualTo(12);
        assertThat(answer._additionalProperties().get("vendor_extra"))
                .isEqualTo(JsonValue.from(java.util.Map.of("kept", true)));
    }

    @Test
    void readsAHeldAnswerAsAFilteredOne() {
        world.upstream.answers("A refund.\nconfidence: 0.97");

        var answer = client.chat().completions().create(ask("answer"));

        assertThat(answer.choices().getFirst().finishReason().toString())
                .contains("content_filter");
        assertThat(answer.choices().getFirst().message().content().orElse("")).contains("Held for");
    }

    @Test
    void streamsAWholeAnswerInChunksWithToolCalls() {
        world.upstream.does((_, out) ->
                ScriptedUpstream.json(
                        out,
                        200,
                        """
                        {"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,
                        "message":{"role":"assistant","content":"Looking it up, one moment please, thank you for waiting.",
                        "tool_calls":[{"id":"t1","type":"function","function":{"name":"find","arguments":"{\\"n\\":1}"}}]},
                        "finish_reason":"tool_calls"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}
                        """));

        try (var stream = client.chat().completions().createStreaming(ask("scored"))) {
            var chunks = stream.stream().toList();

            var text =
                    chunks.stream()
                            .flatMap(c -> c.choices().stream())
                            .map(c -> c.delta().content().orElse(""))
                            .collect(Collectors.joining());
            var calls =
                    chunks.stream()
                            .flatMap(c -> c.choices().stream())
                            .flatMap(c ->
                                    c.delta().toolCalls().stream().flatMap(java.util.List::stream))
                            .toList();
            assertThat(text).isEqualTo("Looking it up, one moment please, thank you for waiting.");
            assertThat(calls).hasSize(1);
            assertThat(calls.getFirst().function().orElseThrow().arguments()).contains("{\"n\":1}");
        }
    }

    @Test
    void listsOnlyWhatTheCallerMayUseAndRefusesTheRestOnce() {
        var models = client.models().list().data().stream().map(m -> m.id()).toList();
        var before = world.upstream.requests().size();

        assertThat(models).contains("answer", "embed").doesNotContain("evidence_pack");
        assertThatThrownBy(() -> client.chat().completions().create(ask("evidence_pack")))
                .isInstanceOf(PermissionDeniedException.class)
                .hasMessageContaining("your roles do not include");
        assertThat(world.upstream.requests()).hasSize(before);
    }

    @Test
    void readsEmbeddings() {
        world.upstream.does((_, out) ->
                ScriptedUpstream.json(
                        out,
                        200,
                        "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":"
                                + "[0.25,-0.5]}],\"model\":\"e\",\"usage\":{\"prompt_tokens\":1,\"total_tokens\":1}}"));

        var answer =
                client.embeddings()
                        .create(
                                EmbeddingCreateParams.builder()
                                        .model("embed")
                                        .input("mail canary@example.com")
                                        .encodingFormat(EmbeddingCreateParams.EncodingFormat.FLOAT)
                                        .build());

        assertThat(answer.data().getFirst().embedding()).containsExactly(0.25f, -0.5f);
        assertThat(world.upstream.requests().getLast()).doesNotContain("canary");
    }
}
