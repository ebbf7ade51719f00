package dev.countersign.connect;

import dev.countersign.connect.ChatDesk.Shown;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.Identity;
import java.util.Optional;

/// Mock exceptions in a chat: the same forms and the same rules, at the practice desk. No card of
/// them goes to the channel, because each is one learner's own.
public final class ChatPractice {
    private final Drill drill;
    private final ChatDesk desk;

    /// @param desk over the drill's
    public ChatPractice(Drill drill, ChatDesk desk) {
        this.drill = drill;
        this.desk = desk;
    }

    /// A case to open, or why there is none.
    public sealed interface Next {
        record Case(String id) implements Next {}

        record None(String title, String why) implements Next {}
    }

    public Next next(Identity learner) {
        try {
            return new Next.Case(drill.next(learner));
        } catch (ProblemException refused) {
            var p = refused.problem();
            return new Next.None(p.title(), ChatDesk.sentences(p.detail(), p.remedy()));
        }
    }

    /// Empty where there is no such mock case of this learner.
    public Optional<Shown> shown(Identity learner, String caseId) {
        var shown = desk.shown(learner, caseId);
        shown.ifPresent(_ -> drill.opened(learner, caseId));
        return shown;
    }

    /// Where its forms are decided.
    public ChatDesk desk() {
        return desk;
    }

    /// The good answer beside the learner's own; empty until they have decided.
    public Optional<Drill.Answered> answered(Identity learner, String caseId) {
        return drill.answered(learner, caseId);
    }
}
