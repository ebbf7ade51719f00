package dev.countersign.action.web;

import dev.countersign.action.ActionRequest;
import dev.countersign.policy.ActionRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the page of actions shows.
///
/// @param typed what was typed into a form that was refused, by field
/// @param form names one filled-in form, so that sending it twice asks once
public record AskView(
        List<ActionRule> open,
        Optional<ActionRule> chosen,
        Map<String, String> typed,
        String about,
        String reason,
        String form,
        List<ActionRequest> mine,
        String error) {
    public AskView {
        open = List.copyOf(open);
        typed = Map.copyOf(typed);
        mine = List.copyOf(mine);
    }

    public String typed(String field) {
        return typed.getOrDefault(field, "");
    }

    public String title(String action) {
        return open.stream()
                .filter(r -> r.name().equals(action))
                .map(ActionRule::title)
                .findFirst()
                .orElse(action);
    }
}
