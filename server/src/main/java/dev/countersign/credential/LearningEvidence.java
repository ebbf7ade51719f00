package dev.countersign.credential;

import dev.countersign.gate.Evidence;
import dev.countersign.gate.Gates;
import dev.countersign.storage.Tx;
import dev.countersign.training.Acts;
import dev.countersign.training.LearningAct;
import dev.countersign.training.LearningAct.AnswerMarked;
import dev.countersign.training.LearningAct.AttemptBegun;
import dev.countersign.training.LearningAct.AttemptEnded;
import dev.countersign.training.LearningAct.CourseCompleted;
import dev.countersign.training.LearningAct.Enrolled;
import dev.countersign.training.LearningAct.LabHandedIn;
import dev.countersign.training.LearningAct.LabJudged;
import dev.countersign.training.LearningAct.SectionMarked;
import dev.countersign.training.LearningAct.Watched;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.InstantSource;

/// Turns what somebody completed, and what was said of their labs, into evidence that any gate may
/// ask for, in the transaction of the act. Scores of quizzes are the tools' own evidence and are
/// recorded where attempts end.
public final class LearningEvidence implements Acts.Watcher {
    /// Where no person said so: the lab's own pass rule did.
    private static final String BY_RULE = "system:training";

    private final Gates gates;
    private final InstantSource clock;

    public LearningEvidence(Gates gates, InstantSource clock) {
        this.gates = gates;
        this.clock = clock;
    }

    @Override
    public void told(Tx tx, LearningAct act) throws SQLException {
        switch (act) {
            case CourseCompleted(var person, var pack) ->
                    record(tx, person, "course:" + pack, true, pack, BY_RULE);
            case LabJudged(var person, var pack, var lab, var passed, var by) ->
                    record(
                            tx,
                            person,
                            "sign_off:" + pack + "/" + lab,
                            passed,
                            "lab " + pack + "/" + lab,
                            by.isEmpty() ? BY_RULE : by);
            case Enrolled _,
                    SectionMarked _,
                    AttemptBegun _,
                    AttemptEnded _,
                    AnswerMarked _,
                    LabHandedIn _,
                    Watched _ -> {}
        }
    }

    private void record(Tx tx, String person, String key, boolean yes, String source, String by)
            throws SQLException {
        gates.record(
                tx,
                new Evidence(
                        person,
                        Evidence.ANY,
                        key,
                        yes ? BigDecimal.ONE : BigDecimal.ZERO,
                        source,
                        by,
                        clock.instant()));
    }
}
