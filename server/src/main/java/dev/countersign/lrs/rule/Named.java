package dev.countersign.lrs.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Who and what a statement names, for the filters: by key, and whether only a filter for related
/// ones finds it.
///
/// @param agents true where only `related_agents` finds it
/// @param activities true where only `related_activities` finds it
/// @param described the activities as they stand in the statement
public record Named(
        Map<String, Boolean> agents, Map<String, Boolean> activities, List<ObjectNode> described) {

    public static Named in(ObjectNode statement) {
        var named = new Named(new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
        named.actor(statement.path("actor"), false);
        named.actor(statement.path("authority"), true);
        named.object(statement.path("object"), false);
        named.context(statement.path("context"));
        return named;
    }

    private void actor(JsonNode actor, boolean related) {
        Keys.agent(actor).ifPresent(key -> agents.merge(key, related, Boolean::logicalAnd));
        actor.path("member").forEach(member -> actor(member, related));
    }

    private void object(JsonNode object, boolean related) {
        switch (object.path("objectType").asText("Activity")) {
            case "Agent", "Group" -> actor(object, related);
            case "StatementRef" -> {}
            case "SubStatement" -> {
                actor(object.path("actor"), true);
                object(object.path("object"), true);
                context(object.path("context"));
            }
            default -> activity(object, related);
        }
    }

    private void activity(JsonNode activity, boolean related) {
        if (activity instanceof ObjectNode described) {
            activities.merge(Keys.of(described.path("id").asText()), related, Boolean::logicalAnd);
            this.described.add(described);
        }
    }

    private void context(JsonNode context) {
        actor(context.path("instructor"), true);
        actor(context.path("team"), true);
        context.path("contextAgents").forEach(a -> actor(a.path("agent"), true));
        context.path("contextGroups").forEach(g -> actor(g.path("group"), true));
        contextActivities(context, a -> activity(a, true));
    }

    static void contextActivities(JsonNode context, Consumer<JsonNode> each) {
        for (var list : context.path("contextActivities")) {
            list.forEach(each);
        }
    }
}
