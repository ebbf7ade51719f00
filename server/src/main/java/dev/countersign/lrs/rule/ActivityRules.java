package dev.countersign.lrs.rule;

import java.util.HashSet;
import java.util.List;

/// Activities, and the questions that they may be.
final class ActivityRules {
    private static final String[] TYPES = {
        "true-false",
        "choice",
        "fill-in",
        "long-fill-in",
        "matching",
        "performance",
        "sequencing",
        "likert",
        "numeric",
        "other"
    };
    private static final List<String> COMPONENTS =
            List.of("choices", "scale", "source", "target", "steps");

    private ActivityRules() {}

    static void activity(Part part) {
        part.only("objectType", "id", "definition")
                .require("id")
                .oneOf("objectType", "Activity")
                .iri("id");
        part.child("definition", ActivityRules::definition);
    }

    private static void definition(Part part) {
        part.only(
                        "name",
                        "description",
                        "type",
                        "moreInfo",
                        "extensions",
                        "interactionType",
                        "correctResponsesPattern",
                        "choices",
                        "scale",
                        "source",
                        "target",
                        "steps")
                .languages("name")
                .languages("description")
                .iri("type")
                .iri("moreInfo")
                .extensions("extensions")
                .oneOf("interactionType", TYPES)
                .strings("correctResponsesPattern");
        if (!part.has("interactionType")
                && (part.has("correctResponsesPattern")
                        || COMPONENTS.stream().anyMatch(part::has))) {
            part.faults().at(part.at("interactionType"), "is missing; a question says its kind");
        }
        COMPONENTS.forEach(list -> components(part, list));
    }

    private static void components(Part part, String list) {
        var ids = new HashSet<String>();
        part.each(
                list,
                component -> {
                    component
                            .only("id", "description")
                            .require("id")
                            .string("id")
                            .languages("description");
                    if (component.has("id") && !ids.add(component.text("id"))) {
                        part.faults().at(component.at("id"), "is there twice");
                    }
                });
    }
}
