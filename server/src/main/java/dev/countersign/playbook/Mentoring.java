package dev.countersign.playbook;

import dev.countersign.kernel.Finding;
import dev.countersign.playbook.Organisation.Member;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/// Whom somebody teaches must be there, and be somebody else.
final class Mentoring {
    private Mentoring() {}

    /// @param items where each of `people` stands in the file, in the same order
    static void check(String file, List<Node> items, List<Member> people, List<Finding> findings) {
        var ids = people.stream().map(Member::id).toList();
        for (var i = 0; i < people.size(); i++) {
            for (var mentee : people.get(i).mentorOf()) {
                var self = people.get(i).id().equals(mentee);
                if (self || !ids.contains(mentee)) {
                    findings.add(
                            new Finding(
                                    file,
                                    items.get(i).getStartMark().map(m -> m.getLine() + 1).orElse(0),
                                    1,
                                    Finding.Severity.ERROR,
                                    self ? "own-mentor" : "unknown-person",
                                    "`mentor_of` names `"
                                            + mentee
                                            + (self
                                                    ? "`, but nobody teaches themselves"
                                                    : "`, who is not under `people`"),
                                    "write the id of somebody else under `people`"));
                }
            }
        }
    }
}
