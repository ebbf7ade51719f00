package dev.countersign.credential;

import dev.countersign.storage.Tx;
import dev.countersign.training.Acts;
import dev.countersign.training.Attempt;
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
import java.sql.SQLException;
import java.time.InstantSource;

/// Hands what learners did on to their competencies, in the transaction of the act.
public final class LearningPieces implements Acts.Watcher {
    private final Competencies competencies;
    private final InstantSource clock;

    public LearningPieces(Competencies competencies, InstantSource clock) {
        this.competencies = competencies;
        this.clock = clock;
    }

    @Override
    public void told(Tx tx, LearningAct act) throws SQLException {
        switch (act) {
            case CourseCompleted(var person, var pack) ->
                    competencies.keep(
                            tx, person, Piece.only(Piece.course(pack), true, clock.instant()));
            case LabJudged(var person, var pack, var lab, var passed, _) ->
                    competencies.keep(
                            tx, person, Piece.only(Piece.lab(pack, lab), passed, clock.instant()));
            case AttemptEnded(var person, var pack, var attempt, var passed, _) ->
                    competencies.keep(tx, person, piece(pack, attempt, passed));
            case AnswerMarked(var person, var pack, var attempt, _, var passed, _) ->
                    competencies.keep(tx, person, piece(pack, attempt, passed));
            case Enrolled _, SectionMarked _, AttemptBegun _, LabHandedIn _, Watched _ -> {}
        }
    }

    /// Marking an old attempt anew does not make it younger.
    private Piece piece(String pack, Attempt attempt, boolean passed) {
        return new Piece(
                Piece.quiz(pack, attempt.quiz()),
                attempt.id(),
                attempt.number(),
                passed,
                attempt.submittedAt().orElse(clock.instant()));
    }
}
