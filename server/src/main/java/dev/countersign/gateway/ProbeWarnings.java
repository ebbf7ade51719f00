package dev.countersign.gateway;

import dev.countersign.gateway.Probe.Capability;
import dev.countersign.prompt.Prompt;
import dev.countersign.prompt.Prompt.Recipe;
import dev.countersign.prompt.Prompt.Streaming;
import java.util.Optional;

/// What a prompt asks for and its upstream cannot give, in words. Pure.
final class ProbeWarnings {
    private ProbeWarnings() {}

    static Optional<String> lacking(Prompt prompt, Probe probe) {
        if (prompt.recipe() == Recipe.LOGPROBS && probe.lacks(Capability.LOGPROBS)) {
            return Optional.of(
                    "prompt `"
                            + prompt.reference()
                            + "` takes its confidence from log-probabilities, which `"
                            + prompt.upstream()
                            + "` does not return for `"
                            + prompt.model()
                            + "`: its answers come without a confidence and are held wherever the"
                            + " playbook requires one; publish a version with another recipe or"
                            + " upstream");
        }
        if (prompt.streaming() == Streaming.LIVE && probe.lacks(Capability.STREAMING)) {
            return Optional.of(
                    "prompt `"
                            + prompt.reference()
                            + "` streams live, but `"
                            + prompt.upstream()
                            + "` does not stream `"
                            + prompt.model()
                            + "`: its streamed calls fail; publish a version with streaming"
                            + " `whole`");
        }
        return Optional.empty();
    }
}
