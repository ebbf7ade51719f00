package dev.countersign.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.intake.CloudEvents;
import dev.countersign.intake.CsvFormat;
import dev.countersign.intake.Intake;
import dev.countersign.intake.NativeFormat;
import dev.countersign.intake.Told;
import dev.countersign.intake.adapter.Adapter;
import dev.countersign.kernel.Problem;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Exceptions that automation raises, in its own formats and in ours.
public final class ExceptionResources {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Intake intake;

    public ExceptionResources(Intake intake) {
        this.intake = intake;
    }

    public void mount(Web web) {
        web.get(
                "/v1/taxonomy",
                e -> e.json(200, intake.taxonomy(e.param("team"), e.param("service"))));
        web.post("/v1/exceptions", this::take);
        web.post("/v1/exceptions/:adapter", this::adapt);
    }

    private void take(Exchange e) {
        var type = e.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        var reads = new ArrayList<NativeFormat.Read>();
        if (type.startsWith("application/x-ndjson") || type.startsWith("application/jsonl")) {
            lines(e, reads);
        } else if (type.startsWith("application/cloudevents-batch+json")) {
            for (var event : e.json()) {
                reads.add(CloudEvents.structured(event, intake::taxonomy));
            }
        } else if (type.startsWith("application/cloudevents+json")) {
            reads.add(CloudEvents.structured(e.json(), intake::taxonomy));
        } else if (e.header("ce-specversion").isPresent()) {
            reads.add(
                    CloudEvents.binary(
                            name -> e.header("ce-" + name).orElse(""), e.json(), intake::taxonomy));
        } else {
            var body = e.json();
            for (var item : body.isArray() ? body : List.of(body)) {
                reads.add(NativeFormat.read(item, source(e), intake::taxonomy));
            }
        }
        answer(e, reads);
    }

    private void lines(Exchange e, List<NativeFormat.Read> reads) {
        var number = 0;
        for (var line : e.body().lines().toList()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            JsonNode node;
            try {
                node = JSON.readTree(line);
            } catch (JsonProcessingException broken) {
                reads.add(
                        new NativeFormat.Read(
                                java.util.Optional.empty(),
                                "line " + number,
                                List.of("line " + number + " is not JSON")));
                continue;
            }
            reads.add(NativeFormat.read(node, source(e), intake::taxonomy));
        }
    }

    /// Query parameters fill in what the tool does not say: `service`, `environment`, `team`,
    /// `category`, `source`.
    private void adapt(Exchange e) {
        var name = e.pathParam("adapter");
        List<ObjectNode> found;
        if (name.equals("csv")) {
            found = CsvFormat.read(e.body(), column -> e.param("column." + column));
        } else {
            var adapter =
                    Adapter.named(name)
                            .orElseThrow(() ->
                                    new Problem(
                                                    404,
                                                    "unknown-adapter",
                                                    "No such adapter",
                                                    "there is no adapter `" + name + "`",
                                                    "use one of "
                                                            + String.join(
                                                                    ", ", Adapter.ALL.keySet())
                                                            + ", csv")
                                            .asException());
            try {
                found = adapter.read(e.json());
                found.forEach(x -> translate(e, x));
            } catch (Adapter.Unreadable wrong) {
                throw Fields.wrong(String.valueOf(wrong.getMessage()));
            }
        }
        var reads = new ArrayList<NativeFormat.Read>();
        for (var exception : found) {
            fill(e, exception, List.of("service", "environment", "team", "category"));
            var source = e.param("source").isEmpty() ? name : e.param("source");
            reads.add(NativeFormat.read(exception, source, intake::taxonomy));
        }
        if (reads.isEmpty()) {
            e.json(200, Map.of("results", List.of(), "created", 0));
            return;
        }
        answer(e, reads);
    }

    /// Adapters know the shipped categories; a taxonomy of one's own may call them otherwise, and
    /// where it has none of the kind, or several, a person says.
    private void translate(Exchange e, ObjectNode exception) {
        fill(e, exception, List.of("service", "environment", "team"));
        var told = exception.path("category").asText("");
        var taxonomy =
                intake.taxonomy(
                        exception.path("team").asText(""), exception.path("service").asText(""));
        taxonomy.nameOf(told)
                .filter(_ -> !told.isEmpty())
                .ifPresentOrElse(
                        name -> exception.put("category", name),
                        () -> exception.remove("category"));
    }

    private static void fill(Exchange e, ObjectNode exception, List<String> fields) {
        for (var field : fields) {
            if (!exception.has(field) && !e.param(field).isEmpty()) {
                exception.put(field, e.param(field));
            }
        }
    }

    private void answer(Exchange e, List<NativeFormat.Read> reads) {
        var told = intake.take(e.identity(), reads);
        var created = told.stream().filter(t -> t.outcome() == Told.Outcome.CREATED).count();
        var refused = told.stream().filter(t -> t.outcome() == Told.Outcome.REFUSED).count();
        var status = refused == told.size() ? 422 : refused > 0 ? 207 : created > 0 ? 201 : 200;
        e.json(
                status,
                Map.of(
                        "created",
                        created,
                        "refused",
                        refused,
                        "results",
                        told.stream().map(ExceptionResources::shown).toList()));
    }

    private static Map<String, Object> shown(Told t) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", t.id());
        out.put("outcome", t.outcome().name().toLowerCase(Locale.ROOT));
        t.caseId().ifPresent(c -> out.put("case", c));
        t.why().ifPresent(w -> out.put("why", w));
        return out;
    }

    private static String source(Exchange e) {
        return e.identity().id();
    }
}
