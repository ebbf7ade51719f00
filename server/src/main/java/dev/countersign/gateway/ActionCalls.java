package dev.countersign.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.kernel.Reason;
import dev.countersign.policy.ActionRule;
import dev.countersign.policy.Rulebook;
import dev.countersign.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tool calls of an answer that would do what needs an approval: a machine may propose such an
/// action, and only a person lets it go out. Pure.
final class ActionCalls {
    private ActionCalls() {}

    /// The verdict as it was, or a hold for whoever approves the action.
    static Verdict guard(Rulebook rulebook, JsonNode response, Verdict verdict) {
        var found = new ArrayList<ActionRule>();
        for (var choice : response.path("choices")) {
            var message = choice.path("message");
            for (var call : message.path("tool_calls")) {
                of(rulebook, call).ifPresent(found::add);
            }
            rulebook.actionCalled(message.path("function_call").path("name").asText(""))
                    .ifPresent(found::add);
        }
        if (found.isEmpty()) {
            return verdict;
        }
        var because = new ArrayList<>(verdict.because());
        found.stream().distinct().map(ActionCalls::reason).forEach(because::add);
        return switch (verdict) {
            case Verdict.Block(var role, _) -> new Verdict.Block(role, because);
            case Verdict.Hold _, Verdict.Release _ ->
                    new Verdict.Hold(found.getFirst().approverRole(), because);
        };
    }

    /// @param call with `function.name`, or `custom.name`
    static Optional<ActionRule> of(Rulebook rulebook, JsonNode call) {
        var name = call.path("function").path("name").asText("");
        return rulebook.actionCalled(
                name.isEmpty() ? call.path("custom").path("name").asText("") : name);
    }

    static Reason reason(ActionRule action) {
        return new Reason(
                "action-approval",
                "the answer would run `"
                        + action.name()
                        + "`, which needs an approval by `"
                        + action.approverRole()
                        + "`",
                action.name(),
                "",
                "answer");
    }

    static List<Reason> reasons(Rulebook rulebook, JsonNode call) {
        return of(rulebook, call).map(ActionCalls::reason).stream().toList();
    }
}
