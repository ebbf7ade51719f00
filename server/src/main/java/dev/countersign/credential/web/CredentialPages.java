package dev.countersign.credential.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.credential.CertificatePrinter;
import dev.countersign.credential.CertificatePrinter.Certificate;
import dev.countersign.credential.Credential;
import dev.countersign.credential.Credentials;
import dev.countersign.credential.TeamView;
import dev.countersign.kernel.Problem;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Format;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A credential for its holder; and what anybody may fetch without signing in: the check of one,
/// keys, issuer, achievements and status lists.
public final class CredentialPages {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String JWT = "application/vc+jwt";

    private final Credentials credentials;
    private final CertificatePrinter printer;
    private final TeamView team;
    private final People people;
    private final Frames frames;
    private final InstantSource clock;
    private final PublicLimit limit;

    public CredentialPages(
            Credentials credentials,
            CertificatePrinter printer,
            TeamView team,
            People people,
            Frames frames,
            InstantSource clock) {
        this.credentials = credentials;
        this.printer = printer;
        this.team = team;
        this.people = people;
        this.frames = frames;
        this.clock = clock;
        this.limit = new PublicLimit(clock);
    }

    public void mount(Web web) {
        web.get("/learn/credentials/:id", this::certificate);
        web.get("/learn/credentials/:id/credential.jwt", this::download);
        web.get("/learn/credentials/:id/certificate.pdf", this::pdf);
        open(web, "/verify/:id", this::verify);
        open(web, "/credentials/issuer", e -> e.json(200, credentials.publishing().issuer()));
        open(web, "/credentials/keys", e -> e.json(200, credentials.publishing().keySet()));
        open(web, "/credentials/keys/:kid", this::key);
        open(web, "/credentials/status/:list", this::status);
        open(web, "/credentials/achievements/:kind/:name", this::achievement);
    }

    private void open(Web web, String path, Web.Handler handler) {
        web.open(
                HttpMethod.GET,
                path,
                e -> {
                    limit.admit(e.remoteAddress());
                    handler.serve(e);
                });
    }

    /// What the credential itself says.
    public record Said(
            String id,
            String issuer,
            String achievement,
            String description,
            String level,
            String criteria,
            Instant from,
            Optional<Instant> until,
            List<String> evidence) {}

    private static Said said(Credential c) {
        var n = payload(c);
        var subject = n.path("credentialSubject");
        var achievement = subject.path("achievement");
        var evidence = new ArrayList<String>();
        n.path("evidence").forEach(x -> evidence.add(x.path("name").asText()));
        return new Said(
                n.path("id").asText(),
                n.path("issuer").path("name").asText(),
                achievement.path("name").asText(),
                achievement.path("description").asText(),
                subject.path("result").path(0).path("value").asText(""),
                achievement.path("criteria").path("narrative").asText(),
                Instant.parse(n.path("validFrom").asText()),
                Optional.of(n.path("validUntil").asText(""))
                        .filter(t -> !t.isEmpty())
                        .map(Instant::parse),
                evidence);
    }

    private static JsonNode payload(Credential c) {
        try {
            var parts = c.jwt().orElse("..").split("\\.", -1);
            return JSON.readTree(
                    new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the store holds a credential that is none", e);
        }
    }

    private Credential own(Exchange e) {
        var found = credentials.find(e.pathParam("id"));
        if (found.isEmpty()) {
            throw unknown(e.pathParam("id"));
        }
        team.require(e.identity(), found.get().person());
        return found.get();
    }

    private void certificate(Exchange e) {
        var c = own(e);
        e.render(
                "page/credential.jte",
                Map.of(
                        "frame", frames.frame(e, "learn", "Certificate"),
                        "c", c,
                        "said", said(c),
                        "holder", holder(c),
                        "prints", printer.prints()));
    }

    private String holder(Credential c) {
        return people.person(c.person()).map(Person::name).orElse(c.person());
    }

    private void download(Exchange e) {
        var c = own(e);
        e.download(c.id() + ".jwt", JWT, c.jwt().orElse("").getBytes(StandardCharsets.US_ASCII));
    }

    private void pdf(Exchange e) {
        var c = own(e);
        var s = said(c);
        var file =
                printer.pdf(
                        new Certificate(
                                c.id(),
                                holder(c),
                                s.achievement(),
                                s.level(),
                                s.issuer(),
                                s.from(),
                                s.until(),
                                s.evidence(),
                                s.id()));
        if (file.isEmpty()) {
            throw new Problem(
                            404,
                            "no-printer",
                            "No PDF here",
                            "this server does not print certificates as PDF",
                            "print /learn/credentials/" + c.id() + " from your browser")
                    .asException();
        }
        e.download(c.id() + ".pdf", "application/pdf", file.get());
    }

    private void verify(Exchange e) {
        var found = credentials.find(e.pathParam("id"));
        if (found.isEmpty()) {
            throw unknown(e.pathParam("id"));
        }
        var verdict = credentials.publishing().check(found.get());
        if (e.header("accept").filter(a -> a.contains("text/html")).isEmpty()) {
            e.text(200, JWT, found.get().jwt().orElse(""));
            return;
        }
        e.render(
                "page/verify.jte",
                Map.of(
                        "theme",
                        e.theme(),
                        "said",
                        said(found.get()),
                        "verdict",
                        verdict,
                        "format",
                        new Format(ZoneOffset.UTC, clock.instant())));
    }

    private void key(Exchange e) {
        var key = credentials.publishing().key(e.pathParam("kid"));
        if (key.isEmpty()) {
            throw unknown(e.pathParam("kid"));
        }
        e.json(200, key.get());
    }

    private void status(Exchange e) {
        var list = e.pathParam("list");
        if (!list.matches("[0-9]{1,4}")) {
            throw unknown(list);
        }
        e.text(200, JWT, credentials.publishing().statusList(Integer.parseInt(list)));
    }

    private void achievement(Exchange e) {
        var found = credentials.achievement(e.pathParam("kind"), e.pathParam("name"));
        if (found.isEmpty()) {
            throw unknown(e.pathParam("name"));
        }
        e.json(200, found.get());
    }

    /// As for one that never was: nobody learns whether somebody was erased.
    private static RuntimeException unknown(String id) {
        return new Problem(
                        404,
                        "unknown-credential",
                        "Not known here",
                        "there is no credential document `" + id + "`",
                        "check the address; a credential that you have as a file is checked by"
                                + " `countersign credential verify`")
                .asException();
    }
}
