package dev.countersign.api;

import dev.countersign.egress.Upstream;
import dev.countersign.gateway.Probe;
import dev.countersign.gateway.Probes;
import dev.countersign.kernel.Problem;
import dev.countersign.prompt.Prompt;
import dev.countersign.prompt.PromptLibrary;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The registered upstreams and what asking them showed.
public final class UpstreamResources {
    private static final List<String> MAY_SEE =
            List.of("administrator", "programme_manager", "security", "compliance_liaison");

    private final Probes probes;
    private final Supplier<Collection<Upstream>> upstreams;
    private final PromptLibrary library;

    public UpstreamResources(
            Probes probes, Supplier<Collection<Upstream>> upstreams, PromptLibrary library) {
        this.probes = probes;
        this.upstreams = upstreams;
        this.library = library;
    }

    public void mount(Web web) {
        web.get("/v1/upstreams", this::list);
    }

    private void list(Exchange e) {
        if (!e.identity().hasAny(MAY_SEE)) {
            throw new Problem(
                            403,
                            "may-not-see",
                            "Not yours to see",
                            "upstreams are shown to " + String.join(", ", MAY_SEE),
                            "ask one of them")
                    .asException();
        }
        var known = probes.all();
        e.json(
                200,
                Map.of(
                        "upstreams",
                        upstreams.get().stream()
                                .sorted(Comparator.comparing(Upstream::name))
                                .map(u -> shown(u, known))
                                .toList(),
                        "warnings",
                        probes.warnings()));
    }

    private Map<String, Object> shown(Upstream upstream, List<Probe> known) {
        var out = new LinkedHashMap<String, Object>();
        out.put("name", upstream.name());
        out.put("url", upstream.url().toString());
        out.put("region", upstream.region());
        out.put("model_version", upstream.modelVersion());
        out.put("no_training", upstream.noTraining());
        out.put(
                "models",
                library.live().stream()
                        .filter(p -> p.upstream().equals(upstream.name()))
                        .map(Prompt::model)
                        .distinct()
                        .sorted()
                        .map(model -> model(upstream, model, known))
                        .toList());
        return out;
    }

    private static Map<String, Object> model(Upstream upstream, String model, List<Probe> known) {
        var out = new LinkedHashMap<String, Object>();
        out.put("model", model);
        var found =
                known.stream()
                        .filter(p ->
                                p.upstream().equals(upstream.name()) && p.model().equals(model))
                        .findFirst();
        var can = new TreeMap<String, Boolean>();
        found.ifPresent(p -> p.can().forEach((c, yes) -> can.put(lower(c), yes)));
        out.put("state", found.map(p -> words(p.state())).orElse("not yet probed"));
        out.put("can", can);
        out.put("detail", found.map(Probe::detail).orElse(""));
        out.put("probed_at", found.map(p -> p.at().toString()).orElse(null));
        out.put("next_at", found.flatMap(Probe::retryAt).map(Instant::toString).orElse(null));
        return out;
    }

    private static String words(Probe.State state) {
        return switch (state) {
            case PROBED -> "probed";
            case UNREACHED -> "not yet probed";
            case OUTSIDE -> "outside the allowed regions";
        };
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
