package dev.countersign;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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
                    administrator,
                    "/v1/people/" + person.path("id").asText() + "/password",
                    body);
        }
        setUp.prompts(programme, Files.readString(folder.resolve("prompts.yaml")));
    }
}
