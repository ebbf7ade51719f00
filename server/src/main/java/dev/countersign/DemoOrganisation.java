package dev.countersign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Loads the example organisation through the public API, like anybody's script would, so that every
/// figure on every page equals the records behind it.
final class DemoOrganisation {
    /// Everybody's password in the demo, which listens on this machine only.
    static final String PASSWORD = "harbour-demo-2026";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private final Path folder;

    DemoOrganisation(String base, Path folder) {
        this.base = base;
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
        var cookie = signIn("admin@localhost", firstPassword.get());
        var administrator = cookieKey(cookie);
        var organisation = yaml("organisation.yaml");
        var manager = String.valueOf(((Map<?, ?>) organisation.get("owners")).get("program_manager"));
        for (var person : people(organisation)) {
            if (person.path("id").asText().equals(manager)) {
                post(administrator, "/v1/people", person);
            }
        }
        var programme = key(administrator, manager);
        loadPlaybook(programme);
        for (var person : people(organisation)) {
            var body = JSON.createObjectNode().put("password", PASSWORD);
            post(administrator, "/v1/people/" + person.path("id").asText() + "/password", body);
        }
        loadPrompts(programme);
    }

    private void loadPlaybook(String key) throws IOException, InterruptedException {
        var body = JSON.createObjectNode();
        body.put("playbook", Files.readString(folder.resolve("playbook.yaml")));
        body.put("organisation", Files.readString(folder.resolve("organisation.yaml")));
        var loaded = post(key, "/v1/playbooks", body);
        var accept = JSON.createObjectNode();
        accept.set("accepted", loaded.path("open_findings"));
        post(key, "/v1/playbooks/" + loaded.path("id").asText() + "/activate", accept);
    }

    private void loadPrompts(String key) throws IOException, InterruptedException {
        var prompts = (List<?>) load("prompts.yaml");
        for (var prompt : prompts) {
            var published = post(key, "/v1/prompts", JSON.valueToTree(text((Map<?, ?>) prompt)));
            var live = JSON.createObjectNode().put("version", published.path("version").asInt());
            post(key, "/v1/prompts/" + published.path("name").asText() + "/activate", live);
        }
    }

    private static Map<String, String> text(Map<?, ?> map) {
        var out = new java.util.LinkedHashMap<String, String>();
        map.forEach((k, v) -> out.put(String.valueOf(k), String.valueOf(v)));
        return out;
    }

    private static List<ObjectNode> people(Map<?, ?> organisation) {
        var out = new ArrayList<ObjectNode>();
        for (var person : (List<?>) organisation.get("people")) {
            out.add(JSON.valueToTree(person));
        }
        return out;
    }

    private String key(String administrator, String person)
            throws IOException, InterruptedException {
        var body = JSON.createObjectNode().put("label", "demo set-up").put("days", 1);
        return post(administrator, "/v1/people/" + person + "/keys", body).path("secret").asText();
    }

    /// The administrator's own key, made with the session that signing in gave.
    private String cookieKey(String cookie) throws IOException, InterruptedException {
        var page =
                http.send(
                        HttpRequest.newBuilder(URI.create(base + "/v1/session"))
                                .header("cookie", cookie)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        var csrf = JSON.readTree(page.body()).path("csrf").asText();
        var body = JSON.createObjectNode().put("label", "demo set-up").put("days", 1);
        var made =
                http.send(
                        HttpRequest.newBuilder(URI.create(base + "/v1/people/administrator/keys"))
                                .header("cookie", cookie)
                                .header("x-csrf-token", csrf)
                                .header("content-type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return checked("/v1/people/administrator/keys", made).path("secret").asText();
    }

    private String signIn(String email, String password) throws IOException, InterruptedException {
        var body = JSON.createObjectNode().put("email", email).put("password", password);
        var answer =
                http.send(
                        HttpRequest.newBuilder(URI.create(base + "/v1/session"))
                                .header("content-type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        checked("/v1/session", answer);
        return answer.headers().firstValue("set-cookie").orElse("").split(";", 2)[0];
    }

    private JsonNode post(String key, String path, JsonNode body)
            throws IOException, InterruptedException {
        return checked(
                path,
                http.send(
                        HttpRequest.newBuilder(URI.create(base + path))
                                .header("authorization", "Bearer " + key)
                                .header("content-type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString()));
    }

    private static JsonNode checked(String path, HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() >= 300) {
            throw new IOException(
                    path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private Object load(String file) throws IOException {
        return new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(folder.resolve(file)));
    }

    private Map<?, ?> yaml(String file) throws IOException {
        return (Map<?, ?>) load(file);
    }
}
