package dev.countersign.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.launch.Confirmation.Voided;
import dev.countersign.launch.Facts.Held;
import dev.countersign.launch.Item.State;
import dev.countersign.launch.Launch.Goal;
import dev.countersign.launch.Launch.Word;
import dev.countersign.report.TeamWeek;
import dev.countersign.testing.Requirement;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The seven items, judged from facts.
class ChecklistTest {
    private static final LocalDate MONDAY = LocalDate.parse("2026-11-23");
    private static final Scope SCOPE = new Scope(List.of("ops: runs a"), List.of("to eu"));
    private static final Launch LAUNCH =
            new Launch(
                    "launch-1",
                    "platform",
                    "Platform",
                    "cohort-1",
                    List.of(),
                    List.of(
                            new Goal("answers", "minutes per piece", new BigDecimal("5")),
                            new Goal("briefs", "share in time", new BigDecimal("0.95"))),
                    MONDAY,
                    ZoneId.of("Europe/Berlin"),
                    "pam",
                    Instant.parse("2026-11-20T09:00:00Z"),
                    Optional.empty());

    private Instant now = Instant.parse("2026-11-23T08:00:00Z");
    private Set<String> members = Set.of("fay");
    private Optional<Confirmation> confirmation = Optional.empty();
    private List<Held> held = List.of();
    private List<OpenTool> tools = List.of();
    private Set<LocalDate> briefs = Set.of();
    private List<ReadOut> readOuts = List.of();

    private Item item(int number) {
        var facts =
                new Facts(
                        LAUNCH,
                        now,
                        true,
                        members,
                        Map.of("answers", "6.5"),
                        Optional.of(SCOPE),
                        confirmation,
                        held,
                        tools,
                        LocalTime.of(14, 0),
                        briefs,
                        readOuts,
                        Map.of("sam", "Sam", "max", "Max", "fay", "Fay", "pam", "Pam"),
                        "sam");
        return Checklist.of(facts).get(number - 1);
    }

    private State state(int number) {
        return item(number).state();
    }

    private void at(String instant) {
        now = Instant.parse(instant);
    }

    @Test
    @Requirement("E71")
    void aTeamWithNobodyInItIsNotNamed() {
        assertThat(state(1)).isEqualTo(State.MET);

        members = Set.of();

        assertThat(state(1)).isEqualTo(State.WAITING);
        assertThat(item(1).next()).contains("Pam lets somebody join");
        at("2026-11-23T23:00:00Z");
        assertThat(state(1)).isEqualTo(State.LATE);
    }

    @Test
    @Requirement("E71")
    void aWorkflowThatNobodyMeasuredClaimsNoSaving() {
        assertThat(item(2).seen().get(0).sentence()).contains("6.5 min a piece before");
        assertThat(item(2).seen().get(1).sentence()).contains("no saving will be claimed");
    }

    private Confirmation signed(String roles, String regions, String at) {
        return new Confirmation(
                1,
                roles,
                regions,
                "id",
                new Word("sam", "as agreed with us", Instant.parse(at)),
                Optional.empty());
    }

    @Test
    @Requirement("E71")
    void aConfirmationHoldsForWhatWasSignedOnlyAndSaysWhatChanged() {
        var day = "2026-11-24T08:00:00Z";
        assertThat(state(3)).isEqualTo(State.WAITING);

        confirmation = Optional.of(signed(SCOPE.rolesDigest(), SCOPE.regionsDigest(), day));
        assertThat(state(3)).isEqualTo(State.MET);

        confirmation = Optional.of(signed(SCOPE.rolesDigest(), "other", day));
        assertThat(state(3)).isEqualTo(State.WAITING);
        assertThat(item(3).seen().getLast().sentence())
                .contains("the regions changed")
                .doesNotContain("roles");
        assertThat(item(3).next()).contains("Sam", "signs anew");

        confirmation = Optional.of(signed("other", "other", day));
        assertThat(item(3).seen().getLast().sentence()).contains("the roles and the regions");
    }

    @Test
    @Requirement("E71")
    void whatWasVoidedStaysVoidThoughTheSameIsInForceAgain() {
        var was = signed(SCOPE.rolesDigest(), SCOPE.regionsDigest(), "2026-11-24T08:00:00Z");
        confirmation =
                Optional.of(
                        new Confirmation(
                                1,
                                was.rolesDigest(),
                                was.regionsDigest(),
                                "id",
                                was.said(),
                                Optional.of(new Voided(List.of("roles"), now))));

        assertThat(state(3)).isEqualTo(State.WAITING);
    }

    @Test
    @Requirement("E71")
    void aDayEndsWhereTheTeamIs() {
        // Wednesday's midnight in Berlin is 23:00 in UTC.
        var roles = SCOPE.rolesDigest();
        confirmation = Optional.of(signed(roles, SCOPE.regionsDigest(), "2026-11-25T22:59:59Z"));
        assertThat(state(3)).isEqualTo(State.MET);
        confirmation = Optional.of(signed(roles, SCOPE.regionsDigest(), "2026-11-25T23:00:00Z"));
        assertThat(state(3)).isEqualTo(State.NOT_BY_ITS_DAY);
    }

    private static Held held(String session, String module, int minutes, String manager) {
        return new Held(
                session,
                session,
                module.isEmpty() ? Map.of() : Map.of(module, minutes),
                minutes,
                Instant.parse("2026-11-24T12:00:00Z"),
                manager.isEmpty() ? List.of() : List.of(manager));
    }

    @Test
    @Requirement("E71")
    void twoModulesCountWhereAManagerWasPresentForLongEnough() {
        held = List.of(held("a", "M1", 45, "max"), held("b", "M2", 45, "max"));
        assertThat(state(4)).isEqualTo(State.MET);

        held = List.of(held("a", "M1", 45, "max"), held("b", "M2", 45, ""));
        assertThat(state(4)).isEqualTo(State.WAITING);
        assertThat(item(4).seen().getLast().sentence()).contains("no ops manager");

        held = List.of(held("a", "M1", 45, "max"), held("b", "M2", 44, "max"));
        assertThat(state(4)).isEqualTo(State.WAITING);

        held = List.of(held("a", "M1", 45, "max"), held("b", "M1", 90, "max"));
        assertThat(state(4)).as("the same module twice").isEqualTo(State.WAITING);

        held =
                List.of(
                        held("a", "M1", 45, "max"),
                        held("b", "M2", 20, "max"),
                        held("c", "M2", 25, "max"));
        assertThat(state(4)).as("a module in two parts").isEqualTo(State.MET);

        held = List.of(held("a", "", 45, "max"), held("b", "", 60, "max"));
        assertThat(state(4)).as("sessions of no module").isEqualTo(State.MET);
    }

    @Test
    @Requirement("E71")
    void twoToolsThatOpenedTooLateAreSaidToBe() {
        tools = List.of(new OpenTool("a", "fay", Instant.EPOCH));
        assertThat(state(5)).isEqualTo(State.WAITING);

        var late = new OpenTool("b", "fay", Instant.parse("2026-12-05T08:00:00Z"));
        tools = List.of(new OpenTool("a", "fay", Instant.EPOCH), late);
        assertThat(state(5)).isEqualTo(State.NOT_BY_ITS_DAY);

        at("2026-12-05T08:00:00Z");
        tools = List.of(new OpenTool("a", "fay", Instant.EPOCH));
        assertThat(state(5)).isEqualTo(State.LATE);
    }

    private static Set<LocalDate> days(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(n -> MONDAY.plusDays(n - 1L))
                .collect(Collectors.toSet());
    }

    @Test
    @Requirement("E71")
    void aDayWithoutABriefIsNamedAndNeverComesBack() {
        at("2026-11-24T14:30:00Z");
        briefs = days(1, 1);
        assertThat(state(6)).as("within the hour").isEqualTo(State.WAITING);

        at("2026-11-24T15:00:00Z");
        assertThat(state(6)).isEqualTo(State.NOT_BY_ITS_DAY);
        assertThat(item(6).seen().getLast().sentence()).contains("none was made on 2026-11-24");

        at("2026-12-10T00:00:00Z");
        briefs = days(1, 14);
        assertThat(state(6)).isEqualTo(State.MET);
    }

    private static ReadOut read(String friday, String at) {
        var day = LocalDate.parse(friday);
        return new ReadOut(
                day,
                new TeamWeek(LAUNCH.week(day), List.of(), List.of(), 0),
                new Word("pam", "we are on our way", Instant.parse(at)));
    }

    @Test
    @Requirement("E71")
    void everyFridayIsReadOutOnItsDay() {
        assertThat(state(7)).isEqualTo(State.WAITING);
        at("2026-11-28T08:00:00Z");
        assertThat(state(7)).isEqualTo(State.LATE);

        readOuts = List.of(read("2026-11-27", "2026-11-27T15:00:00Z"));
        assertThat(state(7)).isEqualTo(State.WAITING);
        assertThat(item(7).next()).contains("2026-12-04");

        readOuts = List.of(read("2026-11-27", "2026-11-28T15:00:00Z"));
        assertThat(state(7)).isEqualTo(State.NOT_BY_ITS_DAY);

        readOuts =
                List.of(
                        read("2026-11-27", "2026-11-27T15:00:00Z"),
                        read("2026-12-04", "2026-12-04T15:00:00Z"));
        assertThat(state(7)).isEqualTo(State.MET);
    }

    @Test
    @Requirement("E71")
    void theTwoWeeksShareTheDaysBetweenThem() {
        var first = LAUNCH.week(LocalDate.parse("2026-11-27"));
        var second = LAUNCH.week(LocalDate.parse("2026-12-04"));

        assertThat(first.from()).isEqualTo(LAUNCH.startOf(MONDAY));
        assertThat(second.from()).isEqualTo(first.to());
    }
}
