package dev.countersign.host.web;

import dev.countersign.host.HostApp;
import dev.countersign.host.HostApps;
import dev.countersign.kernel.Refusal;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.util.Map;

/// Which systems have a button, and the file to install it.
public final class HostPages {
    private final HostApps apps;
    private final Frames frames;

    public HostPages(HostApps apps, Frames frames) {
        this.apps = apps;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get("/playbook/hosts", this::show);
        web.get("/playbook/hosts/:product", this::file);
    }

    private void show(Exchange e) {
        e.render(
                "page/hosts.jte",
                Map.of(
                        "frame", frames.frame(e, "policies", "Host systems"),
                        "apps", apps.all(),
                        "base", apps.base()));
    }

    private void file(Exchange e) {
        var app =
                apps.of(e.pathParam("product"))
                        .filter(HostApp::isMade)
                        .orElseThrow(() -> unknown(e.pathParam("product")));
        e.download(
                app.fileName(),
                app.type(),
                apps.file(app).orElseThrow(() -> unknown(app.product())));
    }

    private static RuntimeException unknown(String product) {
        return Refusal.unknown("host system", product, "start from /playbook/hosts");
    }
}
