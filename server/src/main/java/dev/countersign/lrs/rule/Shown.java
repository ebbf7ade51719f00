package dev.countersign.lrs.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// A statement in the form that was asked for.
public final class Shown {
    /// The forms of `format`.
    public enum Form {
        EXACT,
        IDS,
        CANONICAL
    }

    private static final int MOST_LANGUAGES = 20;

    private final List<Locale.LanguageRange> wanted;
    private final Function<String, ObjectNode> canonical;

    /// @param acceptLanguage the header; empty where there is none
    /// @param canonical an activity with everything that is known of it, by id
    public Shown(String acceptLanguage, Function<String, ObjectNode> canonical) {
        this.wanted = ranges(acceptLanguage);
        this.canonical = canonical;
    }

    private static List<Locale.LanguageRange> ranges(String header) {
        if (header.isBlank()) {
            return List.of();
        }
        try {
            return Locale.LanguageRange.parse(header).stream().limit(MOST_LANGUAGES).toList();
        } catch (IllegalArgumentException e) {
            return List.of(); // a wish that nobody can read is no reason to refuse
        }
    }

    public ObjectNode as(Form form, ObjectNode statement) {
        if (form == Form.EXACT) {
            return statement;
        }
        var out = statement.deepCopy();
        sentence(form, out);
        if (form == Form.IDS) {
            replace(out, "authority", Shown::identified);
        }
        return out;
    }

    private void sentence(Form form, ObjectNode part) {
        if (form == Form.IDS) {
            replace(part, "actor", Shown::identified);
            replace(part, "verb", v -> v.retain("id"));
        } else if (part.path("verb").path("display") instanceof ObjectNode display) {
            one(display);
        }
        replace(part, "object", object -> object(form, object));
        if (part.path("context") instanceof ObjectNode context) {
            if (form == Form.IDS) {
                replace(context, "instructor", Shown::identified);
                replace(context, "team", Shown::identified);
                each(context.path("contextAgents"), a -> replace(a, "agent", Shown::identified));
                each(context.path("contextGroups"), g -> replace(g, "group", Shown::identified));
            }
            for (var list : context.path("contextActivities")) {
                if (list instanceof ArrayNode activities) {
                    for (var i = 0; i < activities.size(); i++) {
                        if (activities.get(i) instanceof ObjectNode activity) {
                            activities.set(i, activity(form, activity));
                        }
                    }
                }
            }
        }
        if (form == Form.CANONICAL) {
            each(
                    part.path("attachments"),
                    attachment -> {
                        for (var name : List.of("display", "description")) {
                            if (attachment.path(name) instanceof ObjectNode texts) {
                                one(texts);
                            }
                        }
                    });
        }
    }

    private static void each(JsonNode list, java.util.function.Consumer<ObjectNode> change) {
        for (var element : list) {
            if (element instanceof ObjectNode object) {
                change.accept(object);
            }
        }
    }

    private static void replace(
            ObjectNode in, String name, Function<ObjectNode, ObjectNode> change) {
        if (in.path(name) instanceof ObjectNode object) {
            in.set(name, change.apply(object));
        }
    }

    private ObjectNode object(Form form, ObjectNode object) {
        return switch (object.path("objectType").asText("Activity")) {
            case "Agent", "Group" -> form == Form.IDS ? identified(object) : object;
            case "StatementRef" -> object;
            case "SubStatement" -> {
                sentence(form, object);
                yield object;
            }
            default -> activity(form, object);
        };
    }

    private ObjectNode activity(Form form, ObjectNode activity) {
        if (form == Form.IDS) {
            return activity.retain("id"); // what has no type is an activity
        }
        var known = canonical.apply(activity.path("id").asText());
        return inOneLanguage(known);
    }

    /// An activity with each of its texts in one language.
    ObjectNode inOneLanguage(ObjectNode activity) {
        if (activity.path("definition") instanceof ObjectNode definition) {
            for (var name : List.of("name", "description")) {
                if (definition.path(name) instanceof ObjectNode texts) {
                    one(texts);
                }
            }
            for (var list : List.of("choices", "scale", "source", "target", "steps")) {
                each(
                        definition.path(list),
                        component -> {
                            if (component.path("description") instanceof ObjectNode texts) {
                                one(texts);
                            }
                        });
            }
        }
        return activity;
    }

    /// Keeps the text that fits the reader best; the first where none does.
    private void one(ObjectNode texts) {
        var tags = new ArrayList<String>();
        texts.fieldNames().forEachRemaining(tags::add);
        if (tags.size() < 2) {
            return;
        }
        var best = wanted.isEmpty() ? null : Locale.lookupTag(wanted, tags);
        if (best == null && !wanted.isEmpty()) {
            var filtered = Locale.filterTags(wanted, tags);
            best = filtered.isEmpty() ? null : filtered.getFirst();
        }
        var chosen = best == null ? tags.getFirst() : best;
        var kept = tags.stream().filter(t -> t.equalsIgnoreCase(chosen)).findFirst().orElse(chosen);
        texts.retain(kept);
    }

    /// Only what identifies: an anonymous group is its members.
    private static ObjectNode identified(ObjectNode actor) {
        var anonymous = ActorRules.IDENTIFIERS.stream().noneMatch(actor::has);
        if (anonymous) {
            for (var member : actor.path("member")) {
                if (member instanceof ObjectNode agent) {
                    identified(agent);
                }
            }
            return actor.retain("objectType", "member");
        }
        return actor.retain("objectType", "mbox", "mbox_sha1sum", "openid", "account");
    }
}
