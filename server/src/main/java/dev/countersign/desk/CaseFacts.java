package dev.countersign.desk;

import java.util.List;

/// What automation told about an exception. Texts are masked; unknown ones are empty.
///
/// @param category a name of the taxonomy in force when the case was opened
/// @param subtype of the category, for example `A` of a policy violation
/// @param severity P1 (now) to P4
/// @param rule the policy or check that was violated
/// @param evidence what the source sent, as JSON text
/// @param source which system sent it, and `sourceId` its own id there: together they are unique
/// @param verdict what the policies in force say, `escalate` or `deny`; empty where none speaks
/// @param taxonomy the version of the taxonomy that `category` belongs to
/// @param kind the shipped category whose rules hold for it; the category itself where nothing else
///   was said, so that what came before teams had their own keeps its rules
public record CaseFacts(
        String category,
        String subtype,
        Severity severity,
        String service,
        String environment,
        String team,
        List<String> tags,
        String rule,
        String evidence,
        String source,
        String sourceId,
        String taxonomy,
        String verdict,
        String kind) {
    public CaseFacts {
        kind = kind.isEmpty() ? category : kind;
        tags = List.copyOf(tags);
    }

    public enum Severity {
        P1,
        P2,
        P3,
        P4
    }
}
