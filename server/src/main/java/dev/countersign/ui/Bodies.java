package dev.countersign.ui;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Reads what comes with a request before it is served: as much as fits in memory from people who
/// are known, and as much as a sign-in needs from strangers, who may send no file at all.
final class Bodies {
    static final int MOST = 6 * 1024 * 1024;

    /// A sign-in, or a message of a chat.
    static final int MOST_OF_STRANGERS = 256 * 1024;

    private final Predicate<RoutingContext> known;
    private final Consumer<RoutingContext> stranger;
    private final Executor threads;
    private final List<Pattern> streamed = new CopyOnWriteArrayList<>();
    private final Uploads uploads = new Uploads(MOST);
    private final BodyHandler ofPeople = BodyHandler.create(false).setBodyLimit(MOST);
    private final BodyHandler ofStrangers =
            BodyHandler.create(false).setBodyLimit(MOST_OF_STRANGERS);

    /// @param known whether somebody who may be here sends it; may block
    /// @param stranger refuses a request whose sender is not known
    Bodies(Predicate<RoutingContext> known, Consumer<RoutingContext> stranger, Executor threads) {
        this.known = known;
        this.stranger = stranger;
        this.threads = threads;
    }

    /// Leaves bodies of this path to whoever serves it.
    void leave(String path) {
        // The router takes a path with a slash at its end for the same.
        streamed.add(Pattern.compile(path.replaceAll(":[a-z]+", "[^/]+") + "/?"));
    }

    void read(RoutingContext context) {
        if (context.request().method().equals(HttpMethod.GET) || isLeft(context)) {
            // A client may follow a redirect with its form's content type.
            context.next();
        } else if (!Uploads.isFor(context) && isSmall(context)) {
            ofStrangers.handle(context);
        } else {
            context.request().pause();
            var loop = context.vertx().getOrCreateContext();
            threads.execute(() -> {
                try {
                    var who = known.test(context);
                    loop.runOnContext(_ -> read(context, who));
                } catch (Throwable broken) {
                    context.fail(broken);
                }
            });
        }
    }

    private boolean isLeft(RoutingContext context) {
        return streamed.stream().anyMatch(p -> p.matcher(context.normalizedPath()).matches());
    }

    /// So small that it can be read before anybody is asked for.
    private static boolean isSmall(RoutingContext context) {
        var request = context.request();
        var declared = request.getHeader("content-length");
        return declared == null
                ? request.getHeader("transfer-encoding") == null
                        && request.version() != io.vertx.core.http.HttpVersion.HTTP_2
                : declared.matches("[0-9]{1,9}") && Long.parseLong(declared) <= MOST_OF_STRANGERS;
    }

    private void read(RoutingContext context, boolean who) {
        try {
            if (!Uploads.isFor(context)) {
                (who ? ofPeople : ofStrangers).handle(context);
            } else if (who) {
                uploads.read(context);
            } else {
                stranger.accept(context);
                Drain.rest(context.request(), Drain.STRANGER);
            }
        } catch (RuntimeException broken) {
            context.fail(broken);
        }
    }
}
