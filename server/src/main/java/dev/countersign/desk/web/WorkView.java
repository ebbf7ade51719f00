package dev.countersign.desk.web;

import dev.countersign.desk.ExceptionCase;
import dev.countersign.desk.SavedView;
import java.util.List;
import java.util.Map;

/// What the list of cases shows.
///
/// @param matching how many match on every page
/// @param hidden how many more match that this reader may not read
/// @param names of people, by id
/// @param roles queues to choose from; empty where there is nothing to choose
/// @param mayAssign whether this reader gives work to others
/// @param refused what went wrong with a form, in sentences
public record WorkView(
        WorkFilter filter,
        List<ExceptionCase> cases,
        int matching,
        int hidden,
        Map<String, String> names,
        List<String> roles,
        List<SavedView> views,
        List<String> refused,
        boolean mayAssign,
        String nextHref) {
    public WorkView {
        cases = List.copyOf(cases);
        roles = List.copyOf(roles);
        views = List.copyOf(views);
        refused = List.copyOf(refused);
    }

    public String name(String id) {
        return names.getOrDefault(id, id);
    }
}
