package dev.countersign.assurance;

import dev.countersign.assurance.WorkSample.Kind;
import dev.countersign.confidence.ErrorAlarm;
import dev.countersign.gate.Condition;
import dev.countersign.gateway.AnswerWatch;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Reason;
import dev.countersign.storage.Tx;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Watches what leaves by itself: nothing that the certificate does not cover, and a random share
/// of it goes on being audited.
final class Released implements AnswerWatch {
    private final Certificates certificates;
    private final InstantSource clock;
    private final Ids ids;
    private final RandomGenerator random;
    private final DriftWatch drift;
    private final SampleStore samples = new SampleStore();
    private final Map<String, Fed> alarms = new ConcurrentHashMap<>();

    Released(
            Certificates certificates,
            DriftWatch drift,
            InstantSource clock,
            Ids ids,
            RandomGenerator random) {
        this.drift = drift;
        this.certificates = certificates;
        this.clock = clock;
        this.ids = ids;
        this.random = random;
    }

    @Override
    public Optional<Reason> objection(Tx tx, Given given) throws SQLException {
        var tool = certificates.tool(given.tool());
        var version = certificates.current(tx, given.tool());
        if (tool.isEmpty() || version.isEmpty() || !asksForEvidence(tool.get())) {
            return Optional.empty();
        }
        var another = certificates.answered(tx, given.tool(), version.get(), given.answeredBy());
        if (another) {
            return Optional.of(
                    reason(
                            "model-changed",
                            "another model answered than the one whose answers were reviewed",
                            given.answeredBy()));
        }
        var withheld = certificates.withheld(tx, given.tool());
        if (withheld.isPresent()) {
            return Optional.of(reason("withheld", withheld.get().why(), given.tool()));
        }
        return covered(tx, tool.get(), version.get(), given);
    }

    private static boolean asksForEvidence(Tool tool) {
        return tool.samplesAsked().isPresent() || !tool.promisesAsked().isEmpty();
    }

    /// What a certificate says from a threshold on, it says of nothing below it.
    private Optional<Reason> covered(Tx tx, Tool tool, ToolVersion version, Given given)
            throws SQLException {
        var asked = tool.promisesAsked();
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        var running = certificates.running(tx, tool.name(), version, given.answeredBy());
        for (var promise : asked) {
            var floor = floor(running, promise);
            if (floor.isEmpty()) {
                continue;
            }
            var confidence = given.confidence().map(BigDecimal::new);
            if (confidence.filter(c -> c.compareTo(floor.get()) >= 0).isEmpty()) {
                return Optional.of(
                        reason(
                                "certificate",
                                "the certificate promises nothing below "
                                        + floor.get().toPlainString(),
                                given.confidence().orElse("none")));
            }
        }
        return Optional.empty();
    }

    private static Optional<BigDecimal> floor(
            List<Certificate> running, Condition.Certified asked) {
        return running.stream()
                .filter(c -> c.error().compareTo(asked.error()) <= 0)
                .filter(c -> c.delta().compareTo(asked.delta()) <= 0)
                .map(Certificate::threshold)
                .min(BigDecimal::compareTo);
    }

    private static Reason reason(String rule, String sentence, String matched) {
        return new Reason(rule, sentence, matched, "", "assurance");
    }

    @Override
    public void released(Tx tx, Given given) throws SQLException {
        var tool = certificates.tool(given.tool());
        var version = certificates.current(tx, given.tool());
        if (tool.isEmpty() || version.isEmpty() || !asksForEvidence(tool.get())) {
            return;
        }
        var running = certificates.running(tx, given.tool(), version.get(), given.answeredBy());
        if (running.isEmpty()) {
            return;
        }
        tx.afterCommit(() -> drift.offer(running.getLast(), given.call(), given.input()));
        if (random.nextDouble() >= tool.get().care().audited()) {
            return;
        }
        samples.insert(
                tx,
                new WorkSample(
                        ids.next("sample"),
                        Kind.AUDIT,
                        given.tool(),
                        "release",
                        given.call(),
                        given.person(),
                        given.input(),
                        Optional.empty(),
                        "",
                        Optional.of(
                                new WorkSample.Given(
                                        given.call(),
                                        given.answer(),
                                        given.confidence(),
                                        version.get().digest(),
                                        given.prompt(),
                                        given.answeredBy(),
                                        "release")),
                        Optional.empty(),
                        Optional.empty(),
                        clock.instant()));
    }

    /// After the review of a released answer: keeps the tool back where the promise holds no more.
    void audited(Tx tx, Tool tool) throws SQLException {
        var version = certificates.current(tx, tool.name());
        var seen = certificates.seen(tx, tool.name());
        if (version.isEmpty() || seen.isEmpty()) {
            return;
        }
        var audits =
                samples.reviewed(
                        tx,
                        Kind.AUDIT,
                        tool.name(),
                        version.get().digest(),
                        seen.get().answeredBy());
        for (var certificate :
                certificates.running(tx, tool.name(), version.get(), seen.get().answeredBy())) {
            if (rings(certificate, audits)) {
                var errors = audits.stream().filter(a -> !a.review().orElseThrow().right()).count();
                var why =
                        "of "
                                + audits.size()
                                + " audited answers "
                                + errors
                                + " were wrong: certificate `"
                                + certificate.id()
                                + "` holds no more";
                certificates.end(tx, certificate, "alarm", why);
                if (certificates.withheld(tx, tool.name()).isEmpty()) {
                    certificates.withhold(tx, tool.name(), why, "system:assurance");
                }
            }
        }
    }

    private boolean rings(Certificate certificate, List<WorkSample> audits) {
        // Answers below the certificate's threshold are none of its business.
        var about =
                audits.stream()
                        .filter(a ->
                                a.given()
                                        .flatMap(WorkSample.Given::score)
                                        .map(BigDecimal::new)
                                        .filter(s -> s.compareTo(certificate.threshold()) >= 0)
                                        .isPresent())
                        .filter(a ->
                                !a.review().orElseThrow().at().isBefore(certificate.issuedAt()))
                        .toList();
        return alarms.compute(certificate.id(), (_, fed) -> Fed.with(certificate, fed, about))
                .rang();
    }

    /// An alarm and the audits it has heard; it is built anew where a unit of work was undone.
    private record Fed(ErrorAlarm alarm, List<String> heard, boolean rang) {
        static Fed with(Certificate certificate, @Nullable Fed before, List<WorkSample> audits) {
            var names = audits.stream().map(WorkSample::id).toList();
            var begun =
                    before != null
                                    && before.heard.size() <= names.size()
                                    && before.heard.equals(names.subList(0, before.heard.size()))
                            ? before
                            : new Fed(
                                    new ErrorAlarm(
                                            certificate.error().doubleValue(),
                                            certificate.delta().doubleValue()),
                                    List.of(),
                                    false);
            var rang = begun.rang;
            for (var audit : audits.subList(begun.heard.size(), audits.size())) {
                rang |= begun.alarm.audited(audit.review().orElseThrow().right());
            }
            return new Fed(begun.alarm, names, rang);
        }
    }
}
