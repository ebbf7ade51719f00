package dev.countersign.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/// The three known ways in which training looks well and production does not: teams that do not get
/// alike answers or leave no records, quizzes that are passed while the backlog stays, and
/// approvals that depend on who is asked. Pure.
///
/// A comparison of shares counts only where their 95 % intervals do not meet: small numbers differ
/// by chance.
public final class FailureModes {
    /// How many pieces of work on each side a comparison needs.
    static final int LEAST = 10;

    /// How many more of a hundred must pass before it is said that more do.
    static final int POINTS = 5;

    /// How much of a hundred the backlog must fall by to count as less.
    static final int FALL = 5;

    /// How many cases must reach the lawyers before it is a pattern.
    static final int LEGAL = 3;

    private FailureModes() {}

    /// Some of all.
    public record Share(int hits, int of) {
        int percent() {
            return of == 0 ? 0 : Math.round(100f * hits / of);
        }

        Interval interval() {
            return Interval.wilson(hits, of);
        }
    }

    /// One team's work in the period.
    ///
    /// @param learners how many of its people may use a tool
    /// @param calls how often they did, with a record
    /// @param corrected of the answers that a person decided, those edited, denied or overturned
    public record TeamWork(String team, int learners, int calls, Share corrected) {}

    /// One approver's decisions about one subject.
    ///
    /// @param subject a tool or a category of exceptions
    /// @param href lists the decisions about it
    public record Approver(
            String person, String name, String subject, Share approved, String href) {}

    /// @param teams empty where the organisation names nobody's team
    /// @param passed quizzes of the period, `passedBefore` of the one before
    /// @param open cases at its end, `openBefore` at its start
    /// @param legal cases that reached the lawyers in the period, `legalBefore` in the one before
    /// @param days of the period
    public record Facts(
            List<TeamWork> teams,
            Share passed,
            Share passedBefore,
            OptionalInt open,
            OptionalInt openBefore,
            int legal,
            int legalBefore,
            List<Approver> approvers,
            int days) {
        public Facts {
            teams = List.copyOf(teams);
            approvers = List.copyOf(approvers);
        }
    }

    /// Which one, with what usually helps.
    private enum Kind {
        TEAMS(
                "Answers differ between teams, or leave no records",
                "route every model call through the gateway, teach both teams the same prompt and"
                        + " procedure step, and look at three of each other's answers together"),
        QUIZ(
                "Quizzes are passed, and the backlog stays",
                "tie the module to a procedure step of live work, watch five cases with their"
                        + " learner, and take questions out that everybody passes"),
        APPROVALS(
                "Lawyers are asked, and approvals depend on who is asked",
                "write the approver and the threshold of each kind down in the playbook, and let"
                        + " those who decide it compare their justifications");

        private final String title;
        private final String remedy;

        Kind(String title, String remedy) {
            this.title = title;
            this.remedy = remedy;
        }

        Mode mode(State state, List<Said> said) {
            return new Mode(name().toLowerCase(Locale.ROOT), title, state, said, remedy);
        }
    }

    public enum State {
        SEEN,
        NOT_SEEN,
        /// There is too little to judge by.
        UNKNOWN
    }

    /// @param href leads to the records behind it; empty where the sentence is about what is
    ///   missing
    public record Said(String sentence, String href) {}

    /// @param id for programs
    /// @param said what was looked at, with its numbers
    /// @param remedy what usually helps
    public record Mode(String id, String title, State state, List<Said> said, String remedy) {
        public Mode {
            said = List.copyOf(said);
        }
    }

    public static List<Mode> of(Facts f) {
        return List.of(teams(f), quizzes(f), approvals(f));
    }

    private static Mode teams(Facts f) {
        var seen = new ArrayList<Said>();
        var clear = new ArrayList<Said>();
        if (f.teams().size() < 2) {
            clear.add(
                    new Said(
                            "fewer than two teams are known: add `teams` to people in the organisation file",
                            ""));
            return Kind.TEAMS.mode(State.UNKNOWN, clear);
        }
        var all =
                new Share(
                        f.teams().stream().mapToInt(t -> t.corrected().hits()).sum(),
                        f.teams().stream().mapToInt(t -> t.corrected().of()).sum());
        var judged = 0;
        for (var t : f.teams()) {
            if (t.learners() > 0 && t.calls() == 0) {
                seen.add(
                        new Said(
                                "%s has %s who may use a tool, and no record of any use in %d days"
                                        .formatted(t.team(), people(t.learners()), f.days()),
                                "/calls"));
            }
            var rest = new Share(all.hits() - t.corrected().hits(), all.of() - t.corrected().of());
            if (t.corrected().of() < LEAST || rest.of() < LEAST) {
                continue;
            }
            judged++;
            var sentence =
                    "%d %% of %s's decided answers were corrected (%d of %d), and %d %% of the others' (%d of %d)"
                            .formatted(
                                    t.corrected().percent(),
                                    t.team(),
                                    t.corrected().hits(),
                                    t.corrected().of(),
                                    rest.percent(),
                                    rest.hits(),
                                    rest.of());
            (t.corrected().interval().meets(rest.interval()) ? clear : seen)
                    .add(new Said(sentence, "/decisions"));
        }
        if (seen.isEmpty() && judged == 0) {
            clear.add(
                    new Said(
                            "no two teams have " + LEAST + " decided answers each to compare", ""));
            return Kind.TEAMS.mode(State.UNKNOWN, clear);
        }
        return seen.isEmpty()
                ? Kind.TEAMS.mode(State.NOT_SEEN, clear)
                : Kind.TEAMS.mode(State.SEEN, seen);
    }

    private static Mode quizzes(Facts f) {
        var said = new ArrayList<Said>();
        var enough = f.passed().of() >= LEAST && f.passedBefore().of() >= LEAST;
        said.add(
                enough
                        ? new Said(
                                "%d %% of quizzes were passed (%d of %d), and %d %% in the %d days before (%d of %d)"
                                        .formatted(
                                                f.passed().percent(),
                                                f.passed().hits(),
                                                f.passed().of(),
                                                f.passedBefore().percent(),
                                                f.days(),
                                                f.passedBefore().hits(),
                                                f.passedBefore().of()),
                                "/learn/completion")
                        : new Said(
                                "fewer than %d quizzes were taken in the last %d days or in those before"
                                        .formatted(LEAST, f.days()),
                                ""));
        if (f.open().isEmpty() || f.openBefore().isEmpty()) {
            said.add(
                    new Said(
                            "there is no backlog to compare with %d days ago".formatted(f.days()),
                            ""));
            return Kind.QUIZ.mode(State.UNKNOWN, said);
        }
        var now = f.open().getAsInt();
        var before = f.openBefore().getAsInt();
        said.add(
                new Said(
                        "%d cases are open, and %d were %d days ago"
                                .formatted(now, before, f.days()),
                        "/work?tab=all"));
        if (!enough) {
            return Kind.QUIZ.mode(State.UNKNOWN, said);
        }
        var up = f.passed().percent() - f.passedBefore().percent() >= POINTS;
        var stays = before > 0 && now * 100L > before * (100L - FALL);
        return Kind.QUIZ.mode(up && stays ? State.SEEN : State.NOT_SEEN, said);
    }

    private static Mode approvals(Facts f) {
        var seen = new ArrayList<Said>();
        var clear = new ArrayList<Said>();
        var legal =
                new Said(
                        "%d %s reached the lawyers in %d days, and %d in those before"
                                .formatted(
                                        f.legal(),
                                        f.legal() == 1 ? "case" : "cases",
                                        f.days(),
                                        f.legalBefore()),
                        "/decisions?decision=escalated");
        (f.legal() >= LEGAL && f.legal() > f.legalBefore() ? seen : clear).add(legal);
        var subjects = new TreeMap<String, List<Approver>>();
        f.approvers().stream()
                .filter(a -> a.approved().of() >= LEAST)
                .forEach(a -> subjects.computeIfAbsent(a.subject(), _ -> new ArrayList<>()).add(a));
        var compared = 0;
        for (Map.Entry<String, List<Approver>> e : subjects.entrySet()) {
            var all = e.getValue();
            if (all.size() < 2) {
                continue;
            }
            compared++;
            var most =
                    all.stream().max(Comparator.comparingDouble(FailureModes::share)).orElseThrow();
            var least =
                    all.stream().min(Comparator.comparingDouble(FailureModes::share)).orElseThrow();
            if (!most.approved().interval().meets(least.approved().interval())) {
                seen.add(
                        new Said(
                                "of `%s`, %s approved %d %% (%d of %d) and %s %d %% (%d of %d)"
                                        .formatted(
                                                e.getKey(),
                                                most.name(),
                                                most.approved().percent(),
                                                most.approved().hits(),
                                                most.approved().of(),
                                                least.name(),
                                                least.approved().percent(),
                                                least.approved().hits(),
                                                least.approved().of()),
                                most.href()));
            }
        }
        if (!seen.isEmpty()) {
            return Kind.APPROVALS.mode(State.SEEN, seen);
        }
        clear.add(
                compared == 0
                        ? new Said(
                                "no two people decided %d of the same kind each".formatted(LEAST),
                                "")
                        : new Said(
                                "those who decide the same kind approve about alike, in %d %s"
                                        .formatted(compared, compared == 1 ? "kind" : "kinds"),
                                "/decisions"));
        return Kind.APPROVALS.mode(compared == 0 ? State.UNKNOWN : State.NOT_SEEN, clear);
    }

    private static double share(Approver a) {
        return (double) a.approved().hits() / a.approved().of();
    }

    private static String people(int n) {
        return n == 1 ? "one person" : n + " people";
    }
}
