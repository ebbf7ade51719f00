package dev.countersign.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The OpenAI shapes that callers are sent.
final class Completions {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PIECE_CHARACTERS = 48;

    private Completions() {}

    /// A valid completion that says that the answer is kept back. Unmodified clients show its text.
    static ObjectNode keptBack(
            String outcome,
            String callId,
            String caseId,
            String prompt,
            String approverRole,
            List<Reason> because,
            Instant due,
            Instant at) {
        var out = JSON.createObjectNode();
        out.put("id", callId).put("object", "chat.completion").put("created", at.getEpochSecond());
        out.put("model", prompt);
        var choice = out.putArray("choices").addObject().put("index", 0);
        var message = choice.putObject("message").put("role", "assistant");
        message.put("content", sentence(outcome, approverRole, because, due));
        message.putNull("refusal");
        choice.put("finish_reason", "content_filter");
        choice.putNull("logprobs");
        out.putObject("usage")
                .put("prompt_tokens", 0)
                .put("completion_tokens", 0)
                .put("total_tokens", 0);
        var mark = out.putObject("countersign");
        mark.put("outcome", outcome).put("call", callId).put("hold", caseId);
        mark.put("approver_role", approverRole).put("due", due.toString());
        var reasons = mark.putArray("because");
        because.forEach(r -> reasons.add(r.sentence()));
        return out;
    }

    /// Whether this is [#keptBack]'s, of an answer that still waits for a person or was denied.
    static boolean isKeptBack(ObjectNode completion) {
        return switch (completion.at("/countersign/outcome").asText()) {
            case "held", "blocked", "denied" -> true;
            default -> false;
        };
    }

    static String sentence(String outcome, String approverRole, List<Reason> because, Instant due) {
        var why = new ArrayList<String>();
        because.forEach(r -> why.add(r.sentence()));
        var start = outcome.equals("blocked") ? "Blocked" : "Held";
        return start
                + " for `"
                + approverRole
                + "`: "
                + String.join("; ", why)
                + ". Due "
                + due
                + ".";
    }

    /// The chunks that a streaming client expects, made from a whole completion.
    static List<ObjectNode> chunks(ObjectNode completion, boolean withUsage) {
        var out = new ArrayList<ObjectNode>();
        for (var choice : completion.path("choices")) {
            var index = choice.path("index").asInt();
            var message = choice.path("message");
            var first = chunk(completion, index);
            delta(first).put("role", message.path("role").asText("assistant")).put("content", "");
            out.add(first);
            pieces(message.path("content").asText(""))
                    .forEach(piece -> {
                        var chunk = chunk(completion, index);
                        delta(chunk).put("content", piece);
                        out.add(chunk);
                    });
            toolCalls(completion, index, message.path("tool_calls"), out);
            var last = chunk(completion, index);
            delta(last);
            ((ObjectNode) last.path("choices").get(0))
                    .put("finish_reason", choice.path("finish_reason").asText("stop"));
            if (completion.has("countersign")) {
                last.set("countersign", completion.get("countersign"));
            }
            out.add(last);
        }
        if (withUsage) {
            var usage = base(completion);
            usage.putArray("choices");
            usage.set("usage", completion.path("usage"));
            out.add(usage);
        }
        return out;
    }

    private static void toolCalls(
            ObjectNode completion, int index, JsonNode calls, List<ObjectNode> out) {
        var at = 0;
        for (var call : calls) {
            var chunk = chunk(completion, index);
            var copy = (ObjectNode) call.deepCopy();
            copy.put("index", at++);
            delta(chunk).putArray("tool_calls").add(copy);
            out.add(chunk);
        }
    }

    static ObjectNode chunk(ObjectNode completion, int index) {
        var out = base(completion);
        var choice = out.putArray("choices").addObject().put("index", index);
        choice.putObject("delta");
        choice.putNull("finish_reason");
        return out;
    }

    static ObjectNode delta(ObjectNode chunk) {
        return (ObjectNode) chunk.path("choices").get(0).path("delta");
    }

    private static ObjectNode base(ObjectNode completion) {
        var out = JSON.createObjectNode();
        out.put("id", completion.path("id").asText());
        out.put("object", "chat.completion.chunk");
        out.put("created", completion.path("created").asLong());
        out.put("model", completion.path("model").asText());
        return out;
    }

    private static List<String> pieces(String content) {
        var out = new ArrayList<String>();
        var from = 0;
        while (from < content.length()) {
            var to = Math.min(content.length(), from + PIECE_CHARACTERS);
            if (to < content.length() && Character.isHighSurrogate(content.charAt(to - 1))) {
                to++;
            }
            out.add(content.substring(from, to));
            from = to;
        }
        return out;
    }

    /// OpenAI's error shape with the problem beside it.
    static ObjectNode error(Problem problem) {
        var out = JSON.createObjectNode();
        var error = out.putObject("error");
        error.put("message", message(problem));
        error.put("type", type(problem.status()));
        error.putNull("param");
        error.put("code", problem.code());
        var full = out.putObject("problem");
        full.put("type", "https://countersign.dev/problems/" + problem.code());
        full.put("title", problem.title());
        full.put("status", problem.status());
        full.put("detail", problem.detail());
        var because = full.putArray("because");
        problem.because().forEach(because::add);
        full.put("remedy", problem.remedy());
        return out;
    }

    private static String message(Problem problem) {
        var out = new StringBuilder(problem.detail());
        problem.because().forEach(b -> out.append("; ").append(b));
        if (!problem.remedy().isEmpty()) {
            out.append(". To mend it: ").append(problem.remedy());
        }
        return out.toString();
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 429 -> "rate_limit_error";
            default -> status < 500 ? "invalid_request_error" : "server_error";
        };
    }
}
