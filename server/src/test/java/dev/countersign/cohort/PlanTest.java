package dev.countersign.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.course.Curriculum;
import dev.countersign.course.Pack;
import dev.countersign.course.PackReader;
import dev.countersign.escalation.BusinessCalendar;
import dev.countersign.escalation.Holidays;
import dev.countersign.escalation.Hours;
import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Set<DayOfWeek> WEEK = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

    private static Pack opsEngineer() throws IOException {
        return pack("ops-engineer-2");
    }

    private static Pack pack(String folder) throws IOException {
        var root = Path.of("../playbooks/courses/" + folder);
        var files = new TreeMap<String, String>();
        try (var all = Files.walk(root)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                files.put(
                        root.relativize(file).toString().replace('\\', '/'),
                        Files.readString(file));
            }
        }
        return PackReader.read(files).pack().orElseThrow();
    }

    private static BusinessCalendar calendar(LocalDate... off) {
        var week = new EnumMap<DayOfWeek, List<Hours>>(DayOfWeek.class);
        WEEK.forEach(d -> week.put(d, List.of(new Hours(9 * 60, 17 * 60))));
        return new BusinessCalendar(
                "office",
                BERLIN,
                week,
                List.of(Holidays.of("DE").orElseThrow()),
                Set.of(off),
                Map.of());
    }

    private static Timetable table(String monday, List<Timetable.Row> rows) {
        return new Timetable(
                BERLIN,
                LocalDate.parse(monday),
                rows.isEmpty() ? WEEK : Set.of(),
                LocalTime.of(9, 0),
                240,
                List.of(),
                rows);
    }

    @Test
    @Requirement({"P2", "P6"})
    void fortyHoursFitIntoTenMorningsOfFourHours() throws IOException {
        var plan = Plan.of(opsEngineer(), table("2026-11-09", List.of()), calendar());

        assertThat(plan.findings()).isEmpty();
        assertThat(plan.firstWeek()).isEqualTo(9);
        assertThat(plan.sessions()).hasSize(10);
        assertThat(
                        plan.sessions().stream()
                                .flatMap(s -> s.parts().values().stream())
                                .mapToInt(m -> m)
                                .sum())
                .isEqualTo(2400);
        assertThat(plan.sessions().getFirst().starts())
                .isEqualTo(Instant.parse("2026-11-09T08:00:00Z"));
        assertThat(plan.dues()).extracting(Due::ref).contains("m1", "final", "5.4");
    }

    @Test
    @Requirement({"C16", "P8"})
    void theDayPlanOfTheSourceNamesTheModulesThatAreOver() throws IOException {
        var rows =
                List.of(
                        row(9, DayOfWeek.MONDAY, "M1"),
                        row(9, DayOfWeek.TUESDAY, "M1", "M2"),
                        row(9, DayOfWeek.WEDNESDAY, "M2"),
                        row(9, DayOfWeek.THURSDAY, "M2"),
                        row(9, DayOfWeek.FRIDAY, "M2"),
                        row(10, DayOfWeek.MONDAY, "M2"),
                        row(10, DayOfWeek.TUESDAY, "M3", "M4"),
                        row(10, DayOfWeek.WEDNESDAY, "M4"),
                        row(10, DayOfWeek.THURSDAY, "M5"),
                        row(10, DayOfWeek.FRIDAY, "M5", "M9"));

        var plan = Plan.of(opsEngineer(), table("2026-11-09", rows), calendar());

        // Modules 3 and 4 need twelve hours and have Tuesday and Wednesday: eight.
        assertThat(plan.findings())
                .anySatisfy(f -> assertThat(f).contains("`M3`", "is 2 h over", "it needs 6 h"))
                .anySatisfy(f -> assertThat(f).contains("`M4`", "is 2 h over"))
                .anySatisfy(f -> assertThat(f).contains("4 h of 40 h do not fit into 10 sessions"))
                .anySatisfy(f -> assertThat(f).contains("Friday of week 10 names module `M9`"))
                .noneSatisfy(f -> assertThat(f).contains("`M1`"));
    }

    private static Timetable.Row row(int week, DayOfWeek day, String... modules) {
        return new Timetable.Row(week, day, List.of(modules));
    }

    @Test
    @Requirement("P2")
    void aHolidayMovesItsSessionAndWhatFollowsAndLosesNoHours() throws IOException {
        // Good Friday and Easter Monday, and the clocks change on the Sunday between.
        var plan = Plan.of(opsEngineer(), table("2027-03-22", List.of()), calendar());

        assertThat(plan.sessions()).hasSize(10);
        assertThat(plan.sessions())
                .extracting(s -> s.day().toString())
                .containsSubsequence("2027-03-25", "2027-03-30")
                .endsWith("2027-04-06");
        assertThat(plan.sessions().get(3).starts())
                .isEqualTo(Instant.parse("2027-03-25T08:00:00Z"));
        assertThat(plan.sessions().get(4).starts())
                .isEqualTo(Instant.parse("2027-03-30T07:00:00Z"));
        assertThat(plan.shifted())
                .anySatisfy(s -> assertThat(s).contains("2027-03-26", "Good Friday"));
        assertThat(plan.findings()).isEmpty();
    }

    @Test
    @Requirement("C17")
    void nothingIsDueBeforeItIsTaught() throws IOException {
        var pack = opsEngineer();
        for (var monday = LocalDate.parse("2026-01-05");
                monday.getYear() == 2026;
                monday = monday.plusWeeks(1)) {
            var plan = Plan.of(pack, table(monday.toString(), List.of()), calendar());
            var taught = Plan.lastTaught(plan.sessions());

            assertThat(Due.tooEarly(plan.dues(), taught, BERLIN)).as("%s", monday).isEmpty();
        }
        var early =
                new Due(Due.Kind.LAB, "2.4", "M2", "Five", Instant.parse("2026-11-16T08:00:00Z"));
        assertThat(
                        Due.tooEarly(
                                List.of(early),
                                Map.of("M2", Instant.parse("2026-11-20T12:00:00Z")),
                                BERLIN))
                .singleElement()
                .asString()
                .contains("lab `2.4`", "2026-11-16", "module `M2`", "2026-11-20");
    }

    /// Ten mornings of four hours hold every hour of the pack, and none has another day's module.
    @Test
    @Requirement({"P7", "P8", "P6"})
    void theRowsOfTheDaysAreThePlan() throws IOException {
        var pack = opsEngineer();
        var days = pack.curriculum().days();
        var rows =
                days.stream().map(d -> new Timetable.Row(d.week(), d.day(), d.modules())).toList();
        var plan = Plan.of(pack, table("2026-11-09", rows), calendar());

        assertThat(plan.findings()).isEmpty();
        assertThat(days).hasSize(10);
        assertThat(plan.sessions()).hasSize(10);
        for (var i = 0; i < days.size(); i++) {
            var row = days.get(i);
            var session = plan.sessions().get(i);
            assertThat(session.day())
                    .isEqualTo(
                            Plan.on(
                                    LocalDate.parse("2026-11-09"),
                                    plan.firstWeek(),
                                    row.week(),
                                    row.day()));
            assertThat(row.modules()).as("%s", row).containsAll(session.parts().keySet());
        }
        assertThat(days.subList(0, 5))
                .extracting(Curriculum.Day::deliverable)
                .satisfiesExactly(
                        d -> assertThat(d).contains("Labs 1.1 to 1.3"),
                        d -> assertThat(d).contains("Labs 1.1 to 1.3 signed"),
                        d -> assertThat(d).contains("Taxonomy poster", "decision-tree worksheet"),
                        d -> assertThat(d).contains("practical framework"),
                        d -> assertThat(d).contains("reflection"));
    }

    @Test
    @Requirement("E26")
    void anEntryOfTheCalendarIsAsLongAsWhatIsTaught() throws IOException {
        var pack = pack("frontline-ops-t1");
        var plan = Plan.of(pack, table("2026-11-09", List.of()), calendar());

        assertThat(plan.findings()).isEmpty();
        assertThat(plan.sessions())
                .singleElement()
                .satisfies(s -> {
                    assertThat(s.parts()).isEqualTo(Map.of("M1", 35, "M2", 40));
                    assertThat(java.time.Duration.between(s.starts(), s.ends()))
                            .isEqualTo(java.time.Duration.ofMinutes(75));
                });
    }

    @Test
    void aCohortBeginsOnAMonday() {
        assertThatThrownBy(() -> table("2026-11-10", List.of()))
                .hasMessageContaining("is a Tuesday");
    }
}
