package dev.countersign.ui;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/// The precompiled templates, and the event loop that open responses live on.
final class Pages {
    private final Vertx vertx;

    Pages(Vertx vertx) {
        this.vertx = vertx;
    }

    /// The loop that the request came in on.
    Context loop(RoutingContext context) {
        Context own = context.get(LOOP);
        return own == null ? vertx.getOrCreateContext() : own;
    }

    static final String LOOP = "countersign.loop";

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.countersign.jte");

    String render(String template, Map<String, Object> model) {
        var out = new StringOutput();
        engine.render(template, model, out);
        return out.toString();
    }
}
