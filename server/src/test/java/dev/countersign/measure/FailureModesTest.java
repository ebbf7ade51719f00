package dev.countersign.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.measure.FailureModes.Approver;
import dev.countersign.measure.FailureModes.Facts;
import dev.countersign.measure.FailureModes.Mode;
import dev.countersign.measure.FailureModes.Share;
import dev.countersign.measure.FailureModes.State;
import dev.countersign.measure.FailureModes.TeamWork;
import dev.countersign.testing.Requirement;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FailureModesTest {
    private static Facts facts(List<TeamWork> teams, List<Approver> approvers) {
        return new Facts(
                teams,
                new Share(0, 0),
                new Share(0, 0),
                OptionalInt.empty(),
                OptionalInt.empty(),
                0,
                0,
                approvers,
                28);
    }

    private static Mode teams(TeamWork... teams) {
        return FailureModes.of(facts(List.of(teams), List.of())).get(0);
    }

    private static Mode quiz(int passed, int before, int open, int openBefore) {
        return FailureModes.of(
                        new Facts(
                                List.of(),
                                new Share(passed, 40),
                                new Share(before, 40),
                                OptionalInt.of(open),
                                OptionalInt.of(openBefore),
                                0,
                                0,
                                List.of(),
                                28))
                .get(1);
    }

    private static Mode approvals(int legal, int before, Approver... approvers) {
        return FailureModes.of(
                        new Facts(
                                List.of(),
                                new Share(0, 0),
                                new Share(0, 0),
                                OptionalInt.empty(),
                                OptionalInt.empty(),
                                legal,
                                before,
                                List.of(approvers),
                                28))
                .get(2);
    }

    private static Approver approver(String name, String subject, int hits, int of) {
        return new Approver(name, name, subject, new Share(hits, of), "/decisions?q=" + subject);
    }

    @Test
    @Requirement("E70")
    void teamsWhoseAnswersAreCorrectedDifferentlyAreSeen() {
        var orders = new TeamWork("Orders", 5, 100, new Share(4, 40));
        var customs = new TeamWork("Customs", 4, 90, new Share(22, 40));
        var seen = teams(orders, customs);
        assertThat(seen.state()).isEqualTo(State.SEEN);
        assertThat(seen.said().getFirst().sentence())
                .contains("10 % of Orders's", "4 of 40", "55 % of the others'", "22 of 40");
        assertThat(seen.said().getFirst().href()).isNotEmpty();
        // The same shares of a few pieces may be chance, and of fewer still nobody can say.
        assertThat(teams(orders, new TeamWork("Customs", 4, 90, new Share(2, 11))).state())
                .isEqualTo(State.NOT_SEEN);
        assertThat(teams(orders, new TeamWork("Customs", 4, 90, new Share(3, 5))).state())
                .isEqualTo(State.UNKNOWN);
        assertThat(teams(orders).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    @Requirement("E70")
    void aTeamThatLeavesNoRecordsIsSeen() {
        var mode =
                teams(
                        new TeamWork("Orders", 5, 100, new Share(4, 40)),
                        new TeamWork("Customs", 1, 0, new Share(0, 0)));
        assertThat(mode.state()).isEqualTo(State.SEEN);
        assertThat(mode.said().getFirst().sentence())
                .isEqualTo(
                        "Customs has one person who may use a tool, and no record of any use in 28 days");
        // Nobody there may use one: nothing is missing.
        assertThat(
                        teams(
                                        new TeamWork("Orders", 5, 100, new Share(4, 40)),
                                        new TeamWork("Office", 0, 0, new Share(0, 0)))
                                .state())
                .isEqualTo(State.UNKNOWN);
    }

    @Test
    @Requirement("E70")
    void quizzesThatArePassedWhileTheBacklogStaysAreSeen() {
        assertThat(quiz(36, 30, 50, 50).state()).isEqualTo(State.SEEN);
        assertThat(quiz(36, 30, 60, 50).state()).isEqualTo(State.SEEN);
        // 47 of 50 is a fall of 6 %.
        assertThat(quiz(36, 30, 47, 50).state()).isEqualTo(State.NOT_SEEN);
        assertThat(quiz(31, 30, 50, 50).state()).isEqualTo(State.NOT_SEEN);
        assertThat(quiz(36, 30, 0, 0).state()).isEqualTo(State.NOT_SEEN);
        assertThat(quiz(36, 30, 50, 50).said())
                .extracting(FailureModes.Said::sentence)
                .anyMatch(s -> s.startsWith("90 % of quizzes were passed (36 of 40), and 75 %"))
                .anyMatch(s -> s.equals("50 cases are open, and 50 were 28 days ago"));
    }

    @Test
    @Requirement("E70")
    void casesThatReachTheLawyersMoreOftenAreSeen() {
        assertThat(approvals(4, 1).state()).isEqualTo(State.SEEN);
        assertThat(approvals(4, 4).state()).isEqualTo(State.UNKNOWN);
        assertThat(approvals(2, 0).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    @Requirement("E70")
    void approvalsThatDependOnWhoIsAskedAreSeen() {
        var mode =
                approvals(
                        0,
                        0,
                        approver("Max", "refund", 38, 40),
                        approver("Mia", "refund", 20, 40),
                        approver("Ann", "rollback", 5, 5));
        assertThat(mode.state()).isEqualTo(State.SEEN);
        assertThat(mode.said())
                .extracting(FailureModes.Said::sentence)
                .containsExactly(
                        "of `refund`, Max approved 95 % (38 of 40) and Mia 50 % (20 of 40)");
        assertThat(
                        approvals(
                                        0,
                                        0,
                                        approver("Max", "refund", 38, 40),
                                        approver("Mia", "refund", 36, 40))
                                .state())
                .isEqualTo(State.NOT_SEEN);
    }
}
