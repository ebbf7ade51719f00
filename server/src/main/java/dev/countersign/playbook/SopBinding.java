package dev.countersign.playbook;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/// Whether procedures name tools, approvers and owners that exist. Pure.
final class SopBinding {
    private final Set<String> tools = new LinkedHashSet<>();
    private final Collection<String> roles;
    private final Collection<String> people;
    private final Remarks remarks;
    private final Marks marks;

    SopBinding(
            Playbook playbook,
            Map<String, String> toolPrompts,
            Collection<String> roles,
            Collection<String> people,
            Remarks remarks,
            Marks marks) {
        playbook.rbac().roles().forEach(r -> tools.addAll(r.prompts()));
        playbook.trainingTracks()
                .forEach(t -> t.microtools().forEach(tool -> tools.add(tool.name())));
        tools.addAll(toolPrompts.keySet());
        this.roles = roles;
        this.people = people;
        this.remarks = remarks;
        this.marks = marks;
    }

    /// @param path where the n-th procedure stands in its document
    void check(List<Sop> sops, IntFunction<String> path) {
        for (var i = 0; i < sops.size(); i++) {
            var sop = sops.get(i);
            var at = path.apply(i);
            if (!people.contains(sop.owner())) {
                remarks.error(
                        marks.at(at + "owner"),
                        "unknown-owner",
                        "the owner of `" + sop.id() + "`, `" + sop.owner() + "`, is nobody here",
                        "write a person's id from `people`");
            }
            for (var n = 0; n < sop.steps().size(); n++) {
                step(sop, n, at + "steps[" + n + "].");
            }
        }
    }

    private void step(Sop sop, int index, String at) {
        var step = sop.steps().get(index);
        var name = "step " + (index + 1) + " of `" + sop.id() + "`";
        step.tool()
                .filter(t -> !tools.contains(t))
                .ifPresent(t ->
                        remarks.error(
                                marks.at(at + "tool"),
                                "unknown-tool",
                                name + " is done with `" + t + "`, no prompt and no microtool",
                                closest(t, tools)));
        step.approver()
                .filter(a -> !roles.contains(a))
                .ifPresent(a ->
                        remarks.error(
                                marks.at(at + "approver"),
                                "unknown-approver",
                                name + " is approved by `" + a + "`, which is no role",
                                closest(a, roles)));
    }

    private static String closest(String word, Collection<String> known) {
        return Schema.closest(word, Set.copyOf(known))
                .map(meant -> "did you mean `" + meant + "`?")
                .orElse("write one of " + String.join(", ", known.stream().sorted().toList()));
    }
}
