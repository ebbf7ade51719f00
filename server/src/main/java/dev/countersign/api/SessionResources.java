package dev.countersign.api;

import dev.countersign.people.People;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import io.vertx.core.http.HttpMethod;
import java.util.Map;

/// Signing in by script.
public final class SessionResources {
    private final People people;

    public SessionResources(People people) {
        this.people = people;
    }

    public void mount(Web web) {
        web.open(HttpMethod.POST, "/v1/session", this::signIn);
        web.get(
                "/v1/session",
                e ->
                        e.json(
                                200,
                                Map.of(
                                        "person",
                                        e.identity().id(),
                                        "csrf",
                                        e.session().map(s -> s.csrf()).orElse(""))));
    }

    private void signIn(Exchange e) {
        var f = new Fields(e.json());
        var session = people.signIn(f.text("email"), f.text("password"), e.remoteAddress());
        e.setCookie(session.token());
        e.json(200, Map.of("person", session.identity().id(), "csrf", session.csrf()));
    }
}
