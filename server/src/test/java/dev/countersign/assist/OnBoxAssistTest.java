package dev.countersign.assist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.model.Document;
import dev.countersign.model.Encoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OnBoxAssistTest {
    private static final Encoder ENCODER = new Encoder();
    private static final List<String> GOODS =
            List.of(
                    "kettle", "lamp", "chair", "desk", "phone", "bike", "rug", "clock", "vase",
                    "tent");
    private static final List<Document> PROCEDURES =
            List.of(
                    new Document(
                            "damage",
                            "Goods arrived damaged",
                            "Use this when goods are broken.\n\n1. Ask for photos.\n2. Open a claim.\n"
                                    + "3. Tell the customer."),
                    new Document("login", "Customer cannot sign in", "1. Send a reset link."));

    private static List<Ticket> tickets() {
        var tickets = new ArrayList<Ticket>();
        for (var thing : GOODS) {
            tickets.add(new Ticket("The " + thing + " arrived broken", "damage", "claims"));
            tickets.add(new Ticket("My new " + thing + " has a crack", "damage", "claims"));
            tickets.add(new Ticket("I was billed twice for the " + thing, "billing", "finance"));
            tickets.add(new Ticket("Wrong price on the " + thing + " invoice", "billing", "sales"));
            tickets.add(
                    new Ticket("Invoice for the " + thing + " is missing", "billing", "finance"));
        }
        return tickets;
    }

    private static OnBoxAssist learnt() throws Exception {
        var articles = List.of(new Document("pay", "When invoices are due", "In thirty days."));
        var assist = new OnBoxAssist(ENCODER, new Knowledge(tickets(), articles, PROCEDURES));
        assist.learnt().get(60, TimeUnit.SECONDS);
        return assist;
    }

    @Test
    void saysWhereATicketBelongsAndWhatItSays() throws Exception {
        var input =
                "The lamp arrived broken. My new clock has a crack.\nThe <ORDER_1> vase arrived broken"
                        + " too. My new chair has a crack.";

        var answer = learnt().answer("triage_summarize", input);

        assertThat(answer.details()).containsEntry("category", "damage");
        assertThat(answer.details()).containsEntry("assignment", "claims");
        assertThat(answer.confidence()).isPresent();
        assertThat(answer.text()).contains("broken");
        assertThat(answer.modelVersion()).contains("bge-small").contains("head@sha256:");
        assertThat((List<?>) answer.details().get("summary"))
                .hasSize(3)
                .allSatisfy(sentence -> {
                    var parts = (Map<?, ?>) sentence;
                    var start = Integer.parseInt(String.valueOf(parts.get("start")));
                    var end = Integer.parseInt(String.valueOf(parts.get("end")));
                    assertThat(input.substring(start, end)).isEqualTo(parts.get("text"));
                });
    }

    @Test
    void hasNoConfidenceInWhatFitsNoCategory() throws Exception {
        var answer =
                learnt().answer("triage_summarize", "Which planet has the most moons in the sky?");

        assertThat(answer.confidence()).isEmpty();
        assertThat(answer.text()).startsWith("Category: none fits");
    }

    @Test
    void hasNoConfidenceBeforeItIsTrained() throws Exception {
        var assist = new OnBoxAssist(ENCODER, new Knowledge(List.of(), List.of(), List.of()));
        assist.learnt().get(60, TimeUnit.SECONDS);

        var answer = assist.answer("triage_summarize", "The lamp arrived broken");

        assertThat(answer.confidence()).isEmpty();
        assertThat(answer.text()).contains("not trained yet", "The lamp arrived broken");
    }

    @Test
    void suggestsTheProcedureWithItsFirstStepsWordForWord() throws Exception {
        var answer = learnt().answer("sop_suggest", "the box was crushed and the cups are broken");

        assertThat(answer.details()).containsEntry("procedure", "damage");
        assertThat(answer.details())
                .containsEntry(
                        "steps",
                        List.of("1. Ask for photos.", "2. Open a claim.", "3. Tell the customer."));
        assertThat(answer.confidence()).isEmpty();
    }

    @Test
    void answersAQuestionFromAnArticleAndNamesIt() throws Exception {
        var answer = learnt().answer("kb_lookup", "when do I have to pay the invoice?");

        assertThat(answer.text()).isEqualTo("When invoices are due (pay):\nIn thirty days.");
    }

    @Test
    void answersFromWhatWasReloaded() throws Exception {
        var assist = learnt();

        assist.reload(
                new Knowledge(
                        List.of(), List.of(new Document("new", "Dues", "At once.")), PROCEDURES));
        assist.learnt().get(60, TimeUnit.SECONDS);

        assertThat(assist.answer("kb_lookup", "when to pay?").text()).contains("At once.");
    }

    @Test
    void refusesWhatItCannotWorkOn() throws Exception {
        var assist = learnt();

        assertThatThrownBy(() -> assist.answer("kb_lookup", " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> assist.answer("kb_lookup", "x".repeat(100_001)))
                .hasMessageContaining("at most 100000");
        assertThatThrownBy(() -> assist.answer("poem", "x")).hasMessageContaining("`poem`");
    }
}
