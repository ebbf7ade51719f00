package dev.countersign.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// The Bot Connector, the login and the keys of the Bot Framework, and an incoming workflow.
final class TeamsStandIn implements AutoCloseable {
    static final String APP = "11111111-aaaa-bbbb-cccc-222222222222";
    static final String TENANT = "99999999-aaaa-bbbb-cccc-888888888888";
    static final String CONVERSATION = "19:ops@thread.tacv2";

    /// @param conversation with the message that it replies to
    record Activity(String id, String conversation, JsonNode card) {}

    private final HttpServer http;
    private final RSAKey key;
    private final Map<String, Activity> activities = new LinkedHashMap<>();
    private final Map<String, ObjectNode> members = new HashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger workflow = new AtomicInteger();

    TeamsStandIn() throws IOException, JOSEException {
        key = key("published");
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::serve);
        http.start();
    }

    static RSAKey key(String id) throws JOSEException {
        return new RSAKeyGenerator(2048).keyID(id).generate();
    }

    RSAKey key() {
        return key;
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    void member(String id, String address, String role) {
        var member = World.JSON.createObjectNode().put("id", id).put("tenantId", TENANT);
        member.put("aadObjectId", "aad-" + id).put("userPrincipalName", address);
        members.put(id, member.put("userRole", role));
    }

    synchronized List<Activity> activities() {
        return List.copyOf(activities.values());
    }

    int byWorkflow() {
        return workflow.get();
    }

    /// A token as the Bot Framework issues it.
    String token(RSAKey signer, String issuer, String audience, String service, Instant until)
            throws JOSEException {
        var token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(signer.getKeyID()).build(),
                        new JWTClaimsSet.Builder()
                                .issuer(issuer)
                                .audience(audience)
                                .claim("serviceurl", service)
                                .notBeforeTime(Date.from(until.minusSeconds(3600)))
                                .expirationTime(Date.from(until))
                                .build());
        token.sign(new RSASSASigner(signer));
        return token.serialize();
    }

    private void serve(HttpExchange x) throws IOException {
        try (x) {
            var path = x.getRequestURI().getRawPath();
            var body = new String(x.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var bearer = String.valueOf(x.getRequestHeaders().getFirst("Authorization"));
            if (path.equals("/" + TENANT + "/oauth2/v2.0/token")) {
                var right =
                        body.contains("client_id=" + APP)
                                && body.contains("client_secret=teams-secret");
                send(
                        x,
                        right ? 200 : 401,
                        World.JSON
                                .createObjectNode()
                                .put("access_token", "T-1")
                                .put("expires_in", 3600));
            } else if (path.equals("/openid")) {
                send(x, 200, World.JSON.createObjectNode().put("jwks_uri", url() + "/jwks"));
            } else if (path.equals("/jwks")) {
                send(x, 200, World.JSON.readTree(new JWKSet(key.toPublicJWK()).toString()));
            } else if (path.equals("/workflow")) {
                var card = World.JSON.readTree(body).at("/attachments/0/content");
                workflow.incrementAndGet();
                keep("workflow", card);
                x.sendResponseHeaders(202, -1);
            } else if (!bearer.equals("Bearer T-1")) {
                send(x, 401, World.JSON.createObjectNode());
            } else {
                connector(x, path.split("/"), body);
            }
        }
    }

    private void connector(HttpExchange x, String[] path, String body) throws IOException {
        if (path.length == 3) {
            var member = World.JSON.readTree(body).at("/members/0/id").asText();
            send(
                    x,
                    members.containsKey(member) ? 201 : 400,
                    World.JSON.createObjectNode().put("id", "a:" + member));
            return;
        }
        // "", v3, conversations, {conversation}, activities|members|pagedmembers, {id}
        var conversation = URLDecoder.decode(path[3], StandardCharsets.UTF_8);
        if (!conversation.startsWith(CONVERSATION) && !conversation.startsWith("a:")) {
            send(x, 404, World.JSON.createObjectNode());
        } else if (path[4].equals("pagedmembers")) {
            var page = World.JSON.createObjectNode();
            members.values().forEach(page.putArray("members")::add);
            send(x, 200, page);
        } else if (path[4].equals("members")) {
            var member = members.get(URLDecoder.decode(path[5], StandardCharsets.UTF_8));
            send(
                    x,
                    member == null ? 404 : 200,
                    member == null ? World.JSON.createObjectNode() : member);
        } else {
            var attachment = World.JSON.readTree(body).at("/attachments/0");
            var right =
                    attachment
                                    .path("contentType")
                                    .asText()
                                    .equals("application/vnd.microsoft.card.adaptive")
                            && attachment.at("/content/version").asText().equals("1.5")
                            && body.length() < 28_000;
            if (!right) {
                send(x, 400, World.JSON.createObjectNode());
            } else if (x.getRequestMethod().equals("PUT")) {
                replace(path[5], attachment.path("content"));
                send(x, 200, World.JSON.createObjectNode().put("id", path[5]));
            } else {
                send(
                        x,
                        201,
                        World.JSON
                                .createObjectNode()
                                .put("id", keep(conversation, attachment.path("content"))));
            }
        }
    }

    private synchronized String keep(String conversation, JsonNode card) {
        var id = "17636292" + numbers.incrementAndGet();
        activities.put(id, new Activity(id, conversation, card));
        return id;
    }

    private synchronized void replace(String id, JsonNode card) {
        var old = activities.get(id);
        activities.put(id, new Activity(id, old.conversation(), card));
    }

    private static void send(HttpExchange x, int status, JsonNode body) throws IOException {
        var bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        x.getResponseHeaders().add("content-type", "application/json");
        x.sendResponseHeaders(status, bytes.length);
        x.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
