package dev.countersign.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.assist.OnBoxAssist;
import dev.countersign.assist.Question;
import dev.countersign.assist.Shelf;
import dev.countersign.assist.Ticket;
import dev.countersign.kernel.Problem;
import dev.countersign.model.Document;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What the on-box microtools learn and search.
public final class KnowledgeResources {
    private static final List<String> MAY_CHANGE =
            List.of("programme_manager", "administrator", "process_quality");

    private final Shelf shelf;
    private final OnBoxAssist assist;

    public KnowledgeResources(Shelf shelf, OnBoxAssist assist) {
        this.shelf = shelf;
        this.assist = assist;
    }

    public void mount(Web web) {
        web.get("/v1/knowledge", this::state);
        web.post("/v1/knowledge", this::put);
    }

    /// With `wait` in seconds, at most 60, it answers as soon as everything is learnt.
    private void state(Exchange e) {
        var learnt = assist.learnt();
        var wait = Math.clamp(e.intParam("wait", 0), 0, 60);
        try {
            learnt.get(wait, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException waited) {
            // Told below.
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        var state =
                learnt.isCompletedExceptionally()
                        ? "failed"
                        : learnt.isDone() ? "learnt" : "learning";
        e.json(200, Map.of("state", state));
    }

    private void put(Exchange e) {
        if (!e.identity().hasAny(MAY_CHANGE)) {
            throw new Problem(
                            403,
                            "may-not-change",
                            "Not yours to change",
                            "knowledge is changed by " + String.join(", ", MAY_CHANGE),
                            "ask one of them")
                    .asException();
        }
        var body = e.json();
        var articles = documents(body.path("articles"));
        var procedures = documents(body.path("procedures"));
        var tickets = new LinkedHashMap<String, Ticket>();
        for (var item : body.path("tickets")) {
            var f = new Fields(item);
            tickets.put(
                    f.text("id"),
                    new Ticket(f.text("text"), f.text("category"), f.text("assignment", "")));
        }
        var questions = questions(body.path("questions"));
        shelf.put(articles, procedures, tickets, questions, e.identity().id());
        assist.reload(shelf.knowledge());
        e.json(
                202,
                Map.of(
                        "articles", articles.size(),
                        "procedures", procedures.size(),
                        "tickets", tickets.size(),
                        "questions", questions.size(),
                        "note",
                                "the microtools are learning; answers carry no confidence until they have"));
    }

    private static List<Document> documents(JsonNode list) {
        var out = new ArrayList<Document>();
        for (var item : list) {
            var f = new Fields(item);
            out.add(new Document(f.text("id"), f.text("title"), f.text("text")));
        }
        return out;
    }

    private static Map<String, Question> questions(JsonNode list) {
        var out = new LinkedHashMap<String, Question>();
        for (var item : list) {
            var f = new Fields(item);
            var text = f.text("question");
            var document = f.text("document", "");
            out.put(
                    f.text("id"),
                    new Question(
                            text,
                            kind(f.text("about")),
                            document.isBlank() ? Optional.empty() : Optional.of(document)));
        }
        return out;
    }

    private static Question.Kind kind(String about) {
        return switch (about) {
            case "articles" -> Question.Kind.ARTICLE;
            case "procedures" -> Question.Kind.PROCEDURE;
            default ->
                    throw new Problem(
                                    422,
                                    "unknown-shelf",
                                    "Unknown shelf",
                                    "`about` is `" + about + "`",
                                    "say `articles` or `procedures`")
                            .asException();
        };
    }
}
