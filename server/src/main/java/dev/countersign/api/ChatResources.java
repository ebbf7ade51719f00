package dev.countersign.api;

import dev.countersign.connect.Directs;
import dev.countersign.kernel.Problem;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.util.Map;

/// `GET /v1/messages/undelivered`: direct messages that did not arrive yet, and why.
public final class ChatResources {
    private final Directs directs;

    public ChatResources(Directs directs) {
        this.directs = directs;
    }

    public void mount(Web web) {
        web.get("/v1/messages/undelivered", this::list);
    }

    private void list(Exchange e) {
        if (!e.identity().hasAny(java.util.List.of("administrator", "programme_manager"))) {
            throw new Problem(
                            403,
                            "role",
                            "Not shown",
                            "what did not arrive is for administrators and programme managers",
                            "ask one of them")
                    .asException();
        }
        e.json(
                200,
                Map.of(
                        "messages",
                        directs.undelivered().stream()
                                .map(m ->
                                        Map.of(
                                                "person", m.person(),
                                                "state", m.state(),
                                                "why", m.why(),
                                                "attempts", m.attempts()))
                                .toList()));
    }
}
