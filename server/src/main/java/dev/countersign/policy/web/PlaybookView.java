package dev.countersign.policy.web;

import dev.countersign.playbook.Activation;
import dev.countersign.playbook.LoadedPlaybook;
import dev.countersign.playbook.Playbook;
import dev.countersign.policy.PlaybookCel;
import java.util.List;

/// What the page of the playbook in force shows.
///
/// @param reference how decisions name this version
/// @param warnings what live prompts ask for and their upstream cannot give
public record PlaybookView(
        LoadedPlaybook loaded,
        Activation activation,
        String reference,
        List<Tool> tools,
        List<UpstreamRow> upstreams,
        List<String> warnings) {
    public PlaybookView {
        tools = List.copyOf(tools);
        upstreams = List.copyOf(upstreams);
        warnings = List.copyOf(warnings);
    }

    /// A model of an upstream that a live prompt uses.
    ///
    /// @param found what asking it showed, in words
    public record UpstreamRow(
            String name, String region, boolean noTraining, String model, String found) {}

    /// A microtool, the prompt it guards, and what its confidence means.
    ///
    /// @param rules what the playbook says of its answers, beside the same as CEL
    public record Tool(
            Playbook.Microtool tool,
            String prompt,
            List<Band> bands,
            List<PlaybookCel.Line> rules) {
        public Tool {
            bands = List.copyOf(bands);
            rules = List.copyOf(rules);
        }
    }

    /// From (inclusive) to (exclusive).
    public record Band(String from, String to, String meaning) {}
}
