package dev.countersign.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import java.util.Set;

/// Reads the messages of a chat request or answer as text, and refuses what cannot be read.
final class Messages {
    private static final Set<String> READABLE = Set.of("text", "refusal", "input_text");

    private Messages() {}

    /// @throws ProblemException 400 for a malformed list, 422 for a part that is not text
    static void requireReadable(JsonNode messages) {
        if (!messages.isArray() || messages.isEmpty()) {
            throw malformed("`messages` must be a list with at least one message");
        }
        for (var message : messages) {
            if (!message.isObject() || !message.path("role").isTextual()) {
                throw malformed("every message must be an object with a `role`");
            }
            requireReadableContent(message.path("content"));
        }
    }

    private static void requireReadableContent(JsonNode content) {
        if (content.isMissingNode() || content.isNull() || content.isTextual()) {
            return;
        }
        if (!content.isArray()) {
            throw malformed("a message's `content` must be a text or a list of parts");
        }
        for (var part : content) {
            var type = part.path("type").asText("");
            if (!READABLE.contains(type)) {
                throw new Problem(
                                422,
                                "unreadable-part",
                                "A part cannot be read",
                                "a message has a part of type `"
                                        + type
                                        + "`, which cannot be checked for personal data",
                                "send its text instead")
                        .asException();
            }
        }
    }

    /// The messages one after another, each under its role, tool calls and results included.
    static String text(JsonNode messages) {
        var out = new StringBuilder();
        for (var message : messages) {
            if (!out.isEmpty()) {
                out.append("\n\n");
            }
            if (messages.size() > 1 || !message.path("role").asText().equals("user")) {
                out.append(message.path("role").asText()).append(": ");
            }
            appendMessage(out, message);
        }
        return out.toString();
    }

    /// What one message says: content, refusal, and each tool call with its arguments.
    static void appendMessage(StringBuilder out, JsonNode message) {
        appendContent(out, message.path("content"));
        appendContent(out, message.path("refusal"));
        appendContent(out, message.path("reasoning_content"));
        for (var call : message.path("tool_calls")) {
            var function = call.path("function");
            space(out);
            out.append(function.path("name").asText())
                    .append('(')
                    .append(function.path("arguments").asText())
                    .append(')');
        }
        var legacy = message.path("function_call");
        if (legacy.isObject()) {
            space(out);
            out.append(legacy.path("name").asText())
                    .append('(')
                    .append(legacy.path("arguments").asText())
                    .append(')');
        }
    }

    private static void appendContent(StringBuilder out, JsonNode content) {
        if (content.isTextual()) {
            out.append(content.textValue());
        } else if (content.isArray()) {
            for (var part : content) {
                out.append(part.path("text").asText(part.path("refusal").asText("")));
            }
        }
    }

    private static void space(StringBuilder out) {
        if (!out.isEmpty() && !Character.isWhitespace(out.charAt(out.length() - 1))) {
            out.append(' ');
        }
    }

    static ProblemException malformed(String detail) {
        return new Problem(
                        400,
                        "malformed-request",
                        "The request is malformed",
                        detail,
                        "see the OpenAI API reference for the shape")
                .asException();
    }
}
