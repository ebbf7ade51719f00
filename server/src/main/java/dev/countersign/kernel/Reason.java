package dev.countersign.kernel;

/// One reason why a machine stopped: the rule, the fact, the threshold, as a sentence and apart.
///
/// @param rule stable id, for example `yellow-zone`, `confidence-band`, `approval-rule`
/// @param sentence for people
/// @param fact what was found, for example a term or a confidence; may be empty
/// @param threshold what it was held against; may be empty
/// @param where `request` or `answer` and a character position, or empty
public record Reason(String rule, String sentence, String fact, String threshold, String where) {
    /// The rule of the reason that proposes a category for a case; its fact is the category, empty
    /// where no category is likely enough.
    public static final String TRIAGE = "triage";

    /// The rule of the reason that says what the policies in force say; its fact is the outcome,
    /// its threshold the rules that were decisive.
    public static final String POLICY = "policy";
}
