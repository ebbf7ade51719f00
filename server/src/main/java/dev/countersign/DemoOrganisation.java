package dev.countersign;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.countersign.course.cli.PackFolder;
import dev.countersign.kernel.CsvRows;
import dev.countersign.model.Documents;
import dev.countersign.ui.Persona;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Loads the example organisation through the public API, so that every figure on every page equals
/// the records behind it.
final class DemoOrganisation {
    /// Everybody's password in the demo, which listens on this machine only.
    static final String PASSWORD = "harbour-demo-2026";

    private static final String INTERFACES = "pavel.sandoval";

    private static final int HELD_OUT = 60;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SetUp setUp;
    private final Path folder;

    DemoOrganisation(String base, Path folder) {
        this.setUp = new SetUp(base);
        this.folder = folder;
    }

    static Path folder() {
        return Path.of(System.getProperty("countersign.home", "."))
                .resolve("playbooks")
                .resolve("harbour-freight");
    }

    /// Everybody whom the sign-in page offers.
    List<Persona> personas() throws IOException {
        var organisation =
                (Map<?, ?>) SetUp.yaml(Files.readString(folder.resolve("organisation.yaml")));
        var out = new ArrayList<Persona>();
        for (var person : SetUp.people(organisation)) {
            var roles = new ArrayList<String>();
            person.path("roles").forEach(r -> roles.add(r.asText().replace('_', ' ')));
            out.add(
                    new Persona(
                            person.path("name").asText(),
                            String.join(", ", roles),
                            person.path("email").asText(),
                            PASSWORD));
        }
        return out;
    }

    static void forget(Path data) throws IOException {
        if (!Files.exists(data)) {
            return;
        }
        try (var all = Files.walk(data)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /// Does nothing where an earlier start has loaded it.
    ///
    /// @param firstPassword the first administrator's, on an empty store
    ///
    /// @return the administrator's key; empty where nothing was loaded
    Optional<String> load(Optional<String> firstPassword) throws IOException, InterruptedException {
        if (firstPassword.isEmpty()) {
            return Optional.empty();
        }
        var administrator = setUp.administratorKey(firstPassword.get());
        var organisation = Files.readString(folder.resolve("organisation.yaml"));
        var programme =
                setUp.playbook(
                        administrator,
                        Files.readString(folder.resolve("playbook.yaml")),
                        organisation);
        for (var person : SetUp.people((Map<?, ?>) SetUp.yaml(organisation))) {
            var body = JSON.createObjectNode().put("password", PASSWORD);
            setUp.post(
                    administrator, "/v1/people/" + person.path("id").asText() + "/password", body);
        }
        setUp.prompts(programme, Files.readString(folder.resolve("prompts.yaml")));
        knowledge(programme);
        policies(programme);
        courses(programme);
        exceptions(setUp.keyFor(administrator, INTERFACES));
        return Optional.of(administrator);
    }

    /// Shadow mode under way: tickets that nothing learnt from, answered by the people whose work
    /// they were and by the tool, most of them reviewed. Waits until the tool has answered.
    void prove(Optional<String> administrator) throws IOException, InterruptedException {
        if (administrator.isEmpty()) {
            return;
        }
        new DemoProof(setUp, administrator.get()).load(table("tickets.csv"), HELD_OUT);
        new DemoQuality(setUp, administrator.get())
                .load(
                        table("questions.csv").stream()
                                .map(q -> String.valueOf(q.get("question")))
                                .toList());
        new DemoKpis(setUp, administrator.get()).load();
    }

    /// The courses that ship with the product.
    private void courses(String key) throws IOException, InterruptedException {
        var shelf = folder.resolveSibling("courses");
        if (!Files.isDirectory(shelf)) {
            return;
        }
        try {
            for (var pack : PackFolder.read(shelf).values()) {
                var body = JSON.createObjectNode();
                var files = body.putObject("files");
                pack.forEach(files::put);
                setUp.post(key, "/v1/courses", body);
            }
        } catch (PackFolder.Bad e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// The sample policies, in force from the first exception on.
    private void policies(String key) throws IOException, InterruptedException {
        var body = JSON.createObjectNode().put("why", "the policies that Harbourline begins with");
        var files = body.putObject("files");
        try (var found = Files.list(folder.resolveSibling("policies"))) {
            for (var file : found.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                files.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
        setUp.post(key, "/v1/policies", body);
    }

    /// What automation raised, sent by whoever answers for the interfaces.
    private void exceptions(String key) throws IOException, InterruptedException {
        var all = JSON.createArrayNode();
        for (var line : Files.readAllLines(folder.resolve("exceptions.jsonl"))) {
            all.add(JSON.readTree(line));
        }
        setUp.post(key, "/v1/exceptions", all);
    }

    private void knowledge(String key) throws IOException, InterruptedException {
        var body = JSON.createObjectNode();
        documents(body.putArray("articles"), folder.resolve("knowledge"));
        documents(body.putArray("procedures"), folder.resolve("sops"));
        var questions = body.putArray("questions");
        for (var row : table("questions.csv")) {
            question(questions, "articles", row.get("question"), row.get("document"));
        }
        var procedures = procedures();
        var tickets = body.putArray("tickets");
        for (var row : learnt()) {
            var text = text(row);
            tickets.addObject()
                    .put("id", row.get("id"))
                    .put("text", text)
                    .put("category", row.get("category"))
                    .put("assignment", row.get("assignment"));
            // Every fourth is enough to learn how sure a suggestion may be.
            if (tickets.size() % 4 == 0) {
                question(questions, "procedures", text, procedures.get(row.get("category")));
            }
        }
        setUp.post(key, "/v1/knowledge", body);
    }

    /// What nothing learns from proves what was learnt.
    private List<Map<String, String>> learnt() throws IOException {
        var all = table("tickets.csv");
        return all.subList(0, all.size() - HELD_OUT);
    }

    private static String text(Map<String, String> ticket) {
        return ticket.get("subject") + "\n" + ticket.get("text");
    }

    private static void question(
            ArrayNode into, String about, String text, @Nullable String document) {
        into.addObject()
                .put("id", "Q-%04d".formatted(into.size()))
                .put("about", about)
                .put("question", text)
                .put("document", document == null ? "" : document);
    }

    /// Rows of a file with a header, by column.
    private List<Map<String, String>> table(String name) throws IOException {
        var rows = CsvRows.rows(Files.readString(folder.resolve(name)));
        var columns = rows.getFirst().fields();
        return rows.stream()
                .skip(1)
                .map(row -> {
                    var named = new HashMap<String, String>();
                    for (var i = 0; i < columns.size(); i++) {
                        named.put(columns.get(i), row.fields().get(i));
                    }
                    return Map.copyOf(named);
                })
                .toList();
    }

    /// Which procedure handles a category of ticket, by the table in the organisation's own words.
    private Map<String, String> procedures() throws IOException {
        var out = new HashMap<String, String>();
        for (var row : table("procedures.csv")) {
            out.put(row.get("category"), row.get("procedure"));
        }
        return out;
    }

    private static void documents(ArrayNode into, Path folder) throws IOException {
        for (var document : Documents.markdown(folder)) {
            into.addObject()
                    .put("id", document.id())
                    .put("title", document.title())
                    .put("text", document.text());
        }
    }
}
