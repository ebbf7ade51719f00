package dev.countersign;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.countersign.model.Csv;
import dev.countersign.model.Documents;
import dev.countersign.ui.Persona;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Loads the example organisation through the public API, so that every figure on every page equals
/// the records behind it.
final class DemoOrganisation {
    /// Everybody's password in the demo, which listens on this machine only.
    static final String PASSWORD = "harbour-demo-2026";

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
    void load(Optional<String> firstPassword) throws IOException, InterruptedException {
        if (firstPassword.isEmpty()) {
            return;
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
    }

    private void knowledge(String key) throws IOException, InterruptedException {
        var body = JSON.createObjectNode();
        documents(body.putArray("articles"), folder.resolve("knowledge"));
        documents(body.putArray("procedures"), folder.resolve("sops"));
        var tickets = body.putArray("tickets");
        var rows = Csv.rows(Files.readString(folder.resolve("tickets.csv")));
        var columns = rows.getFirst().fields();
        for (var row : rows.subList(1, rows.size())) {
            var f = row.fields();
            tickets.addObject()
                    .put("id", f.get(columns.indexOf("id")))
                    .put(
                            "text",
                            f.get(columns.indexOf("subject"))
                                    + "\n"
                                    + f.get(columns.indexOf("text")))
                    .put("category", f.get(columns.indexOf("category")))
                    .put("assignment", f.get(columns.indexOf("assignment")));
        }
        setUp.post(key, "/v1/knowledge", body);
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
