package dev.countersign.assist;

import java.util.Set;

/// The microtools that work without any upstream. Blocks for milliseconds on a bounded pool.
public interface Assist {
    /// Names of the prompts it can answer.
    Set<String> serves();

    /// @param prompt one of [#serves]
    /// @param input the masked input
    AssistAnswer answer(String prompt, String input);
}
