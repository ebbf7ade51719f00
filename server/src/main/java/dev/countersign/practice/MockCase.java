package dev.countersign.practice;

import dev.countersign.desk.CaseFacts;
import dev.countersign.desk.NewCase;
import dev.countersign.escalation.Taxonomy;
import dev.countersign.kernel.Digests;
import dev.countersign.kernel.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A mock exception as the desk is told it: like one that automation raised, for one learner.
final class MockCase {
    /// As the shipped playbook has it for real ones.
    private static final Duration CLEARANCE = Duration.ofHours(24);

    private MockCase() {}

    static NewCase of(MockException mock, String learner, String id) {
        var category = mock.hidesCategory() ? "" : mock.category();
        var request = request(mock, category);
        var evidence =
                mock.evidence().entrySet().stream()
                        .map(e -> e.getKey() + ": " + e.getValue())
                        .collect(Collectors.joining("\n"));
        return new NewCase(
                NewCase.Kind.EXCEPTION,
                mock.title(),
                "automation",
                "automation",
                Queues.of(learner),
                id,
                category.isEmpty() ? "exception" : category,
                request,
                mock.recommendation(),
                List.of(
                        new Reason(
                                mock.rule(),
                                "automation stopped it: `" + mock.rule() + "`",
                                mock.service(),
                                "",
                                mock.environment())),
                Digests.hex(request + "\n" + evidence),
                Digests.hex(mock.recommendation()),
                "practice",
                "",
                "",
                "",
                Optional.empty(),
                CLEARANCE,
                Optional.of(
                        new CaseFacts(
                                category,
                                mock.difficulty() == MockException.EASIEST ? mock.subtype() : "",
                                mock.severity(),
                                mock.service(),
                                mock.environment(),
                                mock.team(),
                                List.of(),
                                mock.rule(),
                                evidence,
                                "practice",
                                id,
                                Taxonomy.FIRST.version(),
                                "",
                                category)),
                List.of());
    }

    private static String request(MockException mock, String category) {
        return mock.title()
                + "\nRule: "
                + mock.rule()
                + (category.isEmpty() ? "" : "\nCategory: " + category.replace('_', ' '))
                + "\nSeverity: "
                + mock.severity().name()
                + "\nService: "
                + mock.service()
                + "\nEnvironment: "
                + mock.environment();
    }
}
