package dev.countersign;

import dev.countersign.egress.Upstream;
import dev.countersign.gateway.Probe;
import dev.countersign.gateway.Probes;
import dev.countersign.policy.web.PlaybookView;
import dev.countersign.prompt.Prompt;
import dev.countersign.prompt.PromptLibrary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/// The upstreams as the playbook's page shows them: one row for each model that a live prompt uses.
final class UpstreamRows implements Supplier<List<PlaybookView.UpstreamRow>> {
    private final Supplier<Collection<Upstream>> upstreams;
    private final PromptLibrary library;
    private final Probes probes;

    UpstreamRows(Supplier<Collection<Upstream>> upstreams, PromptLibrary library, Probes probes) {
        this.upstreams = upstreams;
        this.library = library;
        this.probes = probes;
    }

    @Override
    public List<PlaybookView.UpstreamRow> get() {
        var known = probes.all();
        var out = new ArrayList<PlaybookView.UpstreamRow>();
        for (var upstream :
                upstreams.get().stream().sorted(Comparator.comparing(Upstream::name)).toList()) {
            var models =
                    library.live().stream()
                            .filter(p -> p.upstream().equals(upstream.name()))
                            .map(Prompt::model)
                            .distinct()
                            .sorted()
                            .toList();
            for (var model : models) {
                out.add(
                        new PlaybookView.UpstreamRow(
                                upstream.name(),
                                upstream.region(),
                                upstream.noTraining(),
                                model,
                                known.stream()
                                        .filter(p ->
                                                p.upstream().equals(upstream.name())
                                                        && p.model().equals(model))
                                        .findFirst()
                                        .map(UpstreamRows::words)
                                        .orElse("not yet probed")));
            }
        }
        return out;
    }

    private static String words(Probe probe) {
        return switch (probe.state()) {
            case UNREACHED -> "not yet probed: " + probe.detail();
            case OUTSIDE -> "not used: " + probe.detail();
            case PROBED -> {
                var said = new ArrayList<String>();
                for (var capability : Probe.Capability.values()) {
                    var can = probe.can().get(capability);
                    if (can != null) {
                        said.add((can ? "" : "no ") + words(capability));
                    }
                }
                yield String.join(", ", said);
            }
        };
    }

    private static String words(Probe.Capability capability) {
        return switch (capability) {
            case LOGPROBS -> "log-probabilities";
            case STREAMING -> "streaming";
            case STREAMED_TOOL_CALLS -> "streamed tool calls";
            case EMBEDDINGS -> "embeddings";
        };
    }
}
