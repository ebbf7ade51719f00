package dev.countersign.prompt;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// One immutable version of a prompt.
///
/// @param text put in front of the caller's messages as the system message; `{{name}}` marks a
///   variable; may be empty
/// @param upstream which configured upstream serves it; `on-box` for the models in this process
/// @param model what the upstream knows the model as
/// @param modelVersion the pinned version that calls record
public record Prompt(
        String name,
        int version,
        Kind kind,
        String owner,
        String summary,
        String text,
        String upstream,
        String model,
        String modelVersion,
        Recipe recipe,
        Streaming streaming,
        Instant createdAt,
        String createdBy) {
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([a-z][a-z0-9_]*)\\s*}}");

    /// CHAT answers through chat completions, EMBEDDING through embeddings, MICROTOOL by name.
    public enum Kind {
        CHAT,
        EMBEDDING,
        MICROTOOL,
        /// A report the product itself makes, such as an evidence pack.
        REPORT
    }

    /// Where an answer's confidence comes from.
    public enum Recipe {
        /// exp(mean log-probability) of the answer's tokens, as the upstream reports them.
        LOGPROBS,
        /// The number that the model states, as `confidence` in a JSON answer or on its last line.
        STATED,
        /// The share of structural checks that hold: finished, not empty, no refusal, not echoing.
        /// It is no probability; a certificate says what it is worth.
        CHECKS,
        /// The on-box models' own calibrated score.
        HEAD,
        /// None: every answer is held.
        NONE
    }

    /// WHOLE judges the answer before its first byte leaves; LIVE is for rules that read requests.
    public enum Streaming {
        WHOLE,
        LIVE
    }

    /// `name@version`, as records and pages show it.
    public String reference() {
        return name + "@" + version;
    }

    public List<String> variables() {
        var names = new ArrayList<String>();
        var matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            if (!names.contains(matcher.group(1))) {
                names.add(matcher.group(1));
            }
        }
        return names;
    }

    /// The text with every variable filled in; the names of missing ones come back unfilled.
    public String filled(Map<String, String> values) {
        return VARIABLE.matcher(text)
                .replaceAll(m ->
                        java.util.regex.Matcher.quoteReplacement(
                                values.getOrDefault(m.group(1), m.group())));
    }

    /// SHA-256 over everything that changes what the prompt does.
    public String digest() {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            for (var part :
                    List.of(
                            name,
                            kind.name(),
                            text,
                            upstream,
                            model,
                            modelVersion,
                            recipe.name(),
                            streaming.name())) {
                sha.update(part.getBytes(StandardCharsets.UTF_8));
                sha.update((byte) 0);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
