package dev.countersign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The example organisation's quality work, by its people: defects of the triage tool classified,
/// answers found wrong by hand, one root cause signed, one ticket held against a procedure.
final class DemoQuality {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String QUALITY = "kenji.morimoto";
    private static final String MANAGER = "joost.verhaegen";
    private static final String WORKER = "priya.raghunathan";

    /// Left for whoever tries it.
    private static final int UNCLASSIFIED = 1;

    private static final int RAISED = 8;

    /// What was found wrong with answers of the look-up, by class; the first ones are commonest.
    private static final List<Map.Entry<String, String>> FOUND =
            List.of(
                    Map.entry(
                            "unclear",
                            "The passage is right, but alone it does not say which shipments it is about."),
                    Map.entry(
                            "missing_step",
                            "The passage stops before the sentence that says what to do next."),
                    Map.entry(
                            "unclear",
                            "It begins in the middle: who has to act stands in the paragraph before."),
                    Map.entry(
                            "wrong_fact",
                            "The article still has the charge of last year; the price list says another."));

    private static final String RECORD =
            """
            Ticket 4471, address change for order HL-77120.
            The request came from a contact listed on the account, by e-mail.
            Called back on the number in the account record and asked for the order number and the old delivery address; both were right.
            Changed the order to the new warehouse at 14:20 and told the carrier.
            Sent the confirmation to the account's main contact.\
            """;

    private final SetUp setUp;
    private final String administrator;

    DemoQuality(SetUp setUp, String administrator) {
        this.setUp = setUp;
        this.administrator = administrator;
    }

    /// @param questions that the look-up can answer
    void load(List<String> questions) throws IOException, InterruptedException {
        var kenji = setUp.keyFor(administrator, QUALITY);
        var joost = setUp.keyFor(administrator, MANAGER);
        var unclear = byHand(joost, questions);
        classify(kenji);
        if (!unclear.isEmpty()) {
            cause(kenji, unclear);
        }
        check(kenji, joost);
    }

    /// On answers that somebody was given; one that went to a person instead is not raised.
    ///
    /// @return ids of those that have the same cause
    private List<String> byHand(String joost, List<String> questions)
            throws IOException, InterruptedException {
        var mara = setUp.keyFor(administrator, "mara.lindqvist");
        var unclear = new ArrayList<String>();
        var raised = 0;
        for (var question : questions) {
            if (raised == RAISED) {
                break;
            }
            var asked = JSON.createObjectNode().put("input", question);
            var answer = setUp.post(mara, "/v1/microtools/kb_lookup", asked).path("countersign");
            if (!answer.path("outcome").asText().equals("released")) {
                continue;
            }
            var found = FOUND.get(raised % FOUND.size());
            var body =
                    JSON.createObjectNode()
                            .put("call", answer.path("call").asText())
                            .put("class", found.getKey())
                            .put("severity", raised % 3 == 0 ? "major" : "minor")
                            .put("words", found.getValue());
            var id = setUp.post(joost, "/v1/defects", body).path("id").asText();
            if (found.getKey().equals("unclear")) {
                unclear.add(id);
            }
            raised++;
        }
        return unclear;
    }

    private void classify(String kenji) throws IOException, InterruptedException {
        var found = setUp.get(kenji, "/v1/defects?state=new").path("defects");
        for (var i = 0; i < found.size() - UNCLASSIFIED; i++) {
            var defect = found.get(i);
            var body =
                    JSON.createObjectNode()
                            .put("version", defect.path("version").asInt())
                            .put("class", "wrong_category")
                            .put("severity", "major")
                            .put("words", defect.path("words").asText());
            setUp.post(kenji, "/v1/defects/" + defect.path("id").asText() + "/class", body);
        }
    }

    private void cause(String kenji, List<String> defects)
            throws IOException, InterruptedException {
        var now = setUp.get(kenji, "/v1/defects/" + defects.getFirst()).path("raised_at").asText();
        var due = LocalDate.parse(now.substring(0, 10)).plusDays(30);
        var body =
                JSON.createObjectNode()
                        .put(
                                "statement",
                                "Articles are written to be read whole, and the look-up quotes one passage of them alone.")
                        .put(
                                "action",
                                "Rewrite the twelve articles that are quoted most, so that each passage can stand alone.")
                        .put("owner", MANAGER)
                        .put("due", due.toString());
        var whys = body.putArray("whys");
        whys.add("The passage does not say which shipments it is about, or who has to act.");
        whys.add("That stands in the paragraph before, which the look-up does not quote.");
        whys.add(
                "The articles were written before there was a look-up, for readers of the whole page.");
        var of = body.putArray("defects");
        defects.forEach(of::add);
        var id = setUp.post(kenji, "/v1/root-causes", body).path("id").asText();
        // A signature is given in person.
        setUp.form(
                QUALITY + "@harbourline.example",
                DemoOrganisation.PASSWORD,
                "/quality/causes/" + id + "/sign",
                Map.of("version", "1"));
    }

    /// The tool on the box is never sure, so its answer waits for the manager; then kenji reads it
    /// and says of the first steps what the record shows.
    private void check(String kenji, String joost) throws IOException, InterruptedException {
        var work =
                JSON.createObjectNode()
                        .put("sop", "SOP-04")
                        .put("id", "ticket-4471")
                        .put("worker", WORKER)
                        .put("text", RECORD);
        var check = setUp.post(kenji, "/v1/compliance-checks", work);
        if (check.path("state").asText().equals("held")) {
            approve(joost, setUp.get(kenji, "/v1/chat/completions/" + check.path("call").asText()));
        }
        var path = "/v1/compliance-checks/" + check.path("id").asText();
        if (!setUp.get(kenji, path).path("state").asText().equals("answered")) {
            return;
        }
        confirm(kenji, path, 3, "followed", "The record names a contact listed on the account.");
        confirm(
                kenji,
                path,
                4,
                "followed",
                "The record tells of the call-back and what was asked.");
        confirm(kenji, path, 5, "not_followed", "Nothing in the record tells of the charge.");
    }

    private void approve(String joost, JsonNode held) throws IOException, InterruptedException {
        var id = held.path("countersign").path("hold").asText();
        var body =
                JSON.createObjectNode()
                        .put("decision", "approve")
                        .put(
                                "version",
                                setUp.get(joost, "/v1/cases/" + id).path("version").asInt(1))
                        .put(
                                "justification",
                                "Quotes of the ticket only; process quality judges each step itself.");
        setUp.post(joost, "/v1/cases/" + id + "/decision", body);
    }

    private void confirm(String kenji, String path, int step, String said, String words)
            throws IOException, InterruptedException {
        var body = JSON.createObjectNode().put("step", step).put("said", said).put("words", words);
        setUp.post(kenji, path + "/findings", body);
    }
}
