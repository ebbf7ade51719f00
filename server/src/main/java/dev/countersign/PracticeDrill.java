package dev.countersign;

import dev.countersign.connect.Drill;
import dev.countersign.desk.Desk;
import dev.countersign.people.Identity;
import dev.countersign.practice.Attempt;
import dev.countersign.practice.Practice;
import dev.countersign.practice.web.PracticeView;
import java.util.ArrayList;
import java.util.Optional;

/// Practice for those who do it in a chat.
record PracticeDrill(Practice practice, Desk desk) implements Drill {
    @Override
    public String next(Identity learner) {
        return practice.next(learner);
    }

    @Override
    public void opened(Identity learner, String caseId) {
        practice.openedInChat(learner, caseId);
    }

    @Override
    public Optional<Answered> answered(Identity learner, String caseId) {
        return practice.find(learner, caseId)
                .filter(a -> a.decided().isPresent())
                .map(PracticeDrill::told);
    }

    private static Answered told(Attempt attempt) {
        var mock = attempt.mock();
        var own = attempt.comparison().orElseThrow();
        var lines = new ArrayList<String>();
        lines.add("You decided: " + PracticeView.word(own.decided()));
        var good = new StringBuilder("Good answer: ").append(PracticeView.word(mock.answer()));
        if (mock.right().size() > 1) {
            good.append(", right as well: ")
                    .append(PracticeView.words(mock.right().subList(1, mock.right().size())));
        }
        if (!mock.to().isEmpty()) {
            good.append(" · escalate to ").append(roles(attempt));
        }
        lines.add(good.toString());
        own.category()
                .ifPresent(right ->
                        lines.add(
                                "Category: "
                                        + (right ? "named rightly, " : "it is ")
                                        + mock.category().replace('_', ' ')));
        lines.add("");
        lines.add("Why: " + mock.why());
        lines.add("Often done instead: " + mock.mistake());
        if (own.elsewhere()) {
            lines.add("Passing it on was right; it belongs to " + roles(attempt) + ".");
        }
        own.mentions().stream()
                .filter(m -> !m.found())
                .forEach(m -> lines.add("Not found in your reason: " + m.what()));
        return new Answered(attempt.right() ? "Right" : "Another answer", String.join("\n", lines));
    }

    private static String roles(Attempt attempt) {
        return String.join(" or ", attempt.mock().to()).replace('_', ' ');
    }
}
