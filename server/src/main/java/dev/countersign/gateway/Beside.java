package dev.countersign.gateway;

import dev.countersign.policy.Rulebook;
import dev.countersign.prompt.Prompt;
import dev.countersign.storage.Tx;
import java.util.List;
import java.util.Optional;

/// Which other rulebooks judge, and which other versions of prompts answer, unseen beside those in
/// force, and where it is kept what they said. Implemented by whoever brings playbooks into force.
public interface Beside {
    Beside NOBODY =
            new Beside() {
                @Override
                public List<Unseen> to(Rulebook inForce) {
                    return List.of();
                }

                @Override
                public List<UnseenPrompt> to(Prompt live) {
                    return List.of();
                }

                @Override
                public boolean asks(Tx tx, String change, String call, Prompt prompt) {
                    return false;
                }

                @Override
                public void keep(Tx tx, Second second, Optional<String> caseId) {}
            };

    /// Another version of a prompt, whose answer nobody sees.
    record UnseenPrompt(String change, Prompt prompt) {}

    /// @param change what the rulebook would come into force by
    record Unseen(String change, Rulebook rulebook) {}

    /// @param live what the rulebook in force made of the call, for example `hold for ops_manager`
    /// @param would what the other one would have made of it
    /// @param because its rules that say so; nothing of the call
    record Second(String change, String call, String live, String would, String because) {}

    /// Does not block.
    List<Unseen> to(Rulebook inForce);

    /// Does not block.
    List<UnseenPrompt> to(Prompt live);

    /// Records that a model is about to be asked a second time; before anything leaves.
    ///
    /// @return whether it may be: the change is watched still
    boolean asks(Tx tx, String change, String call, Prompt prompt);

    /// In the unit of work that records the outcome.
    void keep(Tx tx, Second second, Optional<String> caseId);
}
