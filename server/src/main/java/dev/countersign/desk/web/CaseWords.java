package dev.countersign.desk.web;

import dev.countersign.desk.web.CaseView.Template;
import java.util.List;

/// What the decision page calls things: an answer is released, an action is carried out.
///
/// @param approved what approving means, after the asker's name
public record CaseWords(
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
