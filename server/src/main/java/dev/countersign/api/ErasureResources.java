package dev.countersign.api;

import dev.countersign.kernel.Problem;
import dev.countersign.retention.Erased;
import dev.countersign.retention.Erasures;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.util.LinkedHashMap;
import java.util.Map;

/// Erasing, and what was erased.
public final class ErasureResources {
    private final Erasures erasures;

    public ErasureResources(Erasures erasures) {
        this.erasures = erasures;
    }

    public void mount(Web web) {
        web.post("/v1/erasures", this::erase);
        web.get("/v1/erasures", this::list);
    }

    private void erase(Exchange e) {
        var f = new Fields(e.json());
        e.json(
                201,
                shown(
                        erasures.erase(
                                e.identity(),
                                f.text("id"),
                                f.text("reason"),
                                f.text("confirmation"))));
    }

    private void list(Exchange e) {
        if (!Erasures.mayErase(e.identity())) {
            throw new Problem(
                            403,
                            "may-not-erase",
                            "For the compliance liaison",
                            "erasures are listed for the compliance_liaison",
                            "ask them")
                    .asException();
        }
        e.json(
                200,
                Map.of(
                        "erasures",
                        erasures.newest(100).stream().map(ErasureResources::shown).toList()));
    }

    private static Map<String, Object> shown(Erased erased) {
        var out = new LinkedHashMap<String, Object>();
        out.put("id", erased.subject());
        out.put("kind", erased.person() ? "person" : "call");
        out.put("erased_by", erased.by());
        out.put("erased_at", erased.at().toString());
        out.put("reason", erased.reason().orElse(null));
        return out;
    }
}
