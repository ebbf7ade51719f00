package dev.countersign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Sets a server up through its public API, as anybody's script would.
public final class SetUp {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    /// @param base for example `http://127.0.0.1:8080`
    public SetUp(String base) {
        this.base = base;
    }

    /// The first administrator's key, from the password that an empty store's first start gives.
    public String administratorKey(String firstPassword) throws IOException, InterruptedException {
        var signedIn = signIn("admin@localhost", firstPassword);
        var body = JSON.createObjectNode().put("label", "set-up").put("days", 60);
        var path = "/v1/people/administrator/keys";
        var made =
                http.send(
                        request(path, body)
                                .header("cookie", signedIn.cookie())
                                .header("x-csrf-token", signedIn.csrf())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return checked(path, made).path("secret").asText();
    }

    /// Somebody at a browser.
    private record SignedIn(String cookie, String csrf) {}

    private SignedIn signIn(String email, String password)
            throws IOException, InterruptedException {
        var credentials = JSON.createObjectNode().put("email", email).put("password", password);
        var session =
                http.send(
                        request("/v1/session", credentials).build(),
                        HttpResponse.BodyHandlers.ofString());
        var csrf = checked("/v1/session", session).path("csrf").asText();
        var cookie = session.headers().firstValue("set-cookie").orElse("").split(";", 2)[0];
        return new SignedIn(cookie, csrf);
    }

    /// Sends a page's form as a signed-in person: for what no key may do.
    ///
    /// @throws IOException where the page refuses
    public void form(String email, String password, String path, Map<String, String> fields)
            throws IOException, InterruptedException {
        var signedIn = signIn(email, password);
        var body = new StringBuilder("_csrf=").append(encoded(signedIn.csrf()));
        fields.forEach((k, v) -> body.append('&').append(k).append('=').append(encoded(v)));
        var answer =
                http.send(
                        HttpRequest.newBuilder(URI.create(base + path))
                                .header("content-type", "application/x-www-form-urlencoded")
                                .header("cookie", signedIn.cookie())
                                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 400) {
            throw new IOException(path + " answered " + answer.statusCode());
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public String keyFor(String administrator, String person)
            throws IOException, InterruptedException {
        var body = JSON.createObjectNode().put("label", "set-up").put("days", 60);
        return post(administrator, "/v1/people/" + person + "/keys", body).path("secret").asText();
    }

    /// Registers the programme manager, and loads and activates the playbook in that person's name,
    /// accepting every open finding.
    ///
    /// @return the programme manager's key
    public String playbook(String administrator, String playbook, String organisation)
            throws IOException, InterruptedException {
        var yaml = (Map<?, ?>) yaml(organisation);
        var manager = String.valueOf(((Map<?, ?>) yaml.get("owners")).get("program_manager"));
        for (var person : people(yaml)) {
            if (person.path("id").asText().equals(manager)) {
                post(administrator, "/v1/people", person);
            }
        }
        var key = keyFor(administrator, manager);
        var body = JSON.createObjectNode();
        body.put("playbook", playbook).put("organisation", organisation);
        var loaded = post(key, "/v1/playbooks", body);
        var accept = JSON.createObjectNode();
        accept.set("accepted", loaded.path("open_findings"));
        post(key, "/v1/playbooks/" + loaded.path("id").asText() + "/activate", accept);
        return key;
    }

    /// Publishes and activates every prompt of a list in YAML.
    public void prompts(String key, String prompts) throws IOException, InterruptedException {
        for (var prompt : (List<?>) yaml(prompts)) {
            var text = new LinkedHashMap<String, String>();
            ((Map<?, ?>) prompt).forEach((k, v) -> text.put(String.valueOf(k), String.valueOf(v)));
            var published = post(key, "/v1/prompts", JSON.valueToTree(text));
            var live = JSON.createObjectNode().put("version", published.path("version").asInt());
            post(key, "/v1/prompts/" + published.path("name").asText() + "/activate", live);
        }
    }

    public static List<ObjectNode> people(Map<?, ?> organisation) {
        var out = new ArrayList<ObjectNode>();
        for (var person : (List<?>) organisation.get("people")) {
            out.add(JSON.valueToTree(person));
        }
        return out;
    }

    public static Object yaml(String text) {
        return new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    /// @throws IOException with the whole answer where the server refuses
    public JsonNode post(String key, String path, JsonNode body)
            throws IOException, InterruptedException {
        return checked(
                path,
                http.send(
                        request(path, body).header("authorization", "Bearer " + key).build(),
                        HttpResponse.BodyHandlers.ofString()));
    }

    /// @throws IOException with the whole answer where the server refuses
    public JsonNode get(String key, String path) throws IOException, InterruptedException {
        return checked(
                path,
                http.send(
                        HttpRequest.newBuilder(URI.create(base + path))
                                .header("authorization", "Bearer " + key)
                                .build(),
                        HttpResponse.BodyHandlers.ofString()));
    }

    private HttpRequest.Builder request(String path, JsonNode body) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    }

    private static JsonNode checked(String path, HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() >= 300) {
            throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }
}
