package dev.countersign.connect.slack;

import static dev.countersign.connect.slack.SlackJson.escaped;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.connect.ChatDesk;
import dev.countersign.connect.ChatDesk.Filled;
import dev.countersign.connect.ChatDesk.Shown;
import dev.countersign.connect.Drill;
import dev.countersign.desk.Conditions;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.desk.Justification;
import dev.countersign.desk.WrittenDecision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The form in which a case is decided. Pure.
///
/// A form binds to what it shows: the case's version and the digest of what would be done go with
/// it and come back with the decision. What does not fit into it cannot be approved in it.
final class SlackModal {
    static final String DECIDE = "decide";

    /// A form of the practice desk.
    static final String PRACTISE = "practise";

    /// The button that leads to the next mock case.
    static final String NEXT = "practice";

    private static final String CONDITION = "c.";
    private static final int MOST_EVIDENCE = 2_500;

    private SlackModal() {}

    static ObjectNode view(Shown s) {
        return view(s, "Review", DECIDE);
    }

    /// The same form over a mock case.
    static ObjectNode practice(Shown s) {
        var view = view(s, "Practice", PRACTISE);
        ((ArrayNode) view.path("blocks"))
                .insert(0, SlackJson.context("Practice: nothing here is real."));
        return view;
    }

    private static ObjectNode view(Shown s, String title, String callback) {
        var c = s.exceptionCase();
        var fits = s.text().codePointCount(0, s.text().length()) <= SlackJson.MOST_TEXT;
        var blocks = about(s, fits);
        var view = SlackJson.modal(title, blocks);
        if (!c.isOpen()) {
            blocks.add(SlackJson.said("It is settled."));
            return view;
        }
        if (!s.whyNot().isEmpty() && !s.emergency()) {
            blocks.add(SlackJson.said("You see this and cannot decide it: " + s.whyNot() + "."));
            return view;
        }
        if (!fits) {
            blocks.add(
                    SlackJson.section(
                            "What would be approved is too long to be shown here in full, so it is"
                                    + " decided on <"
                                    + s.link()
                                    + "|its page>."));
            return view;
        }
        form(s, blocks);
        view.put("callback_id", callback);
        view.put("clear_on_close", true);
        view.put("private_metadata", metadata(c));
        view.set("submit", SlackJson.plain("Decide"));
        return view;
    }

    private static ArrayNode about(Shown s, boolean fits) {
        var c = s.exceptionCase();
        var blocks = SlackJson.array();
        blocks.add(SlackJson.header(c.opened().title()));
        var section = SlackJson.object().put("type", "section");
        var fields = section.putArray("fields");
        c.opened()
                .facts()
                .ifPresent(f -> {
                    field(fields, "Service", f.service());
                    field(fields, "Rule", f.rule());
                    field(fields, "Category", f.category().replace('_', ' ') + " " + f.subtype());
                    field(fields, "Severity", f.severity().name());
                    field(fields, "Environment", f.environment());
                });
        field(fields, "Waits for", c.approverRole().replace('_', ' '));
        blocks.add(section);
        var why =
                c.opened().reasons().stream()
                        .limit(8)
                        .map(r -> "• " + escaped(SlackJson.cut(r.sentence(), 300)))
                        .reduce((a, b) -> a + "\n" + b)
                        .orElse("");
        if (!why.isEmpty()) {
            blocks.add(SlackJson.section("*Why it stopped*\n" + why));
        }
        if (!s.text().isEmpty()) {
            blocks.add(SlackJson.section("*" + proposed(c) + "*"));
            blocks.add(SlackJson.said(s.text()));
        }
        if (!s.evidence().isEmpty()) {
            blocks.add(SlackJson.section("*Evidence*"));
            blocks.add(SlackJson.said(SlackJson.cut(s.evidence(), MOST_EVIDENCE)));
            if (s.evidence().length() > MOST_EVIDENCE) {
                blocks.add(
                        SlackJson.context(
                                "Cut here; all of it is on <" + s.link() + "|its page>."));
            }
        }
        blocks.add(SlackJson.context("`" + c.id() + "` · <" + s.link() + "|open its page>"));
        return blocks;
    }

    private static String proposed(ExceptionCase c) {
        return c.textNow().equals(c.opened().answerProposed()) ? "Recommended" : "As it was edited";
    }

    private static void field(ArrayNode fields, String name, String value) {
        if (!value.isBlank()) {
            fields.add(
                    SlackJson.markup(
                            "*" + name + "*\n" + escaped(SlackJson.cut(value.strip(), 300))));
        }
    }

    private static void form(Shown s, ArrayNode blocks) {
        var emergency = !s.whyNot().isEmpty();
        var choices = SlackJson.object().put("type", "static_select");
        var options = choices.putArray("options");
        if (emergency) {
            blocks.add(SlackJson.said("It is not your turn: " + s.whyNot() + "."));
            options.add(SlackJson.option("break_glass", "Break the glass (an emergency)"));
        } else {
            if (s.mayApprove()) {
                options.add(SlackJson.option("approve", "Approve"));
                options.add(SlackJson.option("edit_and_approve", "Edit and approve"));
            }
            options.add(SlackJson.option("deny", "Deny"));
            options.add(SlackJson.option("escalate", "Escalate"));
        }
        blocks.add(SlackJson.input(WrittenDecision.DECISION, "Your decision", "", false, choices));
        blocks.add(
                SlackJson.input(
                        WrittenDecision.JUSTIFICATION,
                        "Why",
                        "So that it reads well in six months: what you checked, and why this is right.",
                        false,
                        SlackJson.object()
                                .put("type", "plain_text_input")
                                .put("multiline", true)
                                .put("max_length", Justification.MAX_CHARACTERS)));
        if (emergency) {
            return;
        }
        for (var asked : Conditions.asked(s.exceptionCase().opened())) {
            blocks.add(
                    SlackJson.input(
                            CONDITION + asked.name(),
                            asked.label(),
                            "To approve it: " + asked.hint(),
                            true,
                            asked.kind().equals("date")
                                    ? SlackJson.object().put("type", "datepicker")
                                    : SlackJson.object()
                                            .put("type", "plain_text_input")
                                            .put("multiline", true)));
        }
        if (!s.roles().isEmpty()) {
            blocks.add(target(s));
        }
        if (!s.mayApprove()) {
            return;
        }
        blocks.add(
                SlackJson.input(
                        WrittenDecision.TEXT,
                        "What is done instead",
                        "Only where you edit and approve.",
                        true,
                        SlackJson.object()
                                .put("type", "plain_text_input")
                                .put("multiline", true)
                                .put("initial_value", s.text())));
    }

    private static ObjectNode target(Shown s) {
        var select = SlackJson.object().put("type", "static_select");
        var options = select.putArray("options");
        for (var role : s.roles().stream().limit(100).toList()) {
            var option = SlackJson.option(role, role.replace('_', ' '));
            options.add(option);
            if (role.equals(s.owner())) {
                select.set("initial_option", option.deepCopy());
            }
        }
        return SlackJson.input(
                WrittenDecision.TO, "Escalate to", "Only where you escalate.", true, select);
    }

    static String metadata(ExceptionCase c) {
        return SlackJson.object()
                .put("case", c.id())
                .put("version", c.version())
                .put("shown", c.standing().content())
                .toString();
    }

    static Filled filled(JsonNode view) {
        var metadata = SlackJson.read(view.path("private_metadata").asText());
        var values = new LinkedHashMap<String, String>();
        for (var block : view.path("state").path("values").properties()) {
            for (var element : block.getValue().properties()) {
                values.put(block.getKey(), value(element.getValue()));
            }
        }
        var conditions = new LinkedHashMap<String, String>();
        values.forEach((name, value) -> {
            if (name.startsWith(CONDITION) && !value.isBlank()) {
                conditions.put(name.substring(CONDITION.length()), value);
            }
        });
        return new Filled(
                metadata.path("case").asText(),
                metadata.path("version").asInt(),
                metadata.path("shown").asText(),
                new WrittenDecision(
                        values.getOrDefault(WrittenDecision.DECISION, ""),
                        values.getOrDefault(WrittenDecision.TEXT, ""),
                        values.getOrDefault(WrittenDecision.TO, ""),
                        values.getOrDefault(WrittenDecision.JUSTIFICATION, ""),
                        conditions));
    }

    private static String value(JsonNode element) {
        if (element.path("selected_option").isObject()) {
            return element.path("selected_option").path("value").asText();
        }
        return element.hasNonNull("selected_date")
                ? element.path("selected_date").asText()
                : element.path("value").asText("");
    }

    /// What is wrong, at its field; at the decision where the form has no such field.
    static ObjectNode errors(JsonNode view, List<WrittenDecision.Wrong> wrong) {
        var out = SlackJson.object().put("response_action", "errors");
        var errors = out.putObject("errors");
        var blocks = new java.util.HashSet<String>();
        view.path("blocks").forEach(b -> blocks.add(b.path("block_id").asText()));
        Map<String, String> texts = new LinkedHashMap<>();
        for (var w : wrong) {
            var block =
                    blocks.contains(w.field())
                            ? w.field()
                            : blocks.contains(CONDITION + w.field())
                                    ? CONDITION + w.field()
                                    : WrittenDecision.DECISION;
            var text = ChatDesk.sentences(w.problem().detail(), w.problem().remedy());
            texts.merge(block, text, (a, b) -> a + " " + b);
        }
        texts.forEach((block, text) -> errors.put(block, SlackJson.cut(text, 500)));
        return out;
    }

    /// Instead of the form: what happened, and how to go on.
    static ObjectNode message(String title, String text, String caseId, String link) {
        var blocks = SlackJson.array();
        blocks.add(SlackJson.said(text));
        if (!caseId.isEmpty()) {
            blocks.add(
                    SlackJson.actions(
                            "again",
                            SlackJson.button("again", "Look at it again", caseId),
                            SlackJson.link("open", "Open its page", link)));
        }
        return SlackJson.modal(title, blocks);
    }

    /// The good answer beside one's own, and the way on.
    static ObjectNode answered(Drill.Answered answered, String link) {
        var blocks = SlackJson.array();
        blocks.add(SlackJson.header(answered.title()));
        blocks.add(SlackJson.said(answered.text()));
        blocks.add(
                SlackJson.actions(
                        "practice",
                        SlackJson.button(NEXT, "Next case", NEXT),
                        SlackJson.link("open", "Open its page", link)));
        return SlackJson.modal("Practice", blocks);
    }

    static ObjectNode instead(ObjectNode view) {
        var out = SlackJson.object().put("response_action", "update");
        out.set("view", view);
        return out;
    }
}
