package dev.countersign.desk.web;

import dev.countersign.desk.NewCase;
import dev.countersign.desk.web.CaseView.Template;
import java.util.List;

/// What the decision page calls things: an answer is released, an action is carried out.
///
/// @param asked what the asker did, before the tool's name
/// @param approved what approving means, after the asker's name
public record CaseWords(
        String asked,
        String proposed,
        String edit,
        String approved,
        String edited,
        String denied,
        String afterApproval,
        String afterReversal,
        String afterDenial,
        String checked,
        String changed) {
    static final CaseWords ANSWER =
            new CaseWords(
                    "asked",
                    "The machine proposed",
                    "The answer that goes out",
                    "may fetch exactly this answer, once, for the next 7 days.",
                    "gets your text; the proposed one stays on the record.",
                    "is told no, with your reason. Nothing goes out.",
                    "Approved: the caller may fetch the answer.",
                    "An approval was overturned. An answer that had been fetched before cannot be"
                            + " called back; the call's page says whether it was.",
                    "Nothing of the proposed answer goes out.",
                    "So this answer is right.",
                    "The rest is right.");
    static final CaseWords ACTION =
            new CaseWords(
                    "asked for",
                    "What would be done",
                    "What may be done",
                    "may do exactly this, once, within the next 7 days.",
                    "may do what you wrote instead; what was asked for stays on the record.",
                    "is told no, with your reason. Nothing is done.",
                    "Approved: it may be carried out once.",
                    "An approval was overturned. What had been carried out before is done; the"
                            + " record says whether it was.",
                    "Nothing is carried out.",
                    "So this is due.",
                    "The rest is due.");

    static final CaseWords EXCEPTION =
            new CaseWords(
                    "raised",
                    "What automation recommends",
                    "What is done instead",
                    "is told that it may go ahead, and your name stays on it.",
                    "is told what you wrote instead; the recommendation stays on the record.",
                    "is told no, with your reason. The rule stands.",
                    "Approved: it may go ahead.",
                    "An approval was overturned; whatever went ahead before is done.",
                    "Denied: the rule stands.",
                    "So this may go ahead.",
                    "The rest may go ahead.");
    static final CaseWords REVIEW =
            new CaseWords(
                    "broke the glass for",
                    "What was done in the emergency",
                    "What should have been done",
                    "hears that it was right.",
                    "hears what would have been right.",
                    "hears that it was wrong, with your reason.",
                    "Reviewed: it was right.",
                    "The review was overturned.",
                    "Reviewed: it was wrong.",
                    "So it was right.",
                    "The rest was right.");
    static final CaseWords CHANGE =
            new CaseWords(
                    "proposes",
                    "What changes",
                    "What changes instead",
                    "has one more signature; the last one puts it into force.",
                    "has to propose what you wrote anew.",
                    "is told no, with your reason. Nothing changes.",
                    "Approved by everybody: it is in force.",
                    "An approval was overturned; a change that was in force stays until another one.",
                    "Denied: nothing changes.",
                    "So it may come into force.",
                    "The rest may come into force.");

    static CaseWords of(NewCase.Kind kind) {
        return switch (kind) {
            case HELD_ANSWER, BLOCKED_ANSWER -> ANSWER;
            case REFUSED_ACTION -> ACTION;
            case EXCEPTION -> EXCEPTION;
            case REVIEW -> REVIEW;
            case CHANGE -> CHANGE;
        };
    }

    List<Template> templates(String tool) {
        return List.of(
                new Template(
                        "Checked and right",
                        tool + ": I checked … in …, and it says …. " + checked),
                new Template(
                        "Right after an edit",
                        tool + ": I changed … to …, because … says so. " + changed),
                new Template(
                        "Not supported",
                        tool + ": it says …, but … says …. So it must not go out."),
                new Template(
                        "Needs somebody else",
                        tool + ": this needs …, because …. I have checked … so far."));
    }
}
