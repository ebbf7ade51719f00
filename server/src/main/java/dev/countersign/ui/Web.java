package dev.countersign.ui;

import dev.countersign.kernel.Problem;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Session;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// Where modules mount their pages and JSON resources. Deny by default: every route needs somebody
/// who is signed in unless it is mounted as open.
///
/// A page needs a session, and a form its CSRF token. A resource under `/v1/` takes a key, or a
/// session with the token in `x-csrf-token`.
public final class Web implements AutoCloseable {

    private final Router router;
    private final Function<String, Optional<Session>> sessions;
    private final Function<String, Optional<Identity>> keys;
    private final Pages pages;
    private final Proxies proxies;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Bodies bodies;
    private volatile ProblemPage problemPage =
            (_, problem) -> "<!doctype html><title>" + problem.status() + "</title>";

    /// @param proxies that are believed about where a request comes from
    public Web(Vertx vertx, People people, Proxies proxies) {
        this(vertx, people::session, people::byKey, proxies);
    }

    private Web(
            Vertx vertx,
            Function<String, Optional<Session>> sessions,
            Function<String, Optional<Identity>> keys,
            Proxies proxies) {
        this.sessions = sessions;
        this.keys = keys;
        this.proxies = proxies;
        this.pages = new Pages(vertx);
        this.router = Router.router(vertx);
        router.route().handler(Web::harden);
        bodies =
                new Bodies(
                        context -> identity(context, session(context)).isPresent(),
                        context -> fail(context, Exchange.signInNeeded().problem()),
                        threads);
        router.route().handler(bodies::read);
        router.errorHandler(404, context -> fail(context, Problems.notFound(context)));
        router.errorHandler(
                413,
                context -> {
                    fail(context, Problems.tooLarge());
                    Drain.rest(context.request(), Drain.FORM);
                });
        // The body handler fails with this where a request breaks off; told as it stands, it would
        // acknowledge what nobody served.
        router.errorHandler(200, context -> fail(context, Problems.brokenOff()));
        router.errorHandler(
                500,
                context ->
                        fail(
                                context,
                                Problems.of(
                                        Objects.requireNonNullElseGet(
                                                context.failure(), IllegalStateException::new),
                                        context)));
    }

    /// Where nobody can sign in: only what is mounted as open is ever served.
    public static Web withoutPeople(Vertx vertx) {
        return new Web(vertx, _ -> Optional.empty(), _ -> Optional.empty(), Proxies.NONE);
    }

    /// What serves a request; may block.
    @FunctionalInterface
    public interface Handler {
        void serve(Exchange exchange) throws Exception;
    }

    public Router router() {
        return router;
    }

    public void drawProblemsWith(ProblemPage page) {
        problemPage = page;
    }

    public void get(String path, Handler handler) {
        mount(HttpMethod.GET, path, handler, true);
    }

    public void post(String path, Handler handler) {
        mount(HttpMethod.POST, path, handler, true);
    }

    public void delete(String path, Handler handler) {
        mount(HttpMethod.DELETE, path, handler, true);
    }

    /// For sign-in, health and files: nobody needs to be signed in.
    public void open(HttpMethod method, String path, Handler handler) {
        mount(method, path, handler, false);
    }

    /// A file that was sent with a form.
    ///
    /// @param name as the sender calls it; empty where no file was chosen
    public record Arrived(Path file, String name) {
        public boolean isThere() {
            return Files.exists(file);
        }
    }

    /// What serves a request that brought a file; the file is deleted when it returns.
    @FunctionalInterface
    public interface FileHandler {
        void serve(Exchange exchange, Arrived arrived) throws Exception;
    }

    /// A form with one file that may be larger than other forms. It goes to the disk while it
    /// arrives, and only from somebody who is signed in.
    ///
    /// @param most bytes of the file
    public void upload(String path, long most, FileHandler handler) {
        bodies.leave(path);
        var arrivals = new Arrivals(most);
        router.route(HttpMethod.POST, path)
                .handler(context -> {
                    context.put(Pages.LOOP, Vertx.currentContext());
                    if (arrivals.refuses(context)) {
                        fail(context, Problems.tooLarge(most));
                        Drain.rest(context.request(), Drain.FILE);
                        return;
                    }
                    context.request().pause();
                    var loop = context.vertx().getOrCreateContext();
                    threads.execute(() -> receive(context, loop, arrivals, most, handler));
                });
    }

    /// The other half of [#upload], for a thread that may block.
    private void receive(
            RoutingContext context,
            Context loop,
            Arrivals arrivals,
            long most,
            FileHandler handler) {
        try {
            var refused =
                    identity(context, session(context)).isEmpty()
                            ? Optional.of(Exchange.signInNeeded().problem())
                            : Uploads.isFor(context) && Uploads.hasBoundary(context)
                                    ? Optional.<Problem>empty()
                                    : Optional.of(Problems.noForm());
            if (refused.isPresent()) {
                fail(context, refused.get());
                loop.runOnContext(_ -> Drain.rest(context.request(), Drain.STRANGER));
                return;
            }
            var folder = Arrivals.folder();
            var then =
                    new Arrivals.Then() {
                        @Override
                        public void arrived(Arrived file) {
                            threads.execute(() -> {
                                try {
                                    serve(context, e -> handler.serve(e, file), true);
                                } finally {
                                    Arrivals.delete(folder);
                                }
                            });
                        }

                        @Override
                        public void tooLarge() {
                            fail(context, Problems.tooLarge(most));
                        }

                        @Override
                        public void failed(Throwable cause) {
                            fail(context, Problems.unreadable(cause));
                        }
                    };
            loop.runOnContext(_ -> {
                try {
                    arrivals.read(context, folder, then);
                } catch (Throwable e) {
                    // The event loop would drop it, and nobody would hear anything.
                    Arrivals.delete(folder);
                    fail(context, Problems.of(e, context));
                }
            });
        } catch (Throwable e) {
            fail(context, Problems.of(e, context));
        }
    }

    private void mount(HttpMethod method, String path, Handler handler, boolean closed) {
        router.route(method, path)
                .handler(context -> {
                    context.put(Pages.LOOP, Vertx.currentContext());
                    threads.execute(() -> serve(context, handler, closed));
                });
    }

    private void serve(RoutingContext context, Handler handler, boolean closed) {
        try {
            var session = session(context);
            var identity = identity(context, session);
            var exchange = new Exchange(context, pages, proxies, session, identity);
            if (closed && identity.isEmpty()) {
                if (isGet(context) && wantsHtml(exchange)) {
                    exchange.redirect(
                            "/sign-in?next="
                                    + java.net.URLEncoder.encode(
                                            exchange.uri(),
                                            java.nio.charset.StandardCharsets.UTF_8));
                    return;
                }
                throw Exchange.signInNeeded();
            }
            if (closed && !isGet(context) && session.isPresent()) {
                requireCsrf(exchange, session.get());
            }
            handler.serve(exchange);
        } catch (Throwable e) {
            // An error, too: whoever asks hears something.
            fail(context, Problems.of(e, context));
        }
    }

    /// A program gets a problem document, a person a page.
    private static boolean wantsHtml(Exchange exchange) {
        return !exchange.isApi()
                && exchange.header("accept").filter(a -> a.contains("text/html")).isPresent();
    }

    private static boolean isGet(RoutingContext context) {
        return context.request().method().equals(HttpMethod.GET);
    }

    private Optional<Session> session(RoutingContext context) {
        var cookie = context.request().getCookie(Exchange.COOKIE);
        var bearer = context.request().getHeader("authorization");
        return cookie == null || cookie.getValue().isEmpty() || bearer != null
                ? Optional.empty()
                : sessions.apply(cookie.getValue());
    }

    private Optional<Identity> identity(RoutingContext context, Optional<Session> session) {
        var bearer = context.request().getHeader("authorization");
        if (bearer != null && bearer.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return keys.apply(bearer.substring(7).strip());
        }
        return session.map(Session::identity);
    }

    private static void requireCsrf(Exchange exchange, Session session) {
        var sent = exchange.header("x-csrf-token").orElseGet(() -> exchange.param("_csrf"));
        var same =
                java.security.MessageDigest.isEqual(
                        sent.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        session.csrf().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        if (!same) {
            throw new Problem(
                            403,
                            "stale-form",
                            "The form is out of date",
                            "the form does not belong to your current session",
                            "go back, reload the page and send it again")
                    .asException();
        }
    }

    private void fail(RoutingContext context, Problem problem) {
        var response = context.response();
        if (response.ended() || response.closed() || response.headWritten()) {
            return;
        }
        var exchange =
                new Exchange(context, pages, proxies, safeSession(context), Optional.empty());
        if (wantsHtml(exchange)) {
            threads.execute(
                    () -> exchange.html(problem.status(), problemPage.draw(exchange, problem)));
            return;
        }
        var document = new LinkedHashMap<String, Object>();
        document.put("type", "https://countersign.dev/problems/" + problem.code());
        document.put("title", problem.title());
        document.put("status", problem.status());
        document.put("detail", problem.detail());
        document.put("because", problem.because());
        document.put("remedy", problem.remedy());
        response.putHeader("content-type", "application/problem+json");
        exchange.json(problem.status(), document);
    }

    private Optional<Session> safeSession(RoutingContext context) {
        try {
            return session(context);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static void harden(RoutingContext context) {
        context.response()
                .putHeader(
                        "content-security-policy",
                        "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src"
                                + " 'self'; frame-ancestors 'none'; base-uri 'none'; form-action"
                                + " 'self'")
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("referrer-policy", "same-origin");
        context.next();
    }

    @Override
    public void close() {
        threads.close();
    }
}
