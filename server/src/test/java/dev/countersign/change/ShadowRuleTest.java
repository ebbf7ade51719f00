package dev.countersign.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.change.ShadowRule.Next;
import java.math.BigDecimal;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShadowRuleTest {
    private static ShadowAsk ask(int cases, String limit) {
        return new ShadowAsk(cases, Optional.of(limit).map(BigDecimal::new), 7);
    }

    private static ShadowFigures seen(int watched, int differed) {
        return new ShadowFigures(watched, differed);
    }

    @Test
    void goesOnUntilEnoughWereWatchedWhateverTheyShow() {
        assertThat(ShadowRule.next(ask(50, "0"), seen(49, 49), false)).isEqualTo(new Next.Watch());
        assertThat(ShadowRule.next(ask(50, "1"), seen(0, 0), false)).isEqualTo(new Next.Watch());
    }

    @Test
    void goesLiveExactlyAtTheLimitAndStopsOneAboveIt() {
        assertThat(ShadowRule.next(ask(50, "0.04"), seen(50, 2), false))
                .isEqualTo(new Next.GoLive());
        assertThat(ShadowRule.next(ask(50, "0.04"), seen(50, 3), false))
                .isEqualTo(
                        new Next.Stop(
                                "3 of the 50 watched cases came out differently, more than the"
                                        + " limit of 4 %"));
    }

    @Test
    void aThirdIsNotRoundedUp() {
        assertThat(ShadowRule.next(ask(3, "0.33"), seen(3, 1), false))
                .isInstanceOf(Next.Stop.class);
        assertThat(ShadowRule.next(ask(3, "0.34"), seen(3, 1), false))
                .isInstanceOf(Next.GoLive.class);
    }

    @Test
    void goesLiveAlthoughTheTimeIsUpWhereEnoughWereWatched() {
        assertThat(ShadowRule.next(ask(5, "0.2"), seen(5, 1), true)).isEqualTo(new Next.GoLive());
    }

    @Test
    void stopsWhenTheTimeIsUpAndTooFewCame() {
        assertThat(ShadowRule.next(ask(50, "1"), seen(49, 0), true))
                .isEqualTo(new Next.Stop("only 49 of 50 cases came in 7 days"));
    }

    @Test
    void withoutALimitAnApproverLooksAndTimeStopsWhatNobodyLookedAt() {
        var none = new ShadowAsk(5, Optional.empty(), 1);

        assertThat(ShadowRule.next(none, seen(5, 0), false)).isEqualTo(new Next.AskApprover());
        assertThat(ShadowRule.next(none, seen(5, 0), true))
                .isEqualTo(
                        new Next.Stop(
                                "all 5 cases were watched, and no approver let it go live in"
                                        + " time"));
    }

    @Property
    void nothingGoesLiveByItselfOnTooFewCasesOrAboveItsLimit(
            @ForAll @IntRange(min = 1, max = 200) int cases,
            @ForAll @IntRange(max = 100) int percent,
            @ForAll @IntRange(max = 300) int watched,
            @ForAll @IntRange(max = 300) int differing,
            @ForAll boolean timeIsUp) {
        var differed = Math.min(watched, differing);
        var ask =
                new ShadowAsk(cases, Optional.of(BigDecimal.valueOf(percent).movePointLeft(2)), 7);

        var next = ShadowRule.next(ask, seen(watched, differed), timeIsUp);

        assertThat(next instanceof Next.GoLive)
                .isEqualTo(watched >= cases && differed * 100 <= percent * watched);
        assertThat(next instanceof Next.Watch).isEqualTo(watched < cases && !timeIsUp);
    }
}
