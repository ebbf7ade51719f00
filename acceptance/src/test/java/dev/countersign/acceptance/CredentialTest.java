package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.credential.cli.CredentialCommand;
import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// A signed credential that outsiders check with nothing of ours.
class CredentialTest {
    @TempDir private Path files = Path.of("");

    private World world;

    @BeforeEach
    void start(@TempDir Path data) {
        world = new World(data);
        Workshop.teach(world, List.of("steps", "rules"));
        Workshop.save(world, "fay", "steps", "step.a", "done", "step.b", "done");
        Workshop.handIn(world, "fay", "steps");
    }

    @AfterEach
    void stop() throws IOException {
        world.close();
    }

    private JsonNode issue() {
        var made = world.post("fay", "/v1/credentials", "{\"competency\":\"rule-reading\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.body();
    }

    /// Without signing in.
    private World.Answer open(String address) {
        return world.send(HttpRequest.newBuilder(URI.create(address)).GET().build());
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(files.resolve(name), text).toString();
    }

    private record Ran(int code, String out) {}

    private Ran verify(String... args) {
        var all = new ArrayList<>(List.of("verify"));
        all.addAll(List.of(args));
        var out = new StringWriter();
        var code =
                new CommandLine(new CredentialCommand())
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(out, true))
                        .execute(all.toArray(String[]::new));
        return new Ran(code, out.toString());
    }

    private static JsonNode decoded(String part) throws IOException {
        return World.JSON.readTree(
                new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }

    @Test
    @Requirement("T3")
    void anyReaderOfOpenBadgesChecksItByTheKeyAtItsAddress() throws Exception {
        var jwt = issue().path("jwt").asText();
        var parts = jwt.split("\\.");
        var header = decoded(parts[0]);
        var payload = decoded(parts[1]);

        assertThat(header.properties()).hasSize(3);
        assertThat(header.path("alg").asText()).isEqualTo("RS256");
        assertThat(header.path("typ").asText()).isEqualTo("JWT");
        var jwk = open(header.path("kid").asText()).body();
        assertThat(jwk.has("d")).isFalse();
        var decoder = Base64.getUrlDecoder();
        var key =
                KeyFactory.getInstance("RSA")
                        .generatePublic(
                                new RSAPublicKeySpec(
                                        new BigInteger(1, decoder.decode(jwk.path("n").asText())),
                                        new BigInteger(1, decoder.decode(jwk.path("e").asText()))));
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(decoder.decode(parts[2]))).isTrue();

        assertThat(payload.has("vc")).isFalse();
        assertThat(payload.path("@context").path(0).asText())
                .isEqualTo("https://www.w3.org/ns/credentials/v2");
        assertThat(payload.path("iss")).isEqualTo(payload.path("issuer").path("id"));
        assertThat(payload.path("jti")).isEqualTo(payload.path("id"));
        assertThat(payload.path("sub")).isEqualTo(payload.path("credentialSubject").path("id"));
        assertThat(payload.path("nbf").asLong())
                .isEqualTo(Instant.parse(payload.path("validFrom").asText()).getEpochSecond());
        assertThat(payload.path("exp").asLong())
                .isEqualTo(Instant.parse(payload.path("validUntil").asText()).getEpochSecond());
        assertThat(payload.path("credentialSubject").path("achievement").path("name").asText())
                .isEqualTo("Reads rules");
        assertThat(payload.path("evidence").path(0).path("name").asText()).contains("lab steps");
        assertThat(payload.toString()).doesNotContain("Fay", "fay@world.example");
        assertThat(open(payload.path("issuer").path("id").asText()).body().path("name").asText())
                .isEqualTo("World");
        assertThat(
                        open(payload.path("credentialSubject")
                                        .path("achievement")
                                        .path("id")
                                        .asText())
                                .status())
                .isEqualTo(200);
        assertThat(issue().path("jwt").asText()).isEqualTo(jwt);
    }

    @Test
    @Requirement("T3")
    void theCommandChecksItOfflineAndFindsEveryChange() throws Exception {
        var jwt = issue().path("jwt").asText();
        var keys = file("keys.json", open(world.base + "/credentials/keys").text());
        var at = List.of("--key", keys, "--at", world.clock.instant().plusSeconds(60).toString());
        var good = verify(file("a.jwt", jwt), at.get(0), at.get(1), at.get(2), at.get(3));
        assertThat(good.code()).as(good.out()).isZero();
        assertThat(good.out())
                .contains("a trusted key signed it", "not proven  whether it was revoked");

        var parts = jwt.split("\\.");
        var forged =
                new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                        .replace("awareness", "working");
        var changed =
                parts[0]
                        + "."
                        + Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(forged.getBytes(StandardCharsets.UTF_8))
                        + "."
                        + parts[2];
        assertThat(verify(file("b.jwt", changed), "--key", keys))
                .satisfies(r -> assertThat(r.code()).isEqualTo(1))
                .satisfies(
                        r -> assertThat(r.out()).contains("not signed by any of the trusted keys"));
        var none =
                Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(
                                        "{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
                        + "."
                        + parts[1]
                        + ".";
        assertThat(verify(file("c.jwt", none), "--key", keys).code()).isEqualTo(1);
        var ended = world.clock.instant().plus(Duration.ofDays(400)).toString();
        assertThat(verify(file("a.jwt", jwt), "--key", keys, "--at", ended).out())
                .contains("it ended at");
        assertThat(
                        verify(
                                        file("a.jwt", jwt),
                                        "--key",
                                        keys,
                                        "--at",
                                        at.get(3),
                                        "--email",
                                        "Fay@world.example")
                                .out())
                .contains("it was given to fay@world.example");
        assertThat(
                        verify(
                                        file("a.jwt", jwt),
                                        "--key",
                                        keys,
                                        "--at",
                                        at.get(3),
                                        "--email",
                                        "max@world.example")
                                .code())
                .isEqualTo(1);
        assertThat(verify(file("a.jwt", jwt), "--key", file("no.json", "{}")).code()).isEqualTo(2);
    }

    @Test
    @Requirement("T3")
    void whatIsRevokedIsSeenInTheListAndOnThePublicPage() throws Exception {
        var made = issue();
        var id = made.path("id").asText();
        var page = html("/verify/" + id);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("This credential is good", "Reads rules", "it was not revoked at")
                .doesNotContain("Fay", "fay");
        world.post(
                "pam",
                "/v1/competencies/rule-reading/decisions",
                "{\"person\":\"fay\",\"decision\":\"revoke\",\"reason\":\"The list was ticked before anything was done.\"}");
        assertThat(html("/verify/" + id).text()).contains("is not good now", "it was revoked");
        var list = open(world.base + "/credentials/status/0").text();
        var keys = file("keys.json", open(world.base + "/credentials/keys").text());
        var ran =
                verify(
                        file("a.jwt", made.path("jwt").asText()),
                        "--key",
                        keys,
                        "--status",
                        file("list.jwt", list),
                        "--at",
                        world.clock.instant().plusSeconds(60).toString());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("it was revoked");
        assertThat(world.post("fay", "/v1/credentials", "{\"competency\":\"rule-reading\"}").text())
                .contains("you do not hold");
        assertThat(Session.of(world, "fay").get("/learn/credentials/" + id).text())
                .contains("Fay Frontline", "Revoked");
    }

    private World.Answer html(String path) {
        return world.send(
                HttpRequest.newBuilder(URI.create(world.base + path))
                        .header("accept", "text/html")
                        .GET()
                        .build());
    }

    @Test
    void anotherKeySignsFromNowOnAndTheOldOneStaysPublished() throws Exception {
        var old = issue();
        assertThat(world.post("fay", "/v1/credentials/rotate-key", "{}").status()).isEqualTo(403);
        world.setUp.post(
                world.administrator, "/v1/credentials/rotate-key", World.JSON.createObjectNode());
        assertThat(open(world.base + "/credentials/keys").body().path("keys")).hasSize(2);
        assertThat(html("/verify/" + old.path("id").asText()).text())
                .contains("This credential is good");
        world.clock.tick(Duration.ofDays(1));
        Workshop.save(world, "fay", "rules", "note", "Two of them disagree.");
        Workshop.handIn(world, "fay", "rules");
        Workshop.judge(world, "max", "rules", "fay", true, "");
        var next = issue();
        assertThat(decoded(next.path("jwt").asText().split("\\.")[0]).path("kid"))
                .isNotEqualTo(decoded(old.path("jwt").asText().split("\\.")[0]).path("kid"));
        assertThat(html("/verify/" + next.path("id").asText()).text())
                .contains("This credential is good", "working");
    }

    @Test
    void oneOriginAsksOnlySoOftenAndNobodyReadsAnothersFile() {
        var id = issue().path("id").asText();
        assertThat(world.get("sam", "/v1/credentials/" + id).status()).isEqualTo(403);
        assertThat(world.get("fay", "/v1/credentials/" + id).status()).isEqualTo(200);
        assertThat(html("/verify/credential-nothing").status()).isEqualTo(404);
        var last = 0;
        for (var i = 0; i < 130; i++) {
            last = open(world.base + "/credentials/issuer").status();
        }
        assertThat(last).isEqualTo(429);
        world.clock.tick(Duration.ofMinutes(2));
        assertThat(open(world.base + "/credentials/issuer").status()).isEqualTo(200);
    }
}
