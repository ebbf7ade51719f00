package dev.countersign.training;

import dev.countersign.course.Lab;
import dev.countersign.training.Courses.Taught;
import dev.countersign.training.LabRules.Rule;
import dev.countersign.training.LabWork.Judgement;
import dev.countersign.training.LabWork.Member;
import dev.countersign.training.LabWork.Observation;
import java.util.List;
import java.util.Optional;

/// A lab with everything that its reader may see of somebody's work.
///
/// @param work empty before it is begun
/// @param mentor the learner's; empty without one
/// @param asks works of others that name this learner as one of their group
public record LabSheet(
        Taught taught,
        Lab lab,
        String person,
        boolean enrolled,
        Optional<LabWork> work,
        List<Rule> rules,
        List<Judgement> judgements,
        List<Observation> observations,
        List<Member> members,
        List<LabFile> files,
        List<LabTry> tries,
        Optional<String> mentor,
        List<GroupAsk> asks) {
    /// @param settled what they wrote down
    public record GroupAsk(
            String work, String by, List<String> settled, boolean handedIn, boolean confirmed) {}

    public String text(String part) {
        return work.map(w -> w.text(part)).orElse("");
    }

    public boolean isWithLearner() {
        return work.map(LabWork::isWithLearner).orElse(true);
    }

    public boolean passed() {
        return work.filter(w -> w.state() == LabWork.State.PASSED).isPresent();
    }

    public boolean waits() {
        return work.filter(w -> w.state() == LabWork.State.HANDED_IN).isPresent();
    }

    public int handIns() {
        return work.map(LabWork::handIns).orElse(0);
    }

    /// Whether a mentor must still watch.
    public boolean toWatch() {
        return !passed() && observations.size() < lab.pass().observed().orElse(0);
    }

    /// Whether everything is there that the learner must do.
    public boolean complete() {
        return LabRules.met(rules, LabRules.When.WORK);
    }
}
