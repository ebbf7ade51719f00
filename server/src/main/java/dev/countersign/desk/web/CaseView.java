package dev.countersign.desk.web;

import dev.countersign.desk.Conditions;
import dev.countersign.desk.Decided;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.desk.Justification;
import dev.countersign.desk.Proposal;
import java.util.List;
import java.util.Map;

/// What the decision page shows.
///
/// @param originals revealed to this reader; empty until asked for
/// @param whyNot why this reader may not decide; empty where they may
/// @param whyNotApprove why only an approval is not theirs; empty where it is
/// @param mayBreakGlass whether they may approve past the groups in an emergency
/// @param mayUndo whether their own last decision can still be taken back
/// @param candidates to whom this reader may give it; empty where they give nobody work
/// @param seenVersion the version that the reader had open before; the case's own where none
/// @param mentors names of those with whom this reader decides; empty where they decide alone
/// @param proposals learners' decisions about it, the newest first
/// @param shadowTools tools for which this reader can use it as shadow work, or has
/// @param chosen the decision a refused form had; with what was typed
public record CaseView(
        ExceptionCase exceptionCase,
        String raisedBy,
        Map<String, String> names,
        List<Piece> request,
        List<Piece> answer,
        List<Original> originals,
        boolean mayReveal,
        String whyNot,
        String whyNotApprove,
        boolean mayBreakGlass,
        boolean mayUndo,
        boolean mayOverturn,
        List<ExceptionCase> similar,
        Affected affected,
        boolean readsLedger,
        List<String> roles,
        List<CategoryChoice> categories,
        List<dev.countersign.people.Person> candidates,
        int seenVersion,
        List<String> mentors,
        List<Proposal> proposals,
        List<DeskPages.ToolChoice> shadowTools,
        Form form) {

    /// Whom the decision touches.
    ///
    /// @param alsoWaiting how many other open cases the same person has
    /// @param masked how many personal values were masked in the request
    public record Affected(int alsoWaiting, int masked) {}

    /// A way to begin a justification.
    public record Template(String name, String text) {}

    public record Original(String token, String original) {}

    /// What was typed, kept when the form is refused.
    public record Form(
            String chosen,
            String editedText,
            String escalateTo,
            String justification,
            String error,
            Map<String, String> conditions) {
        public Form {
            conditions = Map.copyOf(conditions);
        }
    }

    /// One way to decide.
    ///
    /// @param next what happens then, in one sentence
    public record Option(String value, String label, String key, String next) {}

    /// The answer is kept from whoever raised the case: they get it by fetching the call.
    public boolean answerShown() {
        return !answer.isEmpty() || exceptionCase.opened().answerProposed().isEmpty();
    }

    /// A model's answer, with its prompt and confidence.
    public boolean isAnswer() {
        return switch (exceptionCase.opened().kind()) {
            case HELD_ANSWER, BLOCKED_ANSWER -> true;
            case REFUSED_ACTION, EXCEPTION, REVIEW, CHANGE -> false;
        };
    }

    /// Whether this reader may say under which category the case belongs.
    public boolean mayCategorise() {
        return exceptionCase.isOpen() && whyNot.isEmpty();
    }

    public CaseWords words() {
        return CaseWords.of(exceptionCase.opened().kind());
    }

    /// Where what the case is about has its own page; empty where it has none for this reader.
    public String aboutHref(String reader) {
        var about = exceptionCase.opened().callId();
        return switch (exceptionCase.opened().kind()) {
            case HELD_ANSWER, BLOCKED_ANSWER -> "/calls/" + about;
            case REFUSED_ACTION ->
                    exceptionCase.opened().raisedBy().equals(reader) ? "/actions/" + about : "";
            case REVIEW -> "/cases/" + about;
            case CHANGE -> "/changes/" + about;
            case EXCEPTION -> "";
        };
    }

    public String name(String id) {
        return names.getOrDefault(id, id);
    }

    public List<Option> options() {
        var caller = raisedBy + " ";
        return List.of(
                new Option("approve", "Approve", "a", caller + words().approved()),
                new Option("edit_and_approve", "Edit and approve", "e", caller + words().edited()),
                new Option("deny", "Deny", "d", caller + words().denied()),
                new Option(
                        "escalate",
                        "Escalate",
                        "s",
                        "The case moves to the other role's queue; its clock keeps running."));
    }

    /// The ways that are open: an emergency is the only one where the groups have to decide.
    public List<Option> open() {
        return whyNot.isEmpty()
                ? options().stream()
                        .filter(o -> whyNotApprove.isEmpty() || !o.value().endsWith("approve"))
                        .toList()
                : List.of(
                        new Option(
                                "break_glass",
                                "Break the glass",
                                "b",
                                "Approves at once, for one hour, past whoever has to approve. The"
                                        + " compliance liaison reviews it within 24 hours."));
    }

    /// The co-signed ones, for the record.
    public List<Proposal> cosigned() {
        return proposals.stream().filter(p -> p.state() == Proposal.State.COSIGNED).toList();
    }

    /// This reader's own newest one, where they decide with a mentor.
    public java.util.Optional<Proposal> mine(String reader) {
        return proposals.stream().filter(p -> p.learner().equals(reader)).findFirst();
    }

    public List<Conditions.Asked> conditions() {
        return Conditions.asked(exceptionCase.opened());
    }

    public String condition(String name) {
        return form.conditions().getOrDefault(name, "");
    }

    /// Who has to approve, in order, and who has.
    public List<Approval> approvals() {
        var signed = new java.util.ArrayList<>(exceptionCase.standing().signatures());
        var out = new java.util.ArrayList<Approval>();
        for (var role : exceptionCase.standing().needed()) {
            var by = signed.stream().filter(s -> s.role().equals(role)).findFirst();
            by.ifPresent(signed::remove);
            out.add(
                    new Approval(
                            role,
                            by.map(s -> name(s.person())).orElse(""),
                            by.map(s -> s.via().stream().map(this::name).toList())
                                    .orElse(List.of())));
        }
        return out;
    }

    /// @param by empty where nobody of this group has approved yet
    public record Approval(String role, String by, List<String> via) {}

    public String error() {
        return form.error();
    }

    public String chosen() {
        return form.chosen();
    }

    public String editedText() {
        return form.editedText();
    }

    public String escalateTo() {
        return form.escalateTo();
    }

    public String justification() {
        return form.justification();
    }

    public int minCharacters() {
        return Justification.MIN_CHARACTERS;
    }

    public int maxCharacters() {
        return Justification.MAX_CHARACTERS;
    }

    /// Every change but the opening is a decision, and raises the version by one.
    public List<Decided> sinceSeen() {
        var all = exceptionCase.decisions();
        return all.subList(Math.clamp(seenVersion - 1, 0, all.size()), all.size());
    }

    public List<WordDiff.Part> changedBy(Decided decided) {
        return decided.answer()
                .map(text -> WordDiff.of(exceptionCase.opened().answerProposed(), text))
                .orElse(List.of());
    }

    public List<Template> templates() {
        return words().templates(exceptionCase.opened().tool());
    }
}
