package dev.countersign.lrs.web;

import dev.countersign.kernel.ProblemException;
import dev.countersign.lrs.LrsKeys;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import java.util.LinkedHashMap;
import java.util.Optional;

/// Keys of learning systems: an administrator makes them, sees their secret once and ends them.
public final class KeyPages {
    private static final String HERE = "/learn/records/keys";

    private final LrsKeys keys;
    private final Frames frames;

    public KeyPages(LrsKeys keys, Frames frames) {
        this.keys = keys;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get(HERE, e -> page(e, Optional.empty(), "", 200));
        web.post(HERE, this::make);
        web.post(
                HERE + "/:id/revoke",
                e -> {
                    keys.revoke(e.identity(), e.pathParam("id"));
                    e.redirect(HERE);
                });
    }

    private void make(Exchange e) {
        try {
            var made =
                    keys.make(
                            e.identity(),
                            e.param("label"),
                            !e.param("read").isEmpty(),
                            !e.param("write").isEmpty());
            page(e, Optional.of(made), "", 201);
        } catch (ProblemException refused) {
            var p = refused.problem();
            page(e, Optional.empty(), Words.sentences(p.detail(), p.remedy()), p.status());
        }
    }

    private void page(Exchange e, Optional<LrsKeys.Made> made, String error, int status) {
        var model = new LinkedHashMap<String, Object>();
        model.put("frame", frames.frame(e, "learn", "Keys of learning systems"));
        model.put("keys", keys.all(e.identity()));
        model.put("made", made);
        model.put("label", error.isEmpty() ? "" : e.param("label"));
        model.put("error", error);
        e.html(status, e.rendered("page/learning-keys.jte", model));
    }
}
