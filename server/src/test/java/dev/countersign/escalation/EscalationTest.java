package dev.countersign.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.escalation.Escalation.Progress;
import dev.countersign.escalation.EscalationPath.Ending;
import dev.countersign.escalation.Holder.Presence;
import dev.countersign.escalation.NextStep.Deny;
import dev.countersign.escalation.NextStep.Reach;
import dev.countersign.escalation.NextStep.Stay;
import dev.countersign.escalation.NextStep.Wait;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class EscalationTest {
    private static final BusinessCalendar OFFICE =
            BusinessCalendar.nineToFive(ZoneId.of("Europe/Amsterdam"));
    private static final Instant FRIDAY_1630 = Instant.parse("2026-11-20T15:30:00Z");
    private static final Instant MONDAY_9 = Instant.parse("2026-11-23T08:00:00Z");
    private static final Whom LEADS = new Whom.Role("ops_manager");
    private static final Whom DUTY = new Whom.Contact("duty");
    private static final Whom CHIEF = new Whom.Person("willem");
    private static final EscalationPath PATH =
            new EscalationPath(
                    "urgent",
                    List.of(
                            new EscalationStep(
                                    List.of(LEADS),
                                    List.of(DUTY),
                                    Target.business(Duration.ofHours(1))),
                            new EscalationStep(
                                    List.of(CHIEF),
                                    List.of(),
                                    Target.elapsed(Duration.ofMinutes(20)))),
                    Ending.DENY);

    @Test
    void climbsStepByStepAndEndsInDenialWhereNobodyAnswers() {
        var everybody = who(Map.of());

        var first = reach(PATH, Progress.opened(FRIDAY_1630), FRIDAY_1630, everybody);
        var early = next(PATH, first.then(), FRIDAY_1630.plusSeconds(60), everybody);
        var second = reach(PATH, first.then(), first.askAgain(), everybody);
        var end = next(PATH, second.then(), second.askAgain(), everybody);

        assertThat(first.people()).containsExactly("ops_manager");
        // Half an hour on Friday, half an hour on Monday.
        assertThat(first.askAgain()).isEqualTo(MONDAY_9.plusSeconds(1800));
        assertThat(early)
                .isEqualTo(new Wait(first.askAgain(), "step 1 has 1 h of business time to answer"));
        assertThat(second.people()).containsExactly("willem");
        assertThat(second.because())
                .isEqualTo("step 2 of 2 of `urgent`: willem, since nobody answered in time before");
        assertThat(second.askAgain()).isEqualTo(MONDAY_9.plusSeconds(3000));
        assertThat(end)
                .isEqualTo(
                        new Deny(
                                "nobody answered on any step of `urgent`; unanswered, it is"
                                        + " denied"));
    }

    @Test
    void takesTheFallbackWhereTheOnlyHolderRaisedTheCase() {
        var who = who(Map.of(LEADS, List.of(Holder.not("renata", Presence.REQUESTER))));

        var first = reach(PATH, Progress.opened(FRIDAY_1630), FRIDAY_1630, who);

        assertThat(first.people()).containsExactly("duty");
        assertThat(first.through()).isEqualTo(DUTY);
        assertThat(first.because()).endsWith("`renata` raised the case");
    }

    @Test
    void passesOverAStepAtWhichNobodyIs() {
        var who =
                who(
                        Map.of(
                                LEADS,
                                List.of(),
                                DUTY,
                                List.of(Holder.until("duty", Presence.OUT_OF_HOURS, MONDAY_9))));

        var first = reach(PATH, Progress.opened(FRIDAY_1630), FRIDAY_1630, who);

        assertThat(first.people()).containsExactly("willem");
        assertThat(first.then().reached()).isEqualTo(2);
        assertThat(first.because())
                .endsWith("`ops_manager` is held by nobody, `duty` is out of hours");
    }

    @Test
    void waitsForTheFirstWhoComesBackInsteadOfDenyingOvernight() {
        var away =
                who(
                        Map.of(
                                LEADS,
                                List.of(
                                        Holder.until(
                                                "renata",
                                                Presence.AWAY,
                                                MONDAY_9.plusSeconds(7200))),
                                DUTY,
                                List.of(Holder.until("duty", Presence.OUT_OF_HOURS, MONDAY_9)),
                                CHIEF,
                                List.of(Holder.not("willem", Presence.DECIDED))));

        var next = next(PATH, Progress.opened(FRIDAY_1630), FRIDAY_1630, away);

        assertThat(next).isInstanceOf(Wait.class);
        assertThat(((Wait) next).until()).isEqualTo(MONDAY_9);
        assertThat(next.because()).startsWith("nobody can be reached now; ");
    }

    @Test
    void endsAtOnceWhereTheCaseItselfKeepsEverybodyOut() {
        Function<Whom, List<Holder>> nobody =
                w ->
                        List.of(
                                new Holder(
                                        w.name(),
                                        Presence.REQUESTER,
                                        java.util.Optional.of(MONDAY_9)));
        var staying = new EscalationPath("calm", PATH.steps(), Ending.STAY);

        assertThat(next(PATH, Progress.opened(FRIDAY_1630), FRIDAY_1630, nobody))
                .isInstanceOf(Deny.class);
        assertThat(next(staying, Progress.opened(FRIDAY_1630), FRIDAY_1630, nobody))
                .isInstanceOf(Stay.class);
    }

    @Test
    void tellsWhichStepsComeTooLate() {
        var day =
                new EscalationStep(List.of(CHIEF), List.of(), Target.elapsed(Duration.ofHours(12)));
        var path = EscalationPath.repeated("slow", List.of(day), 3, Ending.DENY);

        assertThat(path.beyond(Duration.ofHours(24))).containsExactly(3);
        assertThat(path.steps()).extracting(EscalationStep::round).containsExactly(1, 2, 3);
        assertThatThrownBy(() -> EscalationPath.repeated("endless", List.of(day), 61, Ending.DENY))
                .hasMessageContaining("61 steps");
    }

    /// Whoever is there or not, and whenever it is asked: a path ends after at most its steps and
    /// one wait for each, it never goes back, and it reaches only who is there.
    @Test
    void everyPathEnds() {
        var random = new Random(20261121);
        var presences = Presence.values();
        for (var run = 0; run < 20_000; run++) {
            var path = path(random);
            var progress = Progress.opened(FRIDAY_1630);
            var now = FRIDAY_1630;
            var asked = 0;
            var waited = 0;
            while (true) {
                var at = now;
                var seen = new ArrayList<Holder>();
                Function<Whom, List<Holder>> who =
                        w -> {
                            var holders = new ArrayList<Holder>();
                            for (var i = random.nextInt(3); i > 0; i--) {
                                var presence = presences[random.nextInt(presences.length)];
                                holders.add(
                                        random.nextBoolean()
                                                ? Holder.not(w.name() + i, presence)
                                                : Holder.until(
                                                        w.name() + i,
                                                        presence,
                                                        at.plusSeconds(random.nextInt(90_000))));
                            }
                            seen.addAll(holders);
                            return holders;
                        };
                var next = next(path, progress, now, who);
                assertThat(next.because()).isNotBlank();
                if (next instanceof Reach(var people, var _, var then, var again, var _)) {
                    assertThat(then.reached()).isGreaterThan(progress.reached());
                    assertThat(again).isAfter(now);
                    assertThat(people)
                            .isNotEmpty()
                            .allMatch(p -> seen.contains(Holder.there(p)) || thereUntil(seen, p));
                    progress = then;
                    now = again;
                    asked++;
                } else if (next instanceof Wait(var until, var _)) {
                    assertThat(until).isAfter(now);
                    now = until;
                    waited++;
                } else {
                    assertThat(next instanceof Deny).isEqualTo(path.ending() == Ending.DENY);
                    break;
                }
                assertThat(asked).isLessThanOrEqualTo(path.steps().size());
                // Each wait ends with a fresh draw; a hundred in a row do not happen by chance.
                assertThat(waited).isLessThan(100 + path.steps().size());
            }
        }
    }

    private static boolean thereUntil(List<Holder> seen, String id) {
        return seen.stream().anyMatch(h -> h.id().equals(id) && h.presence() == Presence.THERE);
    }

    private static EscalationPath path(Random random) {
        var steps = new ArrayList<EscalationStep>();
        for (var i = 1 + random.nextInt(4); i > 0; i--) {
            var length = Duration.ofMinutes(1 + random.nextInt(600));
            steps.add(
                    new EscalationStep(
                            random.nextBoolean() ? List.of(LEADS) : List.of(CHIEF, LEADS),
                            random.nextBoolean() ? List.of() : List.of(DUTY, CHIEF),
                            random.nextBoolean()
                                    ? Target.business(length)
                                    : Target.elapsed(length)));
        }
        return EscalationPath.repeated(
                "drawn",
                steps,
                1 + random.nextInt(3),
                random.nextBoolean() ? Ending.DENY : Ending.STAY);
    }

    private static Function<Whom, List<Holder>> who(Map<Whom, List<Holder>> except) {
        return w -> except.getOrDefault(w, List.of(Holder.there(w.name())));
    }

    private static NextStep next(
            EscalationPath path, Progress at, Instant now, Function<Whom, List<Holder>> who) {
        return Escalation.next(path, at, now, OFFICE, who);
    }

    private static Reach reach(
            EscalationPath path, Progress at, Instant now, Function<Whom, List<Holder>> who) {
        return (Reach) next(path, at, now, who);
    }
}
