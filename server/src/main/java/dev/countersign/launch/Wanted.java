package dev.countersign.launch;

import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.launch.Launch.Goal;
import dev.countersign.playbook.LoadedPlaybook;
import dev.countersign.playbook.Organisation;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What somebody asks for who starts a launch, as it was typed.
///
/// @param cohort empty where `people` are named
/// @param monday such as `2026-11-23`
public record Wanted(
        String team, String cohort, List<String> people, String monday, List<Typed> workflows) {
    private static final int MOST_PEOPLE = 100;
    private static final int WEEKS_AHEAD = 26;

    public Wanted {
        people = people.stream().distinct().sorted().toList();
        workflows = List.copyOf(workflows);
    }

    /// One workflow.
    public record Typed(String workflow, String slo, String target) {}

    /// What was asked for, as far as it can be.
    ///
    /// @param people who begin; empty where a cohort does
    record Read(LocalDate monday, List<Goal> goals, List<String> people) {}

    /// Which workflows there are: those that were measured before, and the prompts that nobody
    /// measured.
    static Set<String> workflows(LoadedPlaybook loaded) {
        var out = new TreeSet<String>();
        loaded.organisation().baselines().forEach(b -> out.add(b.workflow()));
        loaded.playbook().rbac().roles().stream()
                .flatMap(r -> r.prompts().stream())
                .filter(p -> loaded.organisation().baselineOf(p).isEmpty())
                .forEach(out::add);
        return out;
    }

    /// @param known ids of those who work here
    /// @param cohorts ids of cohorts
    /// @param today where the organisation is
    /// @throws ProblemException 422 with everything that is wrong
    Read read(LoadedPlaybook loaded, Set<String> known, Set<String> cohorts, LocalDate today) {
        var wrong = new ArrayList<String>();
        var teams = loaded.organisation().routing().teams();
        if (!teams.containsKey(team)) {
            wrong.add(
                    "there is no team `%s`: %s"
                            .formatted(
                                    team,
                                    teams.isEmpty()
                                            ? "the organisation file names none under `teams`"
                                            : "choose " + anyOf(teams.keySet())));
        }
        var begin = people.isEmpty() && cohort.isEmpty() ? ofTeam(loaded) : people;
        if (cohort.isEmpty() == begin.isEmpty()) {
            wrong.add(
                    cohort.isEmpty()
                            ? "name a cohort or the people who begin, or put people into the team in the organisation file"
                            : "name either a cohort or the people who begin");
        }
        if (!cohort.isEmpty() && !cohorts.contains(cohort)) {
            wrong.add("there is no cohort `" + cohort + "`: take an id from /learn/cohorts");
        }
        people.stream()
                .filter(p -> !known.contains(p))
                .forEach(p -> wrong.add("nobody who works here has the id `" + p + "`"));
        if (people.size() > MOST_PEOPLE) {
            wrong.add("a launch has at most " + MOST_PEOPLE + " people, not " + people.size());
        }
        var first = monday(today, wrong);
        var goals = goals(workflows(loaded), wrong);
        if (!wrong.isEmpty()) {
            throw new Problem(
                            422,
                            "launch",
                            "Nothing was changed",
                            String.join("; ", wrong),
                            wrong,
                            "mend it and send it again")
                    .asException();
        }
        return new Read(first, goals, begin);
    }

    private List<String> ofTeam(LoadedPlaybook loaded) {
        return loaded.organisation().people().stream()
                .filter(m -> m.teams().contains(team))
                .map(Organisation.Member::id)
                .toList();
    }

    private LocalDate monday(LocalDate today, List<String> wrong) {
        try {
            var day = LocalDate.parse(monday.strip());
            var earliest = today.with(DayOfWeek.MONDAY);
            if (day.getDayOfWeek() != DayOfWeek.MONDAY) {
                wrong.add("`" + monday + "` is no Monday");
            } else if (day.isBefore(earliest) || day.isAfter(today.plusWeeks(WEEKS_AHEAD))) {
                wrong.add(
                        "a launch begins on a Monday from %s on, at most %d weeks ahead"
                                .formatted(earliest, WEEKS_AHEAD));
            }
            return day;
        } catch (DateTimeParseException e) {
            wrong.add("`" + monday + "` is no day: write one such as 2026-11-23");
            return today;
        }
    }

    private List<Goal> goals(Set<String> known, List<String> wrong) {
        var out = new ArrayList<Goal>();
        if (workflows.stream().map(Typed::workflow).distinct().count() != 2
                || workflows.size() != 2) {
            wrong.add("a launch has two different workflows");
        }
        for (var w : workflows) {
            if (!known.contains(w.workflow())) {
                wrong.add("there is no workflow `" + w.workflow() + "`: choose " + anyOf(known));
            }
            var slo = w.slo().strip();
            if (slo.length() < 5 || slo.length() > 200) {
                wrong.add(
                        "the objective of `%s` has %d characters: say in 5 to 200 what the number measures"
                                .formatted(w.workflow(), slo.length()));
            }
            out.add(new Goal(w.workflow(), slo, target(w, wrong)));
        }
        return out;
    }

    private static BigDecimal target(Typed w, List<String> wrong) {
        var typed = w.target().strip();
        if (typed.matches("[0-9]{1,6}([.][0-9]{1,4})?") && new BigDecimal(typed).signum() > 0) {
            return new BigDecimal(typed);
        }
        wrong.add(
                "the objective of `%s` is `%s`: write a number above 0, such as 5 or 0.95"
                        .formatted(w.workflow(), typed));
        return BigDecimal.ZERO;
    }

    private static String anyOf(Set<String> names) {
        return "one of " + String.join(", ", names.stream().sorted().toList());
    }
}
