package dev.countersign.intake.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads one tool's own format into our native one (see `docs/intake.md`).
public interface Adapter {
    /// @return one native exception each; what passed is left out
    /// @throws Unreadable where it is not that tool's format
    List<ObjectNode> read(JsonNode document) throws Unreadable;

    Map<String, Adapter> ALL =
            new TreeMap<>(
                    Map.of(
                            "conftest", new Conftest(),
                            "opa", new OpaDecisions(),
                            "kyverno", new Kyverno(),
                            "sarif", new Sarif(),
                            "alertmanager", new Alertmanager(),
                            "github", new GitHub(),
                            "gitlab", new GitLab()));

    static Optional<Adapter> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /// The document is something else; the message says what was looked for.
    final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }
}
