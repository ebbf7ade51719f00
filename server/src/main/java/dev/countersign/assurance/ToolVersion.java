package dev.countersign.assurance;

import dev.countersign.kernel.Digests;
import dev.countersign.prompt.Prompt;

/// A tool as it answers now: what evidence about it is evidence of.
///
/// @param digest SHA-256 in hex of everything that makes its answers and its confidence
/// @param prompt with its version
public record ToolVersion(String digest, String prompt, String model, String recipe) {
    static ToolVersion of(Prompt prompt) {
        var recipe = prompt.recipe().name().toLowerCase(java.util.Locale.ROOT);
        var model = prompt.upstream() + " " + prompt.model() + " " + prompt.modelVersion();
        var parts =
                String.join(
                        "\n",
                        prompt.reference(),
                        Digests.hex(prompt.text()),
                        prompt.upstream(),
                        prompt.model(),
                        prompt.modelVersion(),
                        recipe);
        return new ToolVersion(Digests.hex(parts), prompt.reference(), model, recipe);
    }
}
