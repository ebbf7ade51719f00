package dev.countersign.ui;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Reads forms with files into memory; nothing of them touches the disk. Once a form is too large,
/// nothing of it is kept.
final class Uploads {
    private static final String KEY = "countersign.uploads";

    private final int limit;

    /// @param limit bytes of a whole request
    Uploads(int limit) {
        this.limit = limit;
    }

    static boolean isFor(RoutingContext context) {
        var type = context.request().getHeader("content-type");
        return type != null && type.regionMatches(true, 0, "multipart/form-data", 0, 19);
    }

    /// Without one the decoder takes a form with files for one without.
    static boolean hasBoundary(RoutingContext context) {
        return String.valueOf(context.request().getHeader("content-type")).contains("boundary=");
    }

    /// Whether the sender says that it has more than this.
    static boolean declaresMoreThan(long most, RoutingContext context) {
        var declared = context.request().getHeader("content-length");
        return declared != null
                && declared.matches("[0-9]{1,18}")
                && Long.parseLong(declared) > most;
    }

    /// For the event loop, with the request paused.
    void read(RoutingContext context) {
        var request = context.request();
        if (declaresMoreThan(limit, context)) {
            context.fail(413);
            return;
        }
        var files = new HashMap<String, Buffer>();
        var total = new int[1];
        context.put(KEY, files);
        request.setExpectMultipart(true);
        request.uploadHandler(upload -> {
            var bytes = files.computeIfAbsent(upload.name(), _ -> Buffer.buffer());
            upload.handler(bytes::appendBuffer);
        });
        request.exceptionHandler(cause -> {
            files.clear();
            context.fail(Problems.unreadable(cause).asException());
            Drain.rest(request, Drain.FORM);
        });
        request.handler(chunk -> {
            total[0] += chunk.length();
            if (total[0] > limit) {
                files.clear();
                context.fail(413);
            }
        });
        request.endHandler(_ -> {
            if (total[0] <= limit && !context.failed()) {
                context.next();
            }
        });
        request.resume();
    }

    /// A chosen file's bytes; empty where none was chosen.
    static Optional<byte[]> file(RoutingContext context, String name) {
        Map<String, Buffer> files = context.get(KEY);
        return Optional.ofNullable(files)
                .map(all -> all.get(name))
                .filter(bytes -> bytes.length() > 0)
                .map(Buffer::getBytes);
    }
}
