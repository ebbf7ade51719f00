package dev.countersign.policy;

import dev.countersign.egress.Residency;
import dev.countersign.gate.Gate;
import dev.countersign.kernel.Problem;
import dev.countersign.playbook.Redaction;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One activated playbook version, compiled for use on every call. Immutable.
///
/// @param version the playbook's own version, as decisions record it
/// @param digest SHA-256 in hex of the document, so that two documents that both say `1.2` differ
/// @param promptsOfRole which prompts each role may run
/// @param rules per prompt; a prompt without an entry has [#defaults]
/// @param gates per prompt; the gate's name is the microtool's
/// @param humanInLoop roles whose answers are drafts until a person accepts them
/// @param redact whether personal data is masked before anything is stored or sent
/// @param redaction how it is looked for
/// @param clearance how long a case may take
/// @param actions what some roles may do only with an approval, by name
/// @param avoided what sends an answer to a role to a person, by role
public record Rulebook(
        String version,
        String digest,
        Map<String, Set<String>> promptsOfRole,
        Map<String, Rules> rules,
        Rules defaults,
        Map<String, Gate> gates,
        Set<String> humanInLoop,
        Residency residency,
        boolean redact,
        Redaction redaction,
        Duration clearance,
        Map<String, ActionRule> actions,
        Map<String, TextRule> avoided) {
    public Rulebook {
        promptsOfRole = Map.copyOf(promptsOfRole);
        rules = Map.copyOf(rules);
        gates = Map.copyOf(gates);
        humanInLoop = Set.copyOf(humanInLoop);
        actions = Map.copyOf(actions);
        avoided = Map.copyOf(avoided);
    }

    /// What records name: the version and the first eight characters of the digest.
    public String reference() {
        return version + "+" + digest.substring(0, 8);
    }

    /// Whether names are looked for, which takes milliseconds and not microseconds.
    public boolean names() {
        return redaction.names();
    }

    public Rules rulesOf(String prompt) {
        return rules.getOrDefault(prompt, defaults);
    }

    /// The rules of a prompt for one role: what the role avoids goes to a person, too.
    public Rules rulesOf(String role, String prompt) {
        var base = rulesOf(prompt);
        return Optional.ofNullable(avoided.get(role)).map(base::and).orElse(base);
    }

    public Optional<Gate> gateOf(String prompt) {
        return Optional.ofNullable(gates.get(prompt));
    }

    /// The first of these roles that may run the prompt.
    public Optional<String> roleFor(Set<String> roles, String prompt) {
        return roles.stream()
                .sorted()
                .filter(r -> promptsOfRole.getOrDefault(r, Set.of()).contains(prompt))
                .findFirst();
    }

    /// Everything these roles may run.
    public Set<String> promptsFor(Set<String> roles) {
        var out = new java.util.TreeSet<String>();
        roles.forEach(r -> out.addAll(promptsOfRole.getOrDefault(r, Set.of())));
        return out;
    }

    /// The action that a tool of this name would do, where it needs an approval.
    public Optional<ActionRule> actionCalled(String toolName) {
        return actions.values().stream().filter(a -> a.isCalled(toolName)).findFirst();
    }

    public boolean mayAskForActions(Set<String> roles) {
        return actions.values().stream().anyMatch(a -> a.roleAmong(roles).isPresent());
    }

    /// The refusal of a prompt that none of the caller's roles includes.
    public Problem notYours(String prompt) {
        var holders =
                promptsOfRole.entrySet().stream()
                        .filter(e -> e.getValue().contains(prompt))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
        return new Problem(
                403,
                "role",
                "Your role does not include this prompt",
                "your roles do not include `" + prompt + "`",
                holders.isEmpty()
                        ? "no role includes it: the playbook's `rbac.roles` lists what may be run"
                        : "it belongs to "
                                + String.join(", ", holders)
                                + "; a playbook change would add it to your role");
    }
}
