package dev.countersign.ui;

import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/// The files that pages need.
public final class Assets {
    private static final Map<String, String> TYPES =
            Map.of(
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "svg", "image/svg+xml");

    private Assets() {}

    public static void mount(Web web) {
        web.open(HttpMethod.GET, "/assets/:file", Assets::serve);
    }

    private static void serve(Exchange e) throws IOException {
        var file = e.pathParam("file");
        var type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
        Optional<byte[]> bytes = Optional.empty();
        if (type != null && file.matches("[a-z0-9-]+\\.[a-z]+")) {
            try (var in = Assets.class.getResourceAsStream("/web/" + file)) {
                bytes = in == null ? Optional.empty() : Optional.of(in.readAllBytes());
            }
        }
        if (bytes.isEmpty() || type == null) {
            e.text(404, "text/plain", "no such file");
            return;
        }
        e.file(type, bytes.get());
    }
}
