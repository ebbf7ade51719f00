package dev.countersign.ui;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.Identity;
import dev.countersign.people.Session;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One request and its response. For the virtual thread that serves it.
public final class Exchange {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    static final String COOKIE = "countersign_session";

    private final RoutingContext context;
    private final Pages pages;
    private final Proxies proxies;
    private final Optional<Session> session;
    private final Optional<Identity> identity;

    Exchange(
            RoutingContext context,
            Pages pages,
            Proxies proxies,
            Optional<Session> session,
            Optional<Identity> identity) {
        this.context = context;
        this.pages = pages;
        this.proxies = proxies;
        this.session = session;
        this.identity = identity;
    }

    /// Who is asking; every handler but the public ones has one.
    public Identity identity() {
        return identity.orElseThrow(Exchange::signInNeeded);
    }

    public Optional<Session> session() {
        return session;
    }

    public boolean isApi() {
        return path().startsWith("/v1/");
    }

    public String path() {
        return context.normalizedPath();
    }

    /// The path and query as they came, for links back.
    public String uri() {
        return context.request().uri();
    }

    public String pathParam(String name) {
        return Optional.ofNullable(context.pathParam(name)).orElse("");
    }

    /// A query parameter or form field, stripped; empty where absent.
    public String param(String name) {
        var value = context.request().getParam(name);
        if (value == null) {
            value = context.request().getFormAttribute(name);
        }
        return value == null ? "" : value.strip();
    }

    /// As [#param], with white space and line ends as they were typed.
    public String rawParam(String name) {
        var value = context.request().getFormAttribute(name);
        return value == null ? "" : value.replace("\r\n", "\n");
    }

    /// The bytes of a file chosen in a form; empty where none was.
    public Optional<byte[]> upload(String name) {
        return Uploads.file(context, name);
    }

    public List<String> params(String name) {
        var all = context.request().formAttributes().getAll(name);
        return all.isEmpty() ? context.queryParam(name) : all;
    }

    public int intParam(String name, int fallback) {
        try {
            return param(name).isEmpty() ? fallback : Integer.parseInt(param(name));
        } catch (NumberFormatException e) {
            throw new Problem(
                            400,
                            "not-a-number",
                            "Not a number",
                            "`" + name + "` is `" + param(name) + "`, not a whole number",
                            "use digits")
                    .asException();
        }
    }

    /// The body as text.
    ///
    /// @throws ProblemException 422 where it is not UTF-8
    public String body() {
        var body = context.body().buffer();
        return body == null ? "" : utf8(body.getBytes());
    }

    /// Read leniently, different texts would become one.
    ///
    /// @throws ProblemException 422
    public static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new Problem(
                            422,
                            "not-utf-8",
                            "Not UTF-8",
                            "what was sent is not UTF-8, so it was not read",
                            "save it as UTF-8 and send it again")
                    .asException();
        }
    }

    public JsonNode json() {
        var body = body();
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new Problem(
                            400,
                            "malformed-json",
                            "The body is not valid JSON",
                            "the body breaks off being JSON at line "
                                    + (at == null ? 0 : at.getLineNr())
                                    + ", column "
                                    + (at == null ? 0 : at.getColumnNr()),
                            "send a JSON object")
                    .asException();
        }
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(context.request().getHeader(name));
    }

    /// Behind a trusted proxy, where that proxy was asked from.
    public String remoteAddress() {
        var request = context.request();
        return proxies.origin(
                String.valueOf(request.remoteAddress().hostAddress()),
                request.headers().getAll("x-forwarded-for"));
    }

    public void setCookie(String token) {
        context.response()
                .addCookie(
                        Cookie.cookie(COOKIE, token)
                                .setPath("/")
                                .setHttpOnly(true)
                                .setSecure(context.request().isSSL())
                                .setSameSite(CookieSameSite.LAX));
    }

    /// `light`, `dark`, or empty to follow the system.
    public String theme() {
        var cookie = context.request().getCookie("countersign_theme");
        return cookie == null || !List.of("light", "dark").contains(cookie.getValue())
                ? ""
                : cookie.getValue();
    }

    public void setTheme(String theme) {
        context.response()
                .addCookie(
                        Cookie.cookie("countersign_theme", theme)
                                .setPath("/")
                                .setMaxAge(365L * 24 * 3600)
                                .setSameSite(CookieSameSite.LAX));
    }

    public void clearCookie() {
        context.response().addCookie(Cookie.cookie(COOKIE, "").setPath("/").setMaxAge(0));
    }

    /// A template of `src/main/jte` with its parameters.
    public void render(String template, Map<String, Object> model) {
        html(200, pages.render(template, model));
    }

    /// The template's text, without sending it.
    public String rendered(String template, Map<String, Object> model) {
        return pages.render(template, model);
    }

    /// A file of the product itself; the browser asks again whether it changed.
    public void file(String type, byte[] bytes) {
        var tag = "\"" + dev.countersign.kernel.Digests.hex(bytes).substring(0, 16) + "\"";
        var response =
                context.response().putHeader("etag", tag).putHeader("cache-control", "no-cache");
        if (header("if-none-match").filter(tag::equals).isPresent()) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader("content-type", type).end(Buffer.buffer(bytes));
        }
    }

    public void html(int status, String page) {
        context.response()
                .setStatusCode(status)
                .putHeader("content-type", "text/html; charset=utf-8")
                .putHeader("cache-control", "no-store")
                .end(page);
    }

    public void json(int status, Object value) {
        try {
            context.response()
                    .setStatusCode(status)
                    .putHeader("content-type", "application/json")
                    .putHeader("cache-control", "no-store")
                    .end(Buffer.buffer(JSON.writeValueAsBytes(value)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("responses are records and maps", e);
        }
    }

    public void text(int status, String type, String body) {
        context.response().setStatusCode(status).putHeader("content-type", type).end(body);
    }

    public void bytes(String type, byte[] bytes) {
        context.response()
                .putHeader("content-type", type)
                .putHeader("cache-control", "private, no-cache")
                .end(Buffer.buffer(bytes));
    }

    /// Sends a file to keep.
    public void download(String fileName, String type, byte[] bytes) {
        context.response()
                .putHeader("content-type", type)
                .putHeader(
                        "content-disposition",
                        "attachment; filename=\""
                                + fileName.replaceAll("[^A-Za-z0-9._-]", "-")
                                + "\"")
                .end(Buffer.buffer(bytes));
    }

    /// What makes a long file, part by part.
    @FunctionalInterface
    public interface Parts {
        void writeTo(java.util.function.Consumer<String> file) throws Exception;
    }

    /// Sends a file to keep while it is made: however long, only one part of it is in memory. Where
    /// making it fails, the connection is cut, so that nobody takes a part for the whole.
    public void download(String fileName, String type, Parts parts) {
        var response =
                context.response()
                        .setChunked(true)
                        .putHeader("content-type", type)
                        .putHeader("cache-control", "no-store")
                        .putHeader(
                                "content-disposition", "attachment; filename=\"" + fileName + "\"");
        try {
            parts.writeTo(part ->
                    response.write(Buffer.buffer(part))
                            .toCompletionStage()
                            .toCompletableFuture()
                            .orTimeout(60, java.util.concurrent.TimeUnit.SECONDS)
                            .join());
            response.end();
        } catch (Exception e) {
            context.request().connection().close();
            throw new IllegalStateException("`" + fileName + "` could not be finished", e);
        }
    }

    /// What makes a long file of bytes, piece by piece.
    @FunctionalInterface
    public interface Pieces {
        void writeTo(java.util.function.Consumer<byte[]> file) throws Exception;
    }

    /// As the other, for bytes of a known length, which a browser is told to keep and never to
    /// show.
    public void download(String fileName, String type, long length, Pieces pieces) {
        var response =
                context.response()
                        .putHeader("content-type", type)
                        .putHeader("content-length", String.valueOf(length))
                        .putHeader("cache-control", "no-store")
                        .putHeader(
                                "content-disposition",
                                "attachment; filename=\""
                                        + fileName.replaceAll("[^A-Za-z0-9._-]", "-")
                                        + "\"");
        try {
            pieces.writeTo(piece ->
                    response.write(Buffer.buffer(piece))
                            .toCompletionStage()
                            .toCompletableFuture()
                            .orTimeout(60, java.util.concurrent.TimeUnit.SECONDS)
                            .join());
            response.end();
        } catch (Exception e) {
            context.request().connection().close();
            throw new IllegalStateException("`" + fileName + "` could not be finished", e);
        }
    }

    /// What reads a stretch of a file, piece by piece.
    @FunctionalInterface
    public interface Stretch {
        /// @param to the last byte and one
        void writeTo(long from, long to, java.util.function.Consumer<byte[]> file) throws Exception;
    }

    /// Sends a file or the part of it that is asked for. Who jumps about in a film goes away in the
    /// middle of a part all the time; that is no failure.
    ///
    /// @param tag changes with the file
    public void part(String type, String tag, long length, Stretch stretch) {
        var etag = "\"" + tag + "\"";
        var response =
                context.response()
                        .putHeader("content-type", type)
                        .putHeader("accept-ranges", "bytes")
                        .putHeader("etag", etag)
                        .putHeader("cache-control", "private, no-cache");
        if (header("if-none-match").filter(etag::equals).isPresent()) {
            response.setStatusCode(304).end();
            return;
        }
        var current = header("if-range").map(etag::equals).orElse(true);
        var range = ByteRange.of(header("range"), current, length);
        switch (range) {
            case ByteRange.None _ ->
                    response.setStatusCode(416)
                            .putHeader("content-range", "bytes */" + length)
                            .end();
            case ByteRange.Whole _ -> sendStretch(0, length, stretch);
            case ByteRange.Part(var from, var to) -> {
                response.setStatusCode(206)
                        .putHeader(
                                "content-range", "bytes " + from + "-" + (to - 1) + "/" + length);
                sendStretch(from, to, stretch);
            }
        }
    }

    /// The browser has gone.
    private static final class Gone extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private void sendStretch(long from, long to, Stretch stretch) {
        var response = context.response().putHeader("content-length", String.valueOf(to - from));
        try {
            stretch.writeTo(
                    from,
                    to,
                    piece -> {
                        try {
                            response.write(Buffer.buffer(piece))
                                    .toCompletionStage()
                                    .toCompletableFuture()
                                    .orTimeout(60, java.util.concurrent.TimeUnit.SECONDS)
                                    .join();
                        } catch (RuntimeException closed) {
                            throw new Gone();
                        }
                    });
            response.end();
        } catch (Gone gone) {
            context.request().connection().close();
        } catch (Exception e) {
            context.request().connection().close();
            throw new IllegalStateException("a part of the file could not be sent", e);
        }
    }

    /// A query parameter's value, ready for a link.
    public static String encoded(String value) {
        return java.net.URLEncoder.encode(value, java.nio.charset.StandardCharsets.UTF_8);
    }

    /// Keeps the response open for server-sent events.
    public EventStream events() {
        return new EventStream(context.response(), pages.loop(context));
    }

    /// After a form was taken: the browser fetches the next page.
    public void redirect(String to) {
        context.response().setStatusCode(303).putHeader("location", to).end();
    }

    /// Where a sender wants to go on, if that is a page of this server under `within`: a link that
    /// somebody sends must not lead elsewhere. Browsers drop tabs and line ends out of addresses
    /// and take a backslash for a slash, so an address with one is none.
    public static String onward(String wanted, String within, String otherwise) {
        var safe =
                wanted.startsWith(within)
                        && wanted.startsWith("/")
                        && !wanted.startsWith("//")
                        && wanted.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
        return safe ? wanted : otherwise;
    }

    RoutingContext context() {
        return context;
    }

    static ProblemException signInNeeded() {
        return new Problem(
                        401,
                        "sign-in",
                        "Sign in",
                        "this needs somebody who is signed in",
                        "sign in, or send `Authorization: Bearer` with a key")
                .asException();
    }
}
