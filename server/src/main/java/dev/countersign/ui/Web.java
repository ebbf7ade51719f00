package dev.countersign.ui;

import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Session;
import dev.countersign.storage.StorageException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where modules mount their pages and JSON resources. Deny by default: every route needs somebody
/// who is signed in unless it is mounted as open.
///
/// A page needs a session, and a form its CSRF token. A resource under `/v1/` takes a key, or a
/// session with the token in `x-csrf-token`.
public final class Web implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Web.class);
    private static final int MAX_BODY_BYTES = 6 * 1024 * 1024;

    private final Router router;
    private final Function<String, Optional<Session>> sessions;
    private final Function<String, Optional<Identity>> keys;
    private final Pages pages;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Pattern> streamed = new CopyOnWriteArrayList<>();
    private volatile ProblemPage problemPage =
            (_, problem) -> "<!doctype html><title>" + problem.status() + "</title>";

    public Web(Vertx vertx, People people) {
        this(vertx, people::session, people::byKey);
    }

    private Web(
            Vertx vertx,
            Function<String, Optional<Session>> sessions,
            Function<String, Optional<Identity>> keys) {
        this.sessions = sessions;
        this.keys = keys;
        this.pages = new Pages(vertx);
        this.router = Router.router(vertx);
        router.route().handler(Web::harden);
        var bodies = BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES);
        var uploads = new Uploads(MAX_BODY_BYTES);
        router.route()
                .handler(context -> {
                    if (isGet(context)) {
                        // A client may follow a redirect with its form's content type.
                        context.next();
                    } else if (streamed.stream()
                            .anyMatch(p -> p.matcher(context.normalizedPath()).matches())) {
                        context.next();
                    } else if (Uploads.isFor(context)) {
                        uploads.read(context);
                    } else {
                        bodies.handle(context);
                    }
                });
        router.errorHandler(404, context -> fail(context, notFound(context)));
        router.errorHandler(413, context -> fail(context, tooLarge()));
        router.errorHandler(
                500,
                context -> {
                    LOG.error("page-failed path={}", context.normalizedPath(), context.failure());
                    fail(context, broken());
                });
    }

    /// Where nobody can sign in: only what is mounted as open is ever served.
    public static Web withoutPeople(Vertx vertx) {
        return new Web(vertx, _ -> Optional.empty(), _ -> Optional.empty());
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
        streamed.add(Pattern.compile(path.replaceAll(":[a-z]+", "[^/]+")));
        var arrivals = new Arrivals(most);
        router.route(HttpMethod.POST, path)
                .handler(context -> {
                    context.put(Pages.LOOP, Vertx.currentContext());
                    if (arrivals.refuses(context)) {
                        fail(context, tooLarge(most));
                        Arrivals.drain(context.request());
                        return;
                    }
                    context.request().pause();
                    var loop = context.vertx().getOrCreateContext();
                    threads.execute(() -> receive(context, loop, arrivals, most, handler));
                });
    }

    private void receive(
            RoutingContext context,
            Context loop,
            Arrivals arrivals,
            long most,
            FileHandler handler) {
        try {
            if (identity(context, session(context)).isEmpty()) {
                fail(context, Exchange.signInNeeded().problem());
                loop.runOnContext(_ -> Arrivals.drain(context.request()));
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
                            fail(context, Web.tooLarge(most));
                        }

                        @Override
                        public void failed(Throwable cause) {
                            fail(context, broken());
                        }
                    };
            loop.runOnContext(_ -> arrivals.read(context, folder, then));
        } catch (RuntimeException e) {
            fail(context, problem(e, context));
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
            var exchange = new Exchange(context, pages, session, identity);
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
        } catch (Exception e) {
            fail(context, problem(e, context));
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
        if (context.response().ended() || context.response().headWritten()) {
            return;
        }
        var exchange = new Exchange(context, pages, safeSession(context), Optional.empty());
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
        context.response().putHeader("content-type", "application/problem+json");
        exchange.json(problem.status(), document);
    }

    private Optional<Session> safeSession(RoutingContext context) {
        try {
            return session(context);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private Problem problem(Throwable cause, RoutingContext context) {
        return switch (cause) {
            case ProblemException e -> e.problem();
            case CompletionException e when e.getCause() != null -> problem(e.getCause(), context);
            case StorageException e ->
                    new Problem(
                            503,
                            "record-unavailable",
                            "Nothing can be recorded right now",
                            String.valueOf(e.getMessage()),
                            "your text is still in the form: try again in a moment");
            default -> {
                LOG.error("page-failed path={}", context.normalizedPath(), cause);
                yield broken();
            }
        };
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

    private static Problem notFound(RoutingContext context) {
        return new Problem(
                404,
                "not-found",
                "Nothing here",
                "there is no page `" + context.normalizedPath() + "`",
                "go to your home page, or search with Ctrl K");
    }

    private static Problem tooLarge() {
        return new Problem(
                413,
                "too-large",
                "Too large",
                "the upload has more than " + MAX_BODY_BYTES + " bytes",
                "send it in parts");
    }

    private static Problem tooLarge(long most) {
        return new Problem(
                413,
                "too-large",
                "Too large",
                "a file here has at most " + most / (1024 * 1024) + " MiB; nothing was kept",
                "make it smaller, or send it in parts");
    }

    private static Problem broken() {
        return new Problem(
                500,
                "internal",
                "Something broke here",
                "the page could not be made",
                "the operator's log names the cause");
    }

    @Override
    public void close() {
        threads.close();
    }
}
