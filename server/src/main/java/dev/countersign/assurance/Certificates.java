package dev.countersign.assurance;

import dev.countersign.assurance.CertificateStore.Seen;
import dev.countersign.assurance.WorkSample.Kind;
import dev.countersign.confidence.Certifier;
import dev.countersign.confidence.Finding;
import dev.countersign.confidence.Promise;
import dev.countersign.confidence.Sample;
import dev.countersign.gate.Condition;
import dev.countersign.gate.Worth;
import dev.countersign.kernel.Ids;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.prompt.PromptLibrary;
import dev.countersign.storage.Tx;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What is known of each tool as it answers now. Everything here happens in the caller's
/// transaction, so that nobody uses what has just ended.
final class Certificates {
    /// The chance of being wrong that is written on the certificate of a plain sample.
    static final double PLAIN_DELTA = 0.1;

    private final Ledger ledger;
    private final PromptLibrary library;
    private final Supplier<List<Tool>> tools;
    private final InstantSource clock;
    private final Ids ids;
    private final SampleStore samples = new SampleStore();
    private final CertificateStore store = new CertificateStore();

    Certificates(
            Ledger ledger,
            PromptLibrary library,
            Supplier<List<Tool>> tools,
            InstantSource clock,
            Ids ids) {
        this.ledger = ledger;
        this.library = library;
        this.tools = tools;
        this.clock = clock;
        this.ids = ids;
    }

    Optional<Tool> tool(String name) {
        return tools.get().stream().filter(t -> t.name().equals(name)).findFirst();
    }

    /// The version that is live for this transaction; empty where that is being changed.
    Optional<ToolVersion> current(Tx tx, String tool) throws SQLException {
        var prompt = tool(tool).flatMap(t -> library.live(t.prompt()));
        return prompt.isPresent() && library.isLive(tx, prompt.get().name(), prompt.get().version())
                ? prompt.map(ToolVersion::of)
                : Optional.empty();
    }

    Worth.Known known(Tx tx, String tool) throws SQLException {
        var version = current(tx, tool);
        var seen = store.seen(tx, tool);
        var withheld = store.withheld(tx, tool).map(Withheld::why);
        if (version.isEmpty()
                || !seen.map(Seen::version).equals(version.map(ToolVersion::digest))) {
            return new Worth.Known(0, List.of(), withheld);
        }
        var promises =
                running(tx, tool, version.get(), seen.get().answeredBy()).stream()
                        .map(c -> new Worth.Promised(c.id(), c.error(), c.delta(), c.expiresAt()))
                        .toList();
        return new Worth.Known(
                samples.countReviewed(tx, tool, version.get().digest(), seen.get().answeredBy()),
                promises,
                withheld);
    }

    /// Those that are about exactly this version and this model, and hold now.
    List<Certificate> running(Tx tx, String tool, ToolVersion version, String answeredBy)
            throws SQLException {
        return store.running(tx, tool, version.digest(), answeredBy, clock.instant());
    }

    /// Notes which model answered. Another one ends every certificate of the tool.
    ///
    /// @return whether it is another one than the last time
    boolean answered(Tx tx, String tool, ToolVersion version, String answeredBy)
            throws SQLException {
        var before = store.seen(tx, tool);
        if (before.filter(s -> s.version().equals(version.digest()))
                .filter(s -> s.answeredBy().equals(answeredBy))
                .isPresent()) {
            return false;
        }
        store.see(tx, tool, new Seen(version.digest(), answeredBy, clock.instant()));
        endStale(tx, tool, version, answeredBy);
        return before.filter(s -> s.version().equals(version.digest())).isPresent();
    }

    private void endStale(Tx tx, String tool, ToolVersion version, String answeredBy)
            throws SQLException {
        for (var certificate : store.standing(tx, tool)) {
            if (!certificate.version().digest().equals(version.digest())) {
                end(
                        tx,
                        certificate,
                        changed(certificate.version(), version),
                        "`"
                                + certificate.version().prompt()
                                + "` gave way to `"
                                + version.prompt()
                                + "`: "
                                + difference(certificate.version(), version));
            } else if (!certificate.answeredBy().equals(answeredBy)) {
                end(
                        tx,
                        certificate,
                        "model-changed",
                        "another model answers: `" + answeredBy + "`");
            }
        }
    }

    private static String changed(ToolVersion was, ToolVersion is) {
        return was.model().equals(is.model())
                ? was.recipe().equals(is.recipe()) ? "prompt-changed" : "recipe-changed"
                : "model-changed";
    }

    private static String difference(ToolVersion was, ToolVersion is) {
        return switch (changed(was, is)) {
            case "model-changed" ->
                    "the model is `" + is.model() + "`, it was `" + was.model() + "`";
            case "recipe-changed" ->
                    "its confidence is made by `"
                            + is.recipe()
                            + "`, it was `"
                            + was.recipe()
                            + "`";
            default -> "its text changed";
        };
    }

    /// Ends what is about versions that are live no more, and says so on the ledger.
    void endStale(Tx tx) throws SQLException {
        for (var tool : tools.get()) {
            var version = current(tx, tool.name());
            var seen = store.seen(tx, tool.name());
            if (version.isPresent()) {
                endStale(
                        tx,
                        tool.name(),
                        version.get(),
                        seen.filter(s -> s.version().equals(version.get().digest()))
                                .map(Seen::answeredBy)
                                .orElse(""));
            }
        }
    }

    void end(Tx tx, Certificate certificate, String code, String cause) {
        if (store.end(tx, certificate.id(), new Certificate.Voided(clock.instant(), code, cause))) {
            ledger.append(
                    tx,
                    new Entry(
                            "certificate.voided",
                            "system:assurance",
                            certificate.id(),
                            Map.of("tool", certificate.tool(), "code", code, "cause", cause)));
        }
    }

    /// After a review: makes the looks that are due, and the certificates that they earn.
    void look(Tx tx, Tool tool) throws SQLException {
        var version = current(tx, tool.name());
        var seen = store.seen(tx, tool.name());
        if (version.isEmpty() || seen.isEmpty()) {
            return;
        }
        var reviewed =
                samples.reviewed(
                        tx,
                        Kind.SHADOW,
                        tool.name(),
                        version.get().digest(),
                        seen.get().answeredBy());
        var about = new About(tool, version.get(), seen.get().answeredBy(), reviewed);
        for (var promise : tool.promisesAsked()) {
            look(tx, about, promise);
        }
        if (tool.promisesAsked().isEmpty() && tool.samplesAsked().isPresent()) {
            plain(tx, about, tool.samplesAsked().get());
        }
    }

    private record About(
            Tool tool, ToolVersion version, String answeredBy, List<WorkSample> reviewed) {
        List<Sample> first(int n) {
            return reviewed.stream().limit(n).map(Assurance::sampleOf).toList();
        }

        String place(String promise) {
            return answeredBy + " " + promise;
        }
    }

    private void look(Tx tx, About about, Condition.Certified asked) throws SQLException {
        var promise = new Promise(asked.error().doubleValue(), asked.delta().doubleValue());
        var name = asked.error().toPlainString() + " " + asked.delta().toPlainString();
        if (asked.samples() > 0) {
            if (about.reviewed().size() >= asked.samples()
                    && once(tx, about, name, asked.samples())) {
                Certifier.lowest(about.first(asked.samples()), promise)
                        .ifPresent(f -> issue(tx, about, f));
            }
            return;
        }
        var have =
                running(tx, about.tool().name(), about.version(), about.answeredBy()).stream()
                        .anyMatch(c ->
                                c.method().equals("sequential")
                                        && c.error().compareTo(asked.error()) <= 0
                                        && c.delta().compareTo(asked.delta()) <= 0);
        if (!have) {
            var all = about.first(about.reviewed().size());
            Certifier.sequential(List.of(about.tool().threshold().doubleValue()), all, promise)
                    .stream()
                    .findFirst()
                    .ifPresent(f -> issue(tx, about, f));
        }
    }

    /// The playbook's own threshold and number: what they are worth stands on the certificate.
    private void plain(Tx tx, About about, int asked) {
        if (about.reviewed().size() < asked || !once(tx, about, "plain", asked)) {
            return;
        }
        var threshold = about.tool().threshold().doubleValue();
        var first = about.first(asked);
        var bound = Certifier.at(threshold, first, new Promise(0.5, PLAIN_DELTA)).bound();
        if (bound < 1) {
            issue(tx, about, Certifier.at(threshold, first, new Promise(bound, PLAIN_DELTA)));
        }
    }

    private boolean once(Tx tx, About about, String promise, int samples) {
        return store.look(
                tx,
                about.tool().name(),
                about.version().digest(),
                about.place(promise),
                samples,
                clock.instant());
    }

    private void issue(Tx tx, About about, Finding finding) {
        var now = clock.instant();
        var reviewers =
                about.reviewed().stream()
                        .limit(finding.samples())
                        .map(s -> s.review().orElseThrow().reviewer())
                        .distinct()
                        .sorted()
                        .toList();
        var certificate =
                new Certificate(
                        ids.next("certificate"),
                        about.tool().name(),
                        about.version(),
                        about.answeredBy(),
                        finding.method(),
                        decimal(finding.threshold(), RoundingMode.CEILING),
                        finding.samples(),
                        finding.released(),
                        finding.errors(),
                        decimal(finding.promise().error(), RoundingMode.CEILING),
                        decimal(finding.promise().delta(), RoundingMode.CEILING),
                        reviewers,
                        now,
                        now.plus(about.tool().care().valid()),
                        Optional.empty());
        store.insert(tx, certificate);
        ledger.append(
                tx,
                new Entry(
                        "certificate.issued",
                        "system:assurance",
                        certificate.id(),
                        Map.ofEntries(
                                Map.entry("tool", certificate.tool()),
                                Map.entry("version", certificate.version().digest()),
                                Map.entry("prompt", certificate.version().prompt()),
                                Map.entry("model", certificate.version().model()),
                                Map.entry("answered_by", certificate.answeredBy()),
                                Map.entry("recipe", certificate.version().recipe()),
                                Map.entry("method", certificate.method()),
                                Map.entry("threshold", certificate.threshold().toPlainString()),
                                Map.entry("samples", (long) certificate.samples()),
                                Map.entry("released", (long) certificate.released()),
                                Map.entry("errors", (long) certificate.errors()),
                                Map.entry("error", certificate.error().toPlainString()),
                                Map.entry("delta", certificate.delta().toPlainString()),
                                Map.entry("reviewers", reviewers),
                                Map.entry("expires", certificate.expiresAt().toString()))));
    }

    /// Four decimals; a promise is never rounded to more than it is.
    private static BigDecimal decimal(double value, RoundingMode mode) {
        var exact = BigDecimal.valueOf(value);
        var rounded = exact.setScale(4, mode).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0, RoundingMode.UNNECESSARY) : rounded;
    }

    /// Keeps a tool from everybody until somebody lifts it.
    void withhold(Tx tx, String tool, String why, String by) throws SQLException {
        var now = clock.instant();
        store.withhold(tx, ids.next("withheld"), tool, new Withheld(why, by, now));
        ledger.append(tx, new Entry("tool.withheld", by, tool, Map.of("why", why)));
    }

    /// Since when the work looks unlike the samples of what holds now.
    Optional<Instant> drift(Tx tx, String tool, Instant now) throws SQLException {
        for (var certificate : store.standing(tx, tool)) {
            var since = store.drift(tx, certificate.id());
            if (certificate.holds(now) && since.isPresent()) {
                return since;
            }
        }
        return Optional.empty();
    }

    boolean lift(Tx tx, String tool, String why, String by) {
        var lifted = store.lift(tx, tool, by, why, clock.instant());
        if (lifted) {
            ledger.append(tx, new Entry("tool.lifted", by, tool, Map.of("why", why)));
        }
        return lifted;
    }

    Optional<Withheld> withheld(Tx tx, String tool) throws SQLException {
        return store.withheld(tx, tool);
    }

    Optional<Seen> seen(Tx tx, String tool) throws SQLException {
        return store.seen(tx, tool);
    }

    Optional<Certificate> find(Tx tx, String id) {
        return store.find(tx, id);
    }

    List<Certificate> all(Tx tx, Optional<String> tool) {
        return store.all(tx, tool, 200);
    }
}
