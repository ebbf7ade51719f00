package dev.countersign.desk.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Nothing is ever carried out that was approved by its requester, altered, lapsed or used before:
/// in every state of a small world, and each of ten planted defects is found.
class CaseRulesExplorationTest {
    private static final long MOST = Long.getLong("countersign.desk.states", 1_200_000);

    @Test
    @Requirement({"E19", "P60"})
    void noStateCarriesOutWhatWasNotRightlyApproved() {
        var started = System.nanoTime();
        var found =
                new Explorer(new CaseRules(Explorer.TERMS), List.of("desk", "finance"), MOST)
                        .explore();

        System.out.printf(
                "desk: %,d states, %,d acts tried, %,d carried out, %.1f s%n",
                found.states(),
                found.acts(),
                found.carriedOut(),
                (System.nanoTime() - started) / 1e9);
        assertThat(found.wrong()).isEmpty();
        assertThat(found.states()).isGreaterThanOrEqualTo(Math.min(MOST, 1_000_000));
        assertThat(found.carriedOut()).isGreaterThan(100);
    }

    @Test
    void noStateDoesWithOneGroupEither() {
        var found = new Explorer(new CaseRules(Explorer.TERMS), List.of("desk"), 300_000).explore();

        assertThat(found.wrong()).isEmpty();
        assertThat(found.carriedOut()).isGreaterThan(100);
    }

    /// What a careless change could do to the rules.
    enum Defect {
        OWN_CASE,
        OWN_EDIT,
        SIGNS_TWICE,
        POWER_OF_THE_REQUESTER,
        STALE,
        EDIT_KEEPS_SIGNATURES,
        AMENDMENT_KEEPS_THE_GRANT,
        USED_TWICE,
        LAPSED,
        OTHER_CONTENT,
        HALF_A_QUORUM,
        EDIT_OF_AN_EDIT
    }

    @ParameterizedTest
    @EnumSource(Defect.class)
    void findsEachPlantedDefect(Defect defect) {
        // A second group hides who approves an edit; one group shows it.
        var groups =
                defect == Defect.OWN_EDIT || defect == Defect.EDIT_OF_AN_EDIT
                        ? List.of("desk")
                        : List.of("desk", "finance");
        var found = new Explorer(broken(defect), groups, 1_500_000).explore();

        assertThat(found.wrong()).as(defect.name()).isPresent();
        System.out.printf(
                "desk: %s found after %,d states: %s%n",
                defect, found.states(), found.wrong().orElseThrow().replaceFirst(": Node.*", ""));
    }

    private static CaseRules broken(Defect defect) {
        return new CaseRules(Explorer.TERMS) {
            private boolean is(Defect one) {
                return defect == one;
            }

            @Override
            protected boolean isStale(Standing s, Act.Personal act) {
                return !is(Defect.STALE) && super.isStale(s, act);
            }

            @Override
            protected boolean isOwn(Standing s, Actor actor) {
                return !is(Defect.OWN_CASE) && super.isOwn(s, actor);
            }

            @Override
            protected boolean isOwnEdit(Standing s, Actor actor) {
                return !is(Defect.OWN_EDIT) && super.isOwnEdit(s, actor);
            }

            @Override
            protected boolean hasSigned(Standing s, Actor actor) {
                return !is(Defect.SIGNS_TWICE) && super.hasSigned(s, actor);
            }

            @Override
            protected Optional<Power> power(Standing s, Actor actor, String role) {
                return is(Defect.POWER_OF_THE_REQUESTER)
                        ? actor.powers().stream().filter(p -> p.role().equals(role)).findFirst()
                        : super.power(s, actor, role);
            }

            @Override
            protected boolean needsSecond(Standing s, boolean material, Actor actor) {
                return is(Defect.EDIT_OF_AN_EDIT)
                        ? material
                        : super.needsSecond(s, material, actor);
            }

            @Override
            protected Standing edited(Standing s, String content, Actor actor, boolean second) {
                var next = super.edited(s, content, actor, second);
                return is(Defect.EDIT_KEEPS_SIGNATURES)
                        ? next.with(s.signatures(), s.grant())
                        : next;
            }

            @Override
            protected Standing amended(Standing s, String content) {
                var next = super.amended(s, content);
                return is(Defect.AMENDMENT_KEEPS_THE_GRANT)
                        ? next.with(s.signatures(), s.grant())
                        : next;
            }

            @Override
            protected boolean isUsed(Use grant) {
                return !is(Defect.USED_TWICE) && super.isUsed(grant);
            }

            @Override
            protected boolean isLapsed(Use grant, Instant now) {
                return !is(Defect.LAPSED) && super.isLapsed(grant, now);
            }

            @Override
            protected boolean isSame(Use grant, String content) {
                return is(Defect.OTHER_CONTENT) || super.isSame(grant, content);
            }

            @Override
            protected boolean isComplete(Standing s) {
                return is(Defect.HALF_A_QUORUM) ? !s.signatures().isEmpty() : super.isComplete(s);
            }
        };
    }
}
