package dev.countersign.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/// Somebody signed in, over plain HTTP: pages and forms without a browser.
final class Session {
    private static final String PASSWORD = "correct-horse-battery";
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    /// What a page answered.
    record Page(int status, String html, String path) {
        /// The page's words, without its markup.
        String text() {
            return html.replaceAll("<[^>]+>", "")
                    .replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&#39;", "'")
                    .replace("&#34;", "\"")
                    .replace("&amp;", "&");
        }
    }

    private final World world;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .cookieHandler(new CookieManager())
                    .followRedirects(HttpClient.Redirect.ALWAYS)
                    .build();

    private Session(World world) {
        this.world = world;
    }

    static Session of(World world, String person) {
        try {
            world.setUp.post(
                    world.administrator,
                    "/v1/people/" + person + "/password",
                    World.JSON.createObjectNode().put("password", PASSWORD));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return signedIn(world, person + "@world.example", PASSWORD);
    }

    static Session signedIn(World world, String email, String password) {
        var session = new Session(world);
        var landed = session.send("/sign-in", "email", email, "password", password);
        if (!landed.path().equals("/home")) {
            throw new IllegalStateException(email + " was not let in: " + landed.text());
        }
        return session;
    }

    Page get(String path) {
        return answer(request(path).GET().build());
    }

    /// Sends a form as the page at `from` would.
    Page form(String from, String path, String... fields) {
        var all = new String[fields.length + 2];
        System.arraycopy(fields, 0, all, 2, fields.length);
        all[0] = "_csrf";
        all[1] = csrf(from);
        return send(path, all);
    }

    private String csrf(String from) {
        var found = CSRF.matcher(get(from).html());
        return found.find() ? found.group(1) : "none";
    }

    private Page send(String path, String... fields) {
        var body = new StringJoiner("&");
        for (var i = 0; i < fields.length; i += 2) {
            body.add(fields[i] + "=" + URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return answer(
                request(path)
                        .header("content-type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build());
    }

    /// Sends a form with files; a name that ends with `_file` is one.
    Page upload(String from, String path, String... fields) {
        var body = new StringBuilder();
        part(body, "_csrf", csrf(from));
        for (var i = 0; i < fields.length; i += 2) {
            part(body, fields[i], fields[i + 1]);
        }
        body.append("--edge--\r\n");
        return answer(
                request(path)
                        .header("content-type", "multipart/form-data; boundary=edge")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build());
    }

    private static void part(StringBuilder body, String name, String value) {
        body.append("--edge\r\nContent-Disposition: form-data; name=\"").append(name).append('"');
        if (name.endsWith("_file")) {
            body.append("; filename=\"")
                    .append(value.isEmpty() ? "" : "chosen.yaml")
                    .append("\"\r\nContent-Type: application/octet-stream");
        }
        body.append("\r\n\r\n").append(value).append("\r\n");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(world.base + path))
                .timeout(Duration.ofSeconds(30))
                .header("accept", "text/html");
    }

    private Page answer(HttpRequest request) {
        try {
            var raw = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Page(raw.statusCode(), raw.body(), raw.uri().getPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
