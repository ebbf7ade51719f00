package dev.countersign.playbook;

import java.util.List;

/// One kind of what can be wrong with an answer, in the organisation's own words.
///
/// @param id lower case, as records and filters name it
/// @param meaning when it is this one and not another
public record DefectClass(String id, String title, String meaning) {
    /// Used where the organisation names none: what reviewers of answers and of procedures tell
    /// apart elsewhere.
    public static final List<DefectClass> STANDARD =
            List.of(
                    new DefectClass("wrong_fact", "Wrong fact", "it says what is not so"),
                    new DefectClass(
                            "missing_step",
                            "Missing step",
                            "something that was needed is not there"),
                    new DefectClass(
                            "wrong_category",
                            "Wrong category",
                            "the work went, or would have gone, to the wrong place"),
                    new DefectClass(
                            "made_up_source",
                            "Made-up source",
                            "it quotes or refers to what does not exist"),
                    new DefectClass(
                            "beyond_remit",
                            "Beyond its remit",
                            "it promises or decides what only a person may"),
                    new DefectClass("privacy", "Privacy", "it shows what its reader must not see"),
                    new DefectClass("tone", "Tone", "it is right, and nobody should be told so"),
                    new DefectClass(
                            "unclear", "Unclear", "it is right, and nobody could act on it"),
                    new DefectClass(
                            "other", "Something else", "none of these; the words say what"));
}
