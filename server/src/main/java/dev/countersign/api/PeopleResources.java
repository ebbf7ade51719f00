package dev.countersign.api;

import dev.countersign.kernel.Problem;
import dev.countersign.people.Identity;
import dev.countersign.people.KeyInfo;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// People and their keys.
public final class PeopleResources {
    private static final int LONGEST_KEY_DAYS = 365;

    private final People people;

    public PeopleResources(People people) {
        this.people = people;
    }

    public void mount(Web web) {
        web.get("/v1/people", this::list);
        web.post("/v1/people", this::register);
        web.post("/v1/people/:id/password", this::password);
        web.post("/v1/people/:id/keys", this::issueKey);
        web.get("/v1/people/:id/keys", this::keys);
        web.delete("/v1/keys/:id", this::revokeKey);
        web.get("/v1/me", e -> e.json(200, shown(e.identity().person())));
    }

    private void list(Exchange e) {
        e.json(
                200,
                Map.of("people", people.everyone().stream().map(PeopleResources::shown).toList()));
    }

    private void register(Exchange e) {
        requireAdministrator(e.identity());
        var f = new Fields(e.json());
        var person =
                new Person(
                        f.text("id"),
                        f.text("name"),
                        f.text("email"),
                        zone(f.text("zone", "UTC")),
                        f.node().path("active").asBoolean(true),
                        Set.copyOf(f.texts("roles")));
        people.change(e.identity(), person);
        e.json(201, shown(person));
    }

    private void password(Exchange e) {
        var id = e.pathParam("id");
        if (!id.equals(e.identity().id())) {
            requireAdministrator(e.identity());
        }
        requirePerson(id);
        people.setPassword(id, new Fields(e.json()).text("password"), e.identity().id());
        e.json(200, Map.of("id", id));
    }

    private void issueKey(Exchange e) {
        var id = e.pathParam("id");
        if (!id.equals(e.identity().id())) {
            requireAdministrator(e.identity());
        }
        requirePerson(id);
        var f = new Fields(e.json());
        var days = f.number("days", 90);
        if (days < 1 || days > LONGEST_KEY_DAYS) {
            throw Fields.wrong("`days` must be from 1 to " + LONGEST_KEY_DAYS);
        }
        var key = people.issueKey(id, f.text("label"), Duration.ofDays(days), e.identity().id());
        e.json(
                201,
                Map.of(
                        "id", key.id(),
                        "secret", key.secret(),
                        "expires_at", key.expiresAt().toString(),
                        "note", "this is the only time the secret is shown"));
    }

    private void keys(Exchange e) {
        var id = e.pathParam("id");
        if (!id.equals(e.identity().id())) {
            requireAdministrator(e.identity());
        }
        e.json(
                200,
                Map.of("keys", people.keysOf(id).stream().map(PeopleResources::shown).toList()));
    }

    private void revokeKey(Exchange e) {
        var id = e.pathParam("id");
        var own = people.keysOf(e.identity().id()).stream().anyMatch(k -> k.id().equals(id));
        if (!own) {
            requireAdministrator(e.identity());
        }
        e.json(200, Map.of("id", id, "revoked", people.revokeKey(id, e.identity().id())));
    }

    private void requirePerson(String id) {
        if (people.person(id).isEmpty()) {
            throw new Problem(
                            404,
                            "unknown-person",
                            "Nobody there",
                            "there is nobody `" + id + "`",
                            "GET /v1/people lists everyone")
                    .asException();
        }
    }

    static void requireAdministrator(Identity identity) {
        if (!identity.has("administrator")) {
            throw new Problem(
                            403,
                            "administrator",
                            "For administrators",
                            "only an administrator may do this for somebody else",
                            "ask one")
                    .asException();
        }
    }

    private static ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            throw Fields.wrong("`zone` is `" + id + "`, which is no time zone");
        }
    }

    private static Map<String, Object> shown(KeyInfo key) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", key.id());
        out.put("label", key.label());
        out.put("hint", key.hint());
        out.put("created_at", key.createdAt().toString());
        out.put("expires_at", key.expiresAt().toString());
        out.put("revoked", key.revokedAt().isPresent());
        out.put("last_used_at", key.lastUsedAt().map(Object::toString).orElse(null));
        return out;
    }

    private static Map<String, Object> shown(Person person) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", person.id());
        out.put("name", person.name());
        out.put("email", person.email());
        out.put("zone", person.zone().getId());
        out.put("active", person.active());
        out.put("roles", person.roles().stream().sorted().toList());
        return out;
    }
}
