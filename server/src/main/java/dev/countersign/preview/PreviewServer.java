package dev.countersign.preview;

import dev.countersign.course.cli.PackFolder;
import dev.countersign.ui.Assets;
import dev.countersign.ui.Web;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// Serves a pack, or a folder of packs, to this machine alone. Threads may share it.
public final class PreviewServer implements AutoCloseable {
    private static final String HERE = "127.0.0.1";

    private final Following following;
    private final Vertx vertx;
    private final Web web;
    private final FolderWatch watch;
    private final HttpServer server;

    /// Reads the folder, follows it, and listens.
    ///
    /// @param port 0 for any that is free
    /// @throws PackFolder.Bad where the folder holds no pack
    /// @throws IOException where the port is taken, or the folder cannot be followed
    public static PreviewServer start(Path folder, int port, InstantSource clock)
            throws PackFolder.Bad, IOException {
        return new PreviewServer(new Following(folder), port, clock);
    }

    private PreviewServer(Following following, int port, InstantSource clock) throws IOException {
        this.following = following;
        vertx =
                Vertx.vertx(
                        new VertxOptions()
                                .setEventLoopPoolSize(1)
                                .setWorkerPoolSize(1)
                                .setInternalBlockingPoolSize(1));
        web = Web.withoutPeople(vertx);
        mount(clock);
        try {
            server =
                    vertx.createHttpServer()
                            .requestHandler(this::serve)
                            .listen(port, HERE)
                            .toCompletionStage()
                            .toCompletableFuture()
                            .orTimeout(30, TimeUnit.SECONDS)
                            .join();
            watch = new FolderWatch(following.folder(), following::read);
        } catch (CompletionException e) {
            stop();
            throw new IOException("port " + port + " is in use", e.getCause());
        } catch (IOException e) {
            stop();
            throw e;
        }
    }

    private void mount(InstantSource clock) {
        var stage = new Stage(following, clock);
        web.drawProblemsWith((e, problem) ->
                stage.rendered(
                        e,
                        "page/preview-problem.jte",
                        problem.title(),
                        Map.of(),
                        Map.of("problem", problem)));
        Assets.mount(web);
        var packs = new PackPages(stage, following);
        packs.mount(web);
        new TryPages(stage).mount(web);
        new MaterialPages(stage).mount(web);
        new PartPages(stage).mount(web);
        packs.mountSections(web);
    }

    /// A page elsewhere could have its own name point here; it gets nothing.
    private void serve(HttpServerRequest request) {
        var host = request.authority() == null ? "" : request.authority().host();
        if (host.equals(HERE) || host.equals("localhost")) {
            web.router().handle(request);
        } else {
            request.response()
                    .setStatusCode(421)
                    .putHeader("content-type", "text/plain; charset=utf-8")
                    .end("a preview is served to http://" + HERE + " only\n");
        }
    }

    public int port() {
        return server.actualPort();
    }

    /// What is wrong with the packs now.
    public long errors() {
        return following.now().errors().size();
    }

    private void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        web.close();
    }

    @Override
    public void close() {
        watch.close();
        stop();
    }
}
