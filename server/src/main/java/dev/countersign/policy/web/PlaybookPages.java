package dev.countersign.policy.web;

import dev.countersign.playbook.ApprovalRule;
import dev.countersign.playbook.LoadedPlaybook;
import dev.countersign.playbook.Playbook;
import dev.countersign.playbook.Playbooks;
import dev.countersign.policy.PlaybookCel;
import dev.countersign.policy.web.PlaybookView.Band;
import dev.countersign.policy.web.PlaybookView.Tool;
import dev.countersign.policy.web.PlaybookView.UpstreamRow;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The page of the playbook in force.
public final class PlaybookPages {
    private final Playbooks playbooks;
    private final Supplier<List<UpstreamRow>> upstreams;
    private final Supplier<List<String>> warnings;
    private final Frames frames;

    public PlaybookPages(
            Playbooks playbooks,
            Supplier<List<UpstreamRow>> upstreams,
            Supplier<List<String>> warnings,
            Frames frames) {
        this.playbooks = playbooks;
        this.upstreams = upstreams;
        this.warnings = warnings;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get("/playbook", this::show);
    }

    private void show(Exchange e) {
        var view =
                playbooks
                        .active()
                        .flatMap(loaded ->
                                playbooks.activations().stream()
                                        .filter(a -> a.playbookId().equals(loaded.id()))
                                        .findFirst()
                                        .map(a ->
                                                new PlaybookView(
                                                        loaded,
                                                        a,
                                                        loaded.playbook().version()
                                                                + "+"
                                                                + loaded.id().substring(0, 8),
                                                        tools(loaded),
                                                        upstreams.get(),
                                                        warnings.get())));
        e.render(
                "page/playbook.jte",
                Map.of("frame", frames.frame(e, "policies", "Playbook"), "view", view));
    }

    private static List<Tool> tools(LoadedPlaybook loaded) {
        var out = new ArrayList<Tool>();
        var settings = loaded.organisation().settings();
        for (var track : loaded.playbook().trainingTracks()) {
            for (var tool : track.microtools()) {
                out.add(
                        new Tool(
                                tool,
                                settings.toolPrompts().getOrDefault(tool.name(), tool.name()),
                                bands(loaded, tool),
                                rules(loaded, tool)));
            }
        }
        return out;
    }

    private static List<PlaybookCel.Line> rules(LoadedPlaybook loaded, Playbook.Microtool tool) {
        try {
            return PlaybookCel.of(loaded.playbook(), loaded.organisation().settings(), tool);
        } catch (ApprovalRule.Malformed e) {
            // Binding refuses such a playbook before it is in force.
            return List.of();
        }
    }

    /// The bands that the three numbers of a playbook cut, in order (C2).
    private static List<Band> bands(LoadedPlaybook loaded, Playbook.Microtool tool) {
        var block = loaded.playbook().riskThresholds().blockOnConfidenceLt();
        var threshold = tool.confidenceThreshold();
        var approval = tool.approvalRule().flatMap(PlaybookPages::approvalLimit);
        var out = new ArrayList<Band>();
        out.add(new Band("0", block.toPlainString(), "blocked; an exception is opened"));
        if (threshold.compareTo(block) > 0) {
            out.add(
                    new Band(
                            block.toPlainString(),
                            threshold.toPlainString(),
                            switch (loaded.organisation().settings().belowThreshold()) {
                                case HOLD -> "held for a person, flagged as low confidence";
                                case BLOCK -> "blocked; an exception is opened";
                                case RELEASE -> "released";
                            }));
        }
        var from = threshold.max(block);
        if (approval.filter(a -> a.compareTo(from) > 0).isPresent()) {
            out.add(
                    new Band(
                            from.toPlainString(),
                            approval.get().toPlainString(),
                            "held: the approval rule asks for a person"));
            out.add(
                    new Band(
                            approval.get().toPlainString(),
                            "1",
                            "released, unless a term holds it"));
        } else {
            out.add(new Band(from.toPlainString(), "1", "released, unless a term holds it"));
        }
        return out;
    }

    private static Optional<BigDecimal> approvalLimit(String rule) {
        try {
            return limit(ApprovalRule.parse(rule).condition());
        } catch (ApprovalRule.Malformed e) {
            return Optional.empty();
        }
    }

    private static Optional<BigDecimal> limit(ApprovalRule.Condition condition) {
        return switch (condition) {
            case ApprovalRule.Condition.LessThan(var limit, _) -> Optional.of(limit);
            case ApprovalRule.Condition.Contains _ -> Optional.empty();
            case ApprovalRule.Condition.AnyOf(var parts) ->
                    parts.stream().flatMap(p -> limit(p).stream()).max(BigDecimal::compareTo);
            case ApprovalRule.Condition.AllOf _ -> Optional.empty();
        };
    }
}
