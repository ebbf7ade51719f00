package dev.countersign.ui;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Files larger than a form may be: each goes to the disk while it arrives, so that memory stays
/// flat, and is deleted once it was served. What is too large is refused before it is read; the
/// rest of it is thrown away as it comes, or a browser would never see why.
final class Arrivals {
    private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);

    /// Fields beside the file, and what the form itself needs.
    private static final long AROUND = 64 * 1024;

    private final long most;

    /// @param most bytes of a file
    Arrivals(long most) {
        this.most = most;
    }

    /// What becomes of a request.
    interface Then {
        /// @param file deleted by whoever gets it
        void arrived(Web.Arrived file);

        void tooLarge();

        void failed(Throwable cause);
    }

    /// Whether the sender says that it is too large.
    boolean refuses(RoutingContext context) {
        return Uploads.declaresMoreThan(most + AROUND, context);
    }

    /// For the event loop, with the request paused.
    ///
    /// @param folder empty and this request's own
    void read(RoutingContext context, Path folder, Then then) {
        var request = context.request();
        var over = new AtomicBoolean();
        var total = new AtomicLong();
        var writing = new ArrayList<Future<Void>>();
        var names = new ArrayList<String>();
        var uploads = new ArrayList<HttpServerFileUpload>();
        request.setExpectMultipart(true);
        request.uploadHandler(upload -> {
            if (names.isEmpty() && !over.get()) {
                names.add(upload.filename() == null ? "" : upload.filename());
                uploads.add(upload);
                writing.add(upload.streamToFileSystem(folder.resolve("file").toString()));
            }
        });
        request.handler(chunk -> {
            if (total.addAndGet(chunk.length()) > most + AROUND
                    && over.compareAndSet(false, true)) {
                forget(uploads, writing, folder, then::tooLarge);
                Drain.rest(request, Drain.FILE);
            }
        });
        request.exceptionHandler(cause -> {
            if (over.compareAndSet(false, true)) {
                forget(uploads, writing, folder, () -> then.failed(cause));
                Drain.rest(request, Drain.FILE);
            }
        });
        request.endHandler(_ ->
                Future.join(writing)
                        .onComplete(done -> {
                            if (over.get()) {
                                delete(folder);
                            } else if (done.failed()) {
                                delete(folder);
                                then.failed(done.cause());
                            } else {
                                then.arrived(
                                        new Web.Arrived(
                                                folder.resolve("file"),
                                                names.isEmpty() ? "" : names.getFirst()));
                            }
                        }));
        request.resume();
    }

    /// First nothing is there any more, then it is said.
    private static void forget(
            List<HttpServerFileUpload> uploads,
            List<Future<Void>> writing,
            Path folder,
            Runnable andThen) {
        for (var upload : uploads) {
            upload.cancelStreamToFileSystem();
            upload.handler(_ -> {});
            upload.resume();
        }
        Future.join(writing)
                .onComplete(_ -> {
                    delete(folder);
                    andThen.run();
                });
    }

    static Path folder() {
        try {
            return Files.createTempDirectory("countersign-arrival-");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static void delete(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve("file"));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.warn("arrival-not-deleted folder={}", folder, e);
        }
    }
}
