package dev.countersign.ui;

import dev.countersign.kernel.ProblemException;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Signing in and out, the profile, and the files that pages need.
public final class FramePages {
    private final People people;
    private final Frames frames;
    private final Function<Identity, List<Offer>> offers;
    private volatile List<Persona> personas = List.of();

    public FramePages(People people, Frames frames, Function<Identity, List<Offer>> offers) {
        this.people = people;
        this.frames = frames;
        this.offers = offers;
    }

    /// Offers these people on the sign-in page: the demo only.
    public void offer(List<Persona> demo) {
        personas = List.copyOf(demo);
    }

    public void mount(Web web) {
        web.drawProblemsWith((e, problem) ->
                e.rendered(
                        "page/problem.jte",
                        Map.of(
                                "problem", problem,
                                "theme", e.theme(),
                                "practice", (e.path() + "/").startsWith(Frames.PRACTICE + "/"))));
        web.open(HttpMethod.GET, "/sign-in", e -> signInPage(e, "", "", 200));
        web.open(HttpMethod.POST, "/sign-in", this::signIn);
        web.post("/sign-out", this::signOut);
        web.get("/me", e -> me(e, ""));
        web.post("/me/keys", this::makeKey);
        web.post("/me/keys/:id/revoke", this::revokeKey);
        web.post("/me/theme", this::theme);
        web.post("/me/zone", this::zone);
        Assets.mount(web);
        web.get("/", e -> e.redirect("/home"));
        web.open(HttpMethod.GET, "/health", e -> e.json(200, Map.of("status", "up")));
    }

    private void signInPage(Exchange e, String email, String error, int status) {
        e.html(
                status,
                e.rendered(
                        "page/sign-in.jte",
                        Map.of(
                                "theme", e.theme(),
                                "next", Exchange.onward(e.param("next"), "/", "/home"),
                                "email", email,
                                "error", error,
                                "personas", personas)));
    }

    private void signIn(Exchange e) {
        try {
            var session = people.signIn(e.param("email"), e.param("password"), e.remoteAddress());
            e.setCookie(session.token());
            e.redirect(Exchange.onward(e.param("next"), "/", "/home"));
        } catch (ProblemException refused) {
            var p = refused.problem();
            signInPage(
                    e,
                    e.param("email"),
                    sentence(p.detail()) + " " + sentence(p.remedy()),
                    p.status());
        }
    }

    static String sentence(String text) {
        return text.isEmpty()
                ? ""
                : Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    private void signOut(Exchange e) {
        e.session().ifPresent(people::signOut);
        e.clearCookie();
        e.redirect("/sign-in");
    }

    private void me(Exchange e, String newSecret) {
        e.render(
                "page/me.jte",
                Map.of(
                        "frame", frames.frame(e, "me", "Profile"),
                        "keys", people.keysOf(e.identity().id()),
                        "runnable", offers.apply(e.identity()),
                        "zones", Zones.all(),
                        "newSecret", newSecret));
    }

    private void makeKey(Exchange e) {
        var label = e.param("label").isEmpty() ? "key" : e.param("label");
        var days = Math.clamp(e.intParam("days", 90), 1, 365);
        var id = e.identity().id();
        me(e, people.issueKey(id, label, Duration.ofDays(days), id).secret());
    }

    private void revokeKey(Exchange e) {
        var id = e.identity().id();
        var key = e.pathParam("id");
        if (people.keysOf(id).stream().anyMatch(k -> k.id().equals(key))) {
            people.revokeKey(key, id);
        }
        e.redirect("/me");
    }

    private void zone(Exchange e) {
        if (!Zones.known(e.param("zone"))) {
            throw new dev.countersign.kernel.Problem(
                            422,
                            "unknown-zone",
                            "Not a time zone",
                            "`" + e.param("zone") + "` is not a time zone",
                            "choose one from the list, such as `Europe/Amsterdam`")
                    .asException();
        }
        people.moveTo(e.identity(), ZoneId.of(e.param("zone")));
        e.redirect("/me");
    }

    private void theme(Exchange e) {
        e.setTheme(e.param("theme"));
        e.redirect("/me");
    }
}
