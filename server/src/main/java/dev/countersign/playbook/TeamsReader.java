package dev.countersign.playbook;

import dev.countersign.escalation.Team;
import dev.countersign.kernel.Finding;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads the organisation file's `teams`.
final class TeamsReader {
    private TeamsReader() {}

    static Map<String, Team> read(String file, Optional<Node> node, List<Finding> findings) {
        var named = new Named(file, findings);
        var out = new LinkedHashMap<String, Team>();
        var owners = new HashMap<String, String>();
        for (var entry : named.entries("teams", node)) {
            var path = "teams." + entry.name();
            if (!entry.name().matches("[a-z][a-z0-9_-]{0,39}")) {
                named.error(
                        entry.key(),
                        "wrong-type",
                        "`" + entry.name() + "` is no name of a team",
                        "write lower-case letters, digits, `-` and `_`, starting with a letter");
            }
            var f =
                    new Fields(
                            file,
                            path,
                            entry.value(),
                            findings,
                            true,
                            Set.of("title", "lead", "services"));
            var services = new TreeSet<>(f.texts("services"));
            for (var service : services) {
                var other = owners.putIfAbsent(service, entry.name());
                if (other != null) {
                    named.error(
                            f.node("services").orElse(entry.key()),
                            "two-teams",
                            "`" + service + "` is a service of `" + other + "` already",
                            "let one team answer for it");
                }
            }
            out.put(
                    entry.name(),
                    new Team(
                            entry.name(),
                            f.optionalText("title").orElse(ActionSpec.titled(entry.name())),
                            f.text("lead"),
                            services));
        }
        return out;
    }
}
