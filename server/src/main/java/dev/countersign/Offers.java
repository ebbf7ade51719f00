package dev.countersign;

import dev.countersign.gate.GateState;
import dev.countersign.gate.Gates;
import dev.countersign.people.Identity;
import dev.countersign.policy.Rulebook;
import dev.countersign.prompt.Prompt;
import dev.countersign.prompt.PromptLibrary;
import dev.countersign.ui.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// What a person may run, and what still keeps a gate shut.
final class Offers implements Function<Identity, List<Offer>> {
    private final Supplier<Optional<Rulebook>> rulebook;
    private final PromptLibrary library;
    private final Gates gates;

    Offers(Supplier<Optional<Rulebook>> rulebook, PromptLibrary library, Gates gates) {
        this.rulebook = rulebook;
        this.library = library;
        this.gates = gates;
    }

    @Override
    public List<Offer> apply(Identity identity) {
        var out = new ArrayList<Offer>();
        var book = rulebook.get();
        if (book.isEmpty()) {
            return out;
        }
        for (var name : book.get().promptsFor(identity.person().roles())) {
            library.live(name)
                    .filter(p -> p.kind() == Prompt.Kind.CHAT || p.kind() == Prompt.Kind.MICROTOOL)
                    .ifPresent(p ->
                            out.add(
                                    new Offer(
                                            name,
                                            p.summary(),
                                            missing(book.get(), identity, name))));
        }
        return out;
    }

    private List<String> missing(Rulebook book, Identity identity, String prompt) {
        return book.gateOf(prompt)
                .map(gate -> gates.state(gate, identity.id()))
                .map(state ->
                        switch (state) {
                            case GateState.Open _ -> List.<String>of();
                            case GateState.Shut(var missing) -> missing;
                        })
                .orElse(List.of());
    }
}
