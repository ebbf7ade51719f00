package dev.countersign.connect.teams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.connect.ChatDesk;
import dev.countersign.connect.Message;
import dev.countersign.desk.Conditions;
import dev.countersign.desk.Justification;
import dev.countersign.desk.WrittenDecision;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Cards, bursts, notes and the review form as Adaptive Cards 1.5. Pure.
final class TeamsCards {
    static final JsonMapper JSON = JsonMapper.builder().build();
    static final String TYPE = "application/vnd.microsoft.card.adaptive";
    private static final String CONDITION = "c_";

    /// Teams refuses messages of more than 28 KB.
    private static final int MOST_TEXT = 6_000;

    private static final int MOST_EVIDENCE = 3_000;
    private static final int MOST_LINES = 20;
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private TeamsCards() {}

    /// @param answerable whether a bot takes what its buttons say
    static ObjectNode card(Message message, boolean answerable) {
        return switch (message) {
            case Message.Card c -> card(c, answerable);
            case Message.Burst b -> burst(b);
            case Message.Note n -> note(n);
            case Message.Daily d -> daily(d);
        };
    }

    private static ObjectNode empty() {
        var card = JSON.createObjectNode().put("type", "AdaptiveCard").put("version", "1.5");
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.putArray("body");
        return card;
    }

    private static ArrayNode body(ObjectNode card) {
        return card.withArray("body");
    }

    private static ObjectNode text(String text) {
        return JSON.createObjectNode()
                .put("type", "TextBlock")
                .put("wrap", true)
                .put("text", plain(text.isBlank() ? "–" : text));
    }

    /// Text blocks read Markdown; what people and machines wrote stays what it is.
    private static String plain(String text) {
        return text.replaceAll("([\\\\`*_\\[\\]<>#|~])", "\\\\$1").replace("\n", "\n\n");
    }

    private static ObjectNode heading(String text) {
        return text(text).put("weight", "Bolder").put("size", "Medium");
    }

    private static ObjectNode card(Message.Card c, boolean answerable) {
        var card = empty();
        body(card).add(heading(c.title()));
        facts(
                card,
                facts(
                        "Service", c.service(),
                        "Category", c.category(),
                        "Severity", c.severity(),
                        "Environment", c.environment(),
                        "Rule", c.rule(),
                        "Waits for", c.ended().isPresent() ? "" : c.waitsFor(),
                        "Due", c.ended().isPresent() ? "" : WHEN.format(c.due()),
                        "On it", c.takenBy().orElse(""),
                        "Case", c.caseId()));
        if (!c.recommendation().isBlank()) {
            body(card).add(text("Recommended").put("weight", "Bolder"));
            body(card).add(text(cut(c.recommendation(), 1_200)));
        }
        c.ended().ifPresent(e -> body(card).add(text(e).put("weight", "Bolder")));
        var actions = card.putArray("actions");
        if (answerable && c.ended().isEmpty()) {
            actions.add(execute("Review", "review", Map.of("case", c.caseId())));
        }
        actions.add(open("Open", c.link()));
        return card;
    }

    private static ObjectNode burst(Message.Burst b) {
        var card = empty();
        body(card)
                .add(
                        heading(
                                b.total()
                                        + (b.total() == 1 ? " case" : " cases")
                                        + " came in at once, "
                                        + b.open()
                                        + " still wait"));
        var lines =
                b.categories().entrySet().stream()
                        .limit(20)
                        .map(e -> e.getValue() + "× " + e.getKey().replace('_', ' '))
                        .collect(Collectors.joining("\n"));
        body(card).add(text(lines));
        card.putArray("actions").add(open("Open the queue", b.link()));
        return card;
    }

    private static ObjectNode daily(Message.Daily d) {
        var card = empty();
        body(card).add(heading(d.title()));
        lines(card, "Due", d.due());
        lines(card, "Told to you", d.told());
        card.putArray("actions").add(open("Open my calendar", d.link()));
        return card;
    }

    private static void lines(ObjectNode card, String heading, List<Message.Line> lines) {
        if (!lines.isEmpty()) {
            body(card).add(text(heading).put("weight", "Bolder"));
            lines.stream()
                    .limit(MOST_LINES)
                    .forEach(l -> body(card).add(text("• " + cut(l.sentence(), 300))));
            if (lines.size() > MOST_LINES) {
                body(card).add(text("… and more in your calendar"));
            }
        }
    }

    private static ObjectNode note(Message.Note n) {
        var card = empty();
        var entities = JSON.createArrayNode();
        var who = new StringBuilder();
        for (var m : n.mentions()) {
            who.append(" <at>").append(plain(m.name())).append("</at>");
            var entity = entities.addObject().put("type", "mention");
            entity.put("text", "<at>" + plain(m.name()) + "</at>");
            entity.putObject("mentioned").put("id", m.email()).put("name", m.name());
        }
        body(card).add(text(n.sentence()));
        if (!entities.isEmpty()) {
            body(card)
                    .addObject()
                    .put("type", "TextBlock")
                    .put("wrap", true)
                    .put("text", who.toString().strip());
            card.putObject("msteams").set("entities", entities);
        }
        return card;
    }

    /// What somebody typed before, kept when the form is refused.
    record Typed(WrittenDecision written, Map<String, String> errors) {
        static final Typed NOTHING =
                new Typed(new WrittenDecision("", "", "", "", Map.of()), Map.of());
    }

    static ObjectNode form(ChatDesk.Shown s, Typed typed) {
        var c = s.exceptionCase();
        var card = empty();
        body(card).add(heading(c.opened().title()));
        c.opened()
                .facts()
                .ifPresent(f ->
                        facts(
                                card,
                                facts(
                                        "Service", f.service(),
                                        "Rule", f.rule(),
                                        "Category", f.category().replace('_', ' '),
                                        "Severity", f.severity().name(),
                                        "Environment", f.environment(),
                                        "Waits for", c.approverRole().replace('_', ' '))));
        c.opened().reasons().forEach(r -> body(card).add(text(r.sentence())));
        if (!s.text().isEmpty()) {
            body(card).add(text("Recommended").put("weight", "Bolder"));
            body(card).add(text(cut(s.text(), MOST_TEXT)));
        }
        if (!s.evidence().isEmpty()) {
            body(card).add(text("Evidence").put("weight", "Bolder"));
            body(card).add(text(cut(s.evidence(), MOST_EVIDENCE)));
        }
        var actions = card.putArray("actions");
        if (!c.isOpen()) {
            body(card).add(text("It is settled."));
        } else if (!s.whyNot().isEmpty() && !s.emergency()) {
            body(card).add(text("You see this and cannot decide it: " + s.whyNot() + "."));
        } else if (s.text().length() > MOST_TEXT) {
            body(card)
                    .add(
                            text(
                                    "What would be approved is too long to be shown here in full, so"
                                            + " it is decided on its page."));
        } else {
            inputs(s, card, typed);
            actions.add(
                    execute(
                            "Decide",
                            "decide",
                            Map.of(
                                    "case",
                                    c.id(),
                                    "version",
                                    String.valueOf(c.version()),
                                    "shown",
                                    c.standing().content())));
        }
        actions.add(open("Open its page", s.link()));
        return card;
    }

    private static void inputs(ChatDesk.Shown s, ObjectNode card, Typed typed) {
        var w = typed.written();
        var choices = new LinkedHashMap<String, String>();
        if (!s.whyNot().isEmpty()) {
            body(card).add(text("It is not your turn: " + s.whyNot() + "."));
            choices.put("break_glass", "Break the glass (an emergency)");
        } else {
            if (s.mayApprove()) {
                choices.put("approve", "Approve");
            }
            choices.put("deny", "Deny");
            choices.put("escalate", "Escalate");
        }
        input(card, typed, WrittenDecision.DECISION, choice("Your decision", choices, w.chosen()));
        input(
                card,
                typed,
                WrittenDecision.JUSTIFICATION,
                longText("Why: what you checked, and why this is right", w.justification())
                        .put("maxLength", Justification.MAX_CHARACTERS));
        if (!s.whyNot().isEmpty()) {
            return;
        }
        for (var asked : Conditions.asked(s.exceptionCase().opened())) {
            var value = w.conditions().getOrDefault(asked.name(), "");
            var element =
                    asked.kind().equals("date")
                            ? JSON.createObjectNode().put("type", "Input.Date").put("value", value)
                            : longText("", value);
            input(card, typed, asked.name(), element.put("label", asked.label()))
                    .put("id", CONDITION + asked.name());
        }
        var roles = new LinkedHashMap<String, String>();
        s.roles().forEach(r -> roles.put(r, r.replace('_', ' ')));
        if (!roles.isEmpty()) {
            var to = w.to().isEmpty() ? s.owner() : w.to();
            input(card, typed, WrittenDecision.TO, choice("Escalate to", roles, to));
        }
    }

    /// An input below what is wrong with it.
    private static ObjectNode input(ObjectNode card, Typed typed, String field, ObjectNode input) {
        var error = typed.errors().get(field);
        if (error != null) {
            body(card).add(text(error).put("color", "Attention"));
        }
        body(card).add(input.put("id", field));
        return input;
    }

    private static ObjectNode choice(String label, Map<String, String> choices, String chosen) {
        var out = JSON.createObjectNode().put("type", "Input.ChoiceSet").put("label", label);
        if (choices.containsKey(chosen)) {
            out.put("value", chosen);
        }
        var list = out.putArray("choices");
        choices.forEach((value, title) -> list.addObject().put("title", title).put("value", value));
        return out;
    }

    private static ObjectNode longText(String label, String value) {
        return JSON.createObjectNode()
                .put("type", "Input.Text")
                .put("isMultiline", true)
                .put("label", label)
                .put("value", value);
    }

    static ChatDesk.Filled filled(JsonNode data) {
        var conditions = new LinkedHashMap<String, String>();
        for (var field : data.properties()) {
            if (field.getKey().startsWith(CONDITION) && !field.getValue().asText().isBlank()) {
                conditions.put(
                        field.getKey().substring(CONDITION.length()), field.getValue().asText());
            }
        }
        return new ChatDesk.Filled(
                data.path("case").asText(),
                data.path("version").asInt(),
                data.path("shown").asText(),
                new WrittenDecision(
                        data.path(WrittenDecision.DECISION).asText(""),
                        data.path(WrittenDecision.TEXT).asText(""),
                        data.path(WrittenDecision.TO).asText(""),
                        data.path(WrittenDecision.JUSTIFICATION).asText(""),
                        conditions));
    }

    static Typed typed(ChatDesk.Filled filled, List<WrittenDecision.Wrong> wrong) {
        var errors = new LinkedHashMap<String, String>();
        wrong.forEach(w ->
                errors.merge(
                        w.field(),
                        ChatDesk.sentences(w.problem().detail(), w.problem().remedy()),
                        (a, b) -> a + " " + b));
        return new Typed(filled.written(), errors);
    }

    /// Instead of the form: what happened, and how to go on.
    static ObjectNode message(String title, String text, String caseId, String link) {
        var card = empty();
        body(card).add(heading(title));
        body(card).add(text(text));
        if (!caseId.isEmpty()) {
            var actions = card.putArray("actions");
            actions.add(execute("Look at it again", "review", Map.of("case", caseId)));
            actions.add(open("Open its page", link));
        }
        return card;
    }

    private static ObjectNode execute(String title, String verb, Map<String, String> data) {
        var out =
                JSON.createObjectNode()
                        .put("type", "Action.Execute")
                        .put("title", title)
                        .put("verb", verb);
        out.set("data", JSON.valueToTree(data));
        return out;
    }

    private static ObjectNode open(String title, String url) {
        return JSON.createObjectNode()
                .put("type", "Action.OpenUrl")
                .put("title", title)
                .put("url", url);
    }

    private static Map<String, String> facts(String... pairs) {
        var out = new LinkedHashMap<String, String>();
        for (var i = 0; i < pairs.length; i += 2) {
            if (!pairs[i + 1].isBlank()) {
                out.put(pairs[i], pairs[i + 1]);
            }
        }
        return out;
    }

    private static void facts(ObjectNode card, Map<String, String> facts) {
        var set = body(card).addObject().put("type", "FactSet").putArray("facts");
        facts.forEach((title, value) ->
                set.addObject().put("title", title).put("value", plain(cut(value, 300))));
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
