package dev.countersign.assurance;

import dev.countersign.gate.Condition;
import dev.countersign.gate.Gate;
import dev.countersign.playbook.LoadedPlaybook;
import dev.countersign.playbook.Settings;
import dev.countersign.policy.Rulebook;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A microtool of the playbook in force, as far as its worth is concerned.
///
/// @param prompt the prompt that it guards
/// @param threshold the playbook's `confidence_threshold`
/// @param owner id of the person who answers for its quality; empty where nobody is named
public record Tool(
        String name,
        String prompt,
        BigDecimal threshold,
        Optional<String> owner,
        Gate gate,
        Care care) {

    /// What the organisation has set for proof.
    ///
    /// @param valid how long a certificate counts
    /// @param audited the share of released answers that somebody looks at still
    public record Care(Duration valid, double audited) {
        public static final Care USUAL = new Care(Duration.ofDays(90), 0.05);

        static Care of(Settings settings) {
            return new Care(
                    Duration.ofDays(settings.certificateDays()),
                    settings.auditShare().doubleValue());
        }
    }

    /// Those that a prompt is guarded by, by name.
    public static List<Tool> of(LoadedPlaybook loaded, Rulebook rulebook) {
        var out = new ArrayList<Tool>();
        for (var guarded : rulebook.gates().entrySet()) {
            for (var track : loaded.playbook().trainingTracks()) {
                for (var written : track.microtools()) {
                    if (written.name().equals(guarded.getValue().tool())) {
                        out.add(
                                new Tool(
                                        written.name(),
                                        guarded.getKey(),
                                        written.confidenceThreshold(),
                                        written.qaOwner().flatMap(a -> person(loaded, a)),
                                        guarded.getValue(),
                                        Care.of(loaded.organisation().settings())));
                    }
                }
            }
        }
        out.sort(Comparator.comparing(Tool::name));
        return out;
    }

    private static Optional<String> person(LoadedPlaybook loaded, String address) {
        return loaded.organisation().people().stream()
                .filter(m -> m.email().equalsIgnoreCase(address))
                .map(m -> m.id())
                .findFirst();
    }

    /// How many reviewed samples its gate asks for; empty where it asks for none.
    public Optional<Integer> samplesAsked() {
        return leaves(gate.conditions()).stream()
                .flatMap(c ->
                        switch (c) {
                            case Condition.Reviewed(var n) -> java.util.stream.Stream.of(n);
                            case Condition.Certified(_, _, var n) when n > 0 ->
                                    java.util.stream.Stream.of(n);
                            default -> java.util.stream.Stream.<Integer>empty();
                        })
                .max(Comparator.naturalOrder());
    }

    /// The certificates that its gate asks for.
    List<Condition.Certified> promisesAsked() {
        return leaves(gate.conditions()).stream()
                .flatMap(c ->
                        c instanceof Condition.Certified certified
                                ? java.util.stream.Stream.of(certified)
                                : java.util.stream.Stream.empty())
                .distinct()
                .toList();
    }

    private static List<Condition> leaves(List<Condition> conditions) {
        var out = new ArrayList<Condition>();
        for (var condition : conditions) {
            switch (condition) {
                case Condition.AllOf(var parts) -> out.addAll(leaves(parts));
                case Condition.AnyOf(var parts) -> out.addAll(leaves(parts));
                case Condition.Recorded _, Condition.Reviewed _, Condition.Certified _ ->
                        out.add(condition);
            }
        }
        return out;
    }
}
