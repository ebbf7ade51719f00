package dev.countersign.retention.web;

import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.retention.Erasures;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.util.Map;

/// Erases, and shows what was erased.
public final class ErasurePages {
    private final Erasures erasures;
    private final Frames frames;

    public ErasurePages(Erasures erasures, Frames frames) {
        this.erasures = erasures;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get(
                "/erasures",
                e -> {
                    require(e);
                    page(e, e.param("id"), "", "", 200);
                });
        web.post("/erasures", this::erase);
    }

    private static void require(Exchange e) {
        if (!Erasures.mayErase(e.identity())) {
            throw new Problem(
                            403,
                            "may-not-erase",
                            "For the compliance liaison",
                            "personal data is erased by the compliance_liaison",
                            "ask them")
                    .asException();
        }
    }

    private void erase(Exchange e) {
        require(e);
        try {
            erasures.erase(
                    e.identity(), e.param("id"), e.rawParam("reason"), e.param("confirmation"));
            e.redirect("/erasures");
        } catch (ProblemException refused) {
            var p = refused.problem();
            page(
                    e,
                    e.param("id"),
                    e.rawParam("reason"),
                    p.detail() + "; " + p.remedy(),
                    p.status());
        }
    }

    private void page(Exchange e, String id, String reason, String error, int status) {
        e.html(
                status,
                e.rendered(
                        "page/erasures.jte",
                        Map.of(
                                "frame", frames.frame(e, "records", "Erasures"),
                                "erased", erasures.newest(100),
                                "id", id,
                                "reason", reason,
                                "error", error)));
    }
}
