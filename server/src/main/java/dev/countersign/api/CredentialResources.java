package dev.countersign.api;

import dev.countersign.credential.Credential;
import dev.countersign.credential.Credentials;
import dev.countersign.credential.TeamView;
import dev.countersign.kernel.Problem;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// `/v1/credentials`: signed credentials of one's own; the change of the signing key.
public final class CredentialResources {
    private final Credentials credentials;
    private final TeamView team;

    public CredentialResources(Credentials credentials, TeamView team) {
        this.credentials = credentials;
        this.team = team;
    }

    public void mount(Web web) {
        web.get("/v1/credentials", this::list);
        web.post("/v1/credentials", this::issue);
        web.post("/v1/credentials/rotate-key", this::rotate);
        web.get("/v1/credentials/:id", this::one);
    }

    private void list(Exchange e) {
        e.json(
                200,
                Map.of(
                        "credentials",
                        credentials.of(e.identity().id()).stream()
                                .map(CredentialResources::json)
                                .toList()));
    }

    /// `{"competency": ID}` or `{"course": PACK}`
    private void issue(Exchange e) {
        var f = new Fields(e.json());
        var course = e.json().hasNonNull("course");
        var made =
                credentials.issue(
                        e.identity(),
                        course ? Credential.Kind.COURSE : Credential.Kind.COMPETENCY,
                        f.text(course ? "course" : "competency"));
        e.json(201, json(made));
    }

    private void rotate(Exchange e) {
        e.json(
                200,
                Map.of(
                        "key",
                        credentials.publishing().rotate(e.identity()),
                        "note",
                        "credentials from now on are signed by this key; those before stay good"));
    }

    private void one(Exchange e) {
        var found = credentials.find(e.pathParam("id"));
        if (found.isEmpty()) {
            throw new Problem(
                            404,
                            "unknown-credential",
                            "No such credential",
                            "there is no credential `" + e.pathParam("id") + "`",
                            "list yours at /v1/credentials")
                    .asException();
        }
        team.require(e.identity(), found.get().person());
        e.json(200, json(found.get()));
    }

    private static Map<String, Object> json(Credential c) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", c.id());
        out.put(c.kind().name().toLowerCase(Locale.ROOT), c.name());
        out.put("level", c.level());
        out.put("issued_at", c.issuedAt().toString());
        out.put("valid_until", c.validUntil().map(Instant::toString).orElse(""));
        out.put("revoked_at", c.revokedAt().map(Instant::toString).orElse(""));
        out.put("jwt", c.jwt().orElse(""));
        return out;
    }
}
