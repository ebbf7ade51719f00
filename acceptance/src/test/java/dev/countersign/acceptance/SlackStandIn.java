package dev.countersign.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// Slack's Web API as it is documented, with a channel that a test can read and weather that it can
/// make.
final class SlackStandIn implements AutoCloseable {
    static final String TEAM = "T0WORLD01";
    static final String CHANNEL = "C0OPSEXCEP";
    static final String TOKEN = "xoxb-world";

    /// How the API answers.
    enum Weather {
        FINE,
        /// 503, and nothing happens.
        DOWN,
        /// The message arrives, and its answer does not.
        LOSES_ANSWERS,
        /// 429 for everything.
        LIMITED
    }

    /// A message in the channel.
    record Posted(String ts, String thread, String text, JsonNode blocks, String metadata) {
        boolean shows(String words) {
            return (text + blocks).contains(words);
        }
    }

    private final HttpServer http;
    private final Map<String, Posted> messages = new LinkedHashMap<>();
    private final Map<String, Map<String, Posted>> directs = new HashMap<>();
    private final Map<String, ObjectNode> users = new HashMap<>();
    private final Map<String, ObjectNode> views = new LinkedHashMap<>();
    private final Map<String, JsonNode> homes = new HashMap<>();
    private final Map<String, ObjectNode> opened = new HashMap<>();
    private final Map<String, Integer> calls = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final BlockingQueue<Boolean> changes = new LinkedBlockingQueue<>();
    private volatile Weather weather = Weather.FINE;
    private final AtomicInteger mostPosts = new AtomicInteger(Integer.MAX_VALUE);
    private volatile String socketUrl = "";

    SlackStandIn() {
        try {
            http =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/api/", this::serve);
        http.start();
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/api/";
    }

    /// A confirmed member of the workspace.
    void member(String id, String email) {
        member(id, email, TEAM, true);
    }

    synchronized void member(String id, String email, String team, boolean confirmed) {
        var user = World.JSON.createObjectNode();
        user.put("id", id).put("team_id", team).put("name", id.toLowerCase(java.util.Locale.ROOT));
        user.put("deleted", false).put("is_bot", false).put("is_restricted", false);
        user.put("is_ultra_restricted", false);
        if (!team.equals(TEAM)) {
            user.put("is_stranger", true);
        }
        user.put("is_email_confirmed", confirmed);
        user.putObject("profile").put("email", email);
        users.put(id, user);
    }

    void weather(Weather next) {
        weather = next;
    }

    /// 429 after so many posts, until it is called again.
    void allows(int posts) {
        mostPosts.set(posts);
    }

    void opensSocketsAt(String url) {
        socketUrl = url;
    }

    synchronized List<Posted> messages() {
        return List.copyOf(messages.values());
    }

    /// What the app wrote to one member.
    synchronized List<Posted> directs(String member) {
        return List.copyOf(directs.getOrDefault(direct(member), Map.of()).values());
    }

    private static String direct(String member) {
        return "D" + member.substring(1);
    }

    /// The cards and bursts: what is not in a thread.
    synchronized List<Posted> cards() {
        return messages.values().stream().filter(m -> m.thread().isEmpty()).toList();
    }

    List<Posted> thread(Posted card) {
        return messages().stream().filter(m -> m.thread().equals(card.ts())).toList();
    }

    synchronized Optional<ObjectNode> lastView() {
        return views.values().stream().reduce((_, b) -> b);
    }

    synchronized JsonNode view(String id) {
        return views.containsKey(id) ? views.get(id) : World.JSON.missingNode();
    }

    /// The form that this trigger opened.
    synchronized Optional<ObjectNode> opened(String trigger) {
        return Optional.ofNullable(opened.get(trigger));
    }

    synchronized int views() {
        return views.size();
    }

    synchronized JsonNode home(String user) {
        return homes.getOrDefault(user, World.JSON.missingNode());
    }

    synchronized int calls(String method) {
        return calls.getOrDefault(method, 0);
    }

    /// What it refused as malformed; must stay empty.
    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    String trigger() {
        return "trigger." + numbers.incrementAndGet();
    }

    /// Until it holds, or half a minute has passed; `nudge` runs before each look.
    void await(Runnable nudge, BooleanSupplier holds) {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        try {
            while (System.nanoTime() < end) {
                nudge.run();
                if (holds.getAsBoolean()) {
                    return;
                }
                changes.poll(50, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        throw new AssertionError("it did not happen; the channel holds " + messages());
    }

    private void serve(HttpExchange x) throws IOException {
        try (x) {
            var method = x.getRequestURI().getPath().substring("/api/".length());
            var form = form(new String(x.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var token = String.valueOf(x.getRequestHeaders().getFirst("Authorization"));
            count(method);
            if (weather == Weather.DOWN) {
                send(x, 503, "upstream connect error", "text/plain");
                return;
            }
            if (weather == Weather.LIMITED || limited(method)) {
                x.getResponseHeaders().add("Retry-After", "3");
                send(x, 429, "{\"ok\":false,\"error\":\"ratelimited\"}", "application/json");
                return;
            }
            if (!token.equals("Bearer " + TOKEN) && !method.equals("apps.connections.open")) {
                send(x, 200, error("invalid_auth").toString(), "application/json");
                return;
            }
            var answer = answer(method, form);
            changes.add(true);
            if (weather == Weather.LOSES_ANSWERS && method.startsWith("chat.")) {
                return;
            }
            send(x, 200, answer.toString(), "application/json; charset=utf-8");
        }
    }

    private boolean limited(String method) {
        return method.equals("chat.postMessage") && mostPosts.decrementAndGet() < 0;
    }

    private synchronized void count(String method) {
        calls.merge(method, 1, Integer::sum);
    }

    private static void send(HttpExchange x, int status, String body, String type)
            throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        x.getResponseHeaders().add("content-type", type);
        x.sendResponseHeaders(status, bytes.length);
        x.getResponseBody().write(bytes);
    }

    static Map<String, String> form(String body) {
        var out = new HashMap<String, String>();
        for (var pair : body.split("&")) {
            var at = pair.indexOf('=');
            if (at > 0) {
                out.put(
                        URLDecoder.decode(pair.substring(0, at), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
            }
        }
        return out;
    }

    private synchronized ObjectNode answer(String method, Map<String, String> f)
            throws IOException {
        return switch (method) {
            case "auth.test" -> ok().put("team_id", TEAM).put("user_id", "U0BOT0001");
            case "chat.postMessage" -> post(f);
            case "chat.update" -> update(f);
            case "conversations.history", "conversations.replies" -> history(f);
            case "conversations.list" -> {
                var out = ok();
                out.putArray("channels")
                        .addObject()
                        .put("id", CHANNEL)
                        .put("name", "ops-exceptions");
                out.putObject("response_metadata").put("next_cursor", "");
                yield out;
            }
            case "conversations.open" -> {
                var user = f.getOrDefault("users", "");
                if (!users.containsKey(user)) {
                    yield error("user_not_found");
                }
                var out = ok();
                out.putObject("channel").put("id", direct(user));
                yield out;
            }
            case "users.info" -> {
                var user = users.get(f.get("user"));
                yield user == null ? error("user_not_found") : ok().set("user", user.deepCopy());
            }
            case "users.lookupByEmail" ->
                    users.values().stream()
                            .filter(u -> u.at("/profile/email").asText().equals(f.get("email")))
                            .findFirst()
                            .map(u -> (ObjectNode) ok().set("user", u.deepCopy()))
                            .orElseGet(() -> error("users_not_found"));
            case "views.open" -> {
                if (opened.containsKey(f.get("trigger_id"))) {
                    yield error("exchanged_trigger_id");
                }
                var id = "V" + numbers.incrementAndGet();
                var answer = view(id, f.get("view"));
                if (views.containsKey(id)) {
                    opened.put(f.get("trigger_id"), views.get(id));
                }
                yield answer;
            }
            case "views.update" -> view(f.get("view_id"), f.get("view"));
            case "views.publish" -> {
                var view = World.JSON.readTree(f.get("view"));
                var wrong = BlockKit.wrongInView(view);
                faults.addAll(wrong);
                homes.put(f.get("user_id"), view);
                yield wrong.isEmpty()
                        ? (ObjectNode) ok().set("view", view)
                        : error("invalid_blocks");
            }
            case "apps.connections.open" -> ok().put("url", socketUrl);
            default -> error("unknown_method");
        };
    }

    private ObjectNode post(Map<String, String> f) throws IOException {
        var channel = f.getOrDefault("channel", "");
        var isMember = users.containsKey(channel);
        if (!channel.equals("#ops-exceptions") && !channel.equals(CHANNEL) && !isMember) {
            return error("channel_not_found");
        }
        var blocks = World.JSON.readTree(f.getOrDefault("blocks", "[]"));
        var wrong = BlockKit.wrongInMessage(blocks);
        faults.addAll(wrong);
        if (!wrong.isEmpty()) {
            return error("invalid_blocks");
        }
        var thread = f.getOrDefault("thread_ts", "");
        if (!thread.isEmpty() && !messages.containsKey(thread)) {
            return error("thread_not_found");
        }
        var ts = "1763629200.%06d".formatted(numbers.incrementAndGet());
        var into =
                isMember
                        ? directs.computeIfAbsent(direct(channel), _ -> new LinkedHashMap<>())
                        : messages;
        into.put(
                ts,
                new Posted(
                        ts,
                        thread,
                        f.getOrDefault("text", ""),
                        blocks,
                        f.getOrDefault("metadata", "")));
        var out = ok().put("channel", isMember ? direct(channel) : CHANNEL).put("ts", ts);
        out.putObject("message").put("type", "message").put("ts", ts).put("text", f.get("text"));
        return out;
    }

    private ObjectNode update(Map<String, String> f) throws IOException {
        var old = messages.get(f.get("ts"));
        if (old == null || !CHANNEL.equals(f.get("channel"))) {
            return error("message_not_found");
        }
        var blocks = World.JSON.readTree(f.getOrDefault("blocks", "[]"));
        faults.addAll(BlockKit.wrongInMessage(blocks));
        messages.put(
                old.ts(),
                new Posted(
                        old.ts(),
                        old.thread(),
                        f.getOrDefault("text", ""),
                        blocks,
                        old.metadata()));
        return ok().put("channel", CHANNEL).put("ts", old.ts()).put("text", f.get("text"));
    }

    private ObjectNode history(Map<String, String> f) throws IOException {
        var from = CHANNEL.equals(f.get("channel")) ? messages : directs.get(f.get("channel"));
        if (from == null) {
            return error("channel_not_found");
        }
        var out = ok();
        var list = out.putArray("messages");
        for (var m : from.values()) {
            var wanted =
                    f.containsKey("ts") ? f.get("ts").equals(m.thread()) : m.thread().isEmpty();
            if (wanted) {
                var node = list.addObject().put("type", "message").put("ts", m.ts());
                if (!m.metadata().isEmpty()) {
                    node.set("metadata", World.JSON.readTree(m.metadata()));
                }
            }
        }
        out.put("has_more", false);
        return out;
    }

    private ObjectNode view(String id, String json) throws IOException {
        var view = (ObjectNode) World.JSON.readTree(json);
        var wrong = BlockKit.wrongInView(view);
        faults.addAll(wrong);
        if (!wrong.isEmpty()) {
            return error("invalid_arguments");
        }
        views.remove(id);
        views.put(id, view.put("id", id));
        return ok().set("view", view.deepCopy());
    }

    private static ObjectNode ok() {
        return World.JSON.createObjectNode().put("ok", true);
    }

    private static ObjectNode error(String error) {
        return World.JSON.createObjectNode().put("ok", false).put("error", error);
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
