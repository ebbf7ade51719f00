package dev.countersign.policy.analysis;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Status;
import dev.countersign.policy.Exemption;
import dev.countersign.policy.Policies;
import dev.countersign.policy.Policy;
import dev.countersign.policy.analysis.Formulas.Member;
import dev.countersign.policy.analysis.Found.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Exemptions and policies that end soon, where cases are then decided otherwise.
final class Expiring {
    static final Duration SOON = Duration.ofDays(30);
    private static final int LOOKED_AT = 100;

    private final Solving solving;
    private final Policies policies;
    private final Instant at;
    private final List<Found> found;

    Expiring(Solving solving, Policies policies, Instant at, List<Found> found) {
        this.solving = solving;
        this.policies = policies;
        this.at = at;
        this.found = found;
    }

    /// @param rule the exemption or policy that ends
    record Question(String rule, Instant end, String lead, boolean isPolicy, BoolExpr flips) {}

    /// Enters what is to be asked; before [Solving#ready].
    List<Question> enter(Formulas formulas) {
        var out = new ArrayList<Question>();
        var ending =
                policies.exemptions().stream()
                        .filter(e -> e.isActive(at) && isSoon(e.expires()))
                        .sorted(Comparator.comparing(Exemption::expires))
                        .toList();
        for (var exemption : ending.stream().limit(LOOKED_AT).toList()) {
            var flips = flips(formulas, exemption);
            out.add(
                    new Question(
                            exemption.id(),
                            exemption.expires(),
                            "the exemption `"
                                    + exemption.id()
                                    + "` from `"
                                    + exemption.policy()
                                    + "` ("
                                    + exemption.owner()
                                    + ", "
                                    + exemption.ticket()
                                    + (exemption.renewals() == 0
                                            ? ""
                                            : ", renewed " + exemption.renewals() + " times")
                                    + ")",
                            false,
                            flips));
        }
        if (ending.size() > LOOKED_AT) {
            found.add(
                    Found.of(
                            Kind.MORE,
                            "",
                            "only the first "
                                    + LOOKED_AT
                                    + " exemptions that end soon were looked at"));
        }
        for (var member : formulas.members()) {
            var until = member.policy().until().filter(this::isSoon);
            if (until.isPresent()) {
                out.add(
                        new Question(
                                member.policy().id(),
                                until.get(),
                                "the policy `"
                                        + member.policy().id()
                                        + "` version "
                                        + member.policy().version()
                                        + successor(member.policy(), until.get())
                                                .map(p ->
                                                        " (version " + p.version() + " takes over)")
                                                .orElse(""),
                                true,
                                flips(formulas, member, until.get())));
            }
        }
        return out;
    }

    private boolean isSoon(Instant end) {
        return end.isAfter(at) && !end.isAfter(at.plus(SOON));
    }

    /// The version that begins where this one ends.
    private Optional<Policy> successor(Policy policy, Instant end) {
        return policies.all().stream()
                .filter(p -> p.id().equals(policy.id()) && p.isInForce(end))
                .findFirst();
    }

    /// Whether any case comes out otherwise once a policy has ended and its successor speaks.
    private BoolExpr flips(Formulas formulas, Member member, Instant end) {
        var next = successor(member.policy(), end);
        if (next.isEmpty()) {
            return flips(formulas, member, Said.nothing(solving.z3));
        }
        var active =
                policies.exemptions().stream()
                        .filter(e -> e.policy().equals(next.get().id()) && e.isActive(end))
                        .toList();
        var near = new ArrayList<>(formulas.near(member.policy().scope()));
        formulas.near(next.get().scope()).stream()
                .filter(m -> near.stream().noneMatch(n -> n.is(m)))
                .forEach(near::add);
        var then = new ArrayList<>(near.stream().filter(m -> !m.is(member)).toList());
        then.add(formulas.member(next.get(), active));
        return formulas.decided(near)
                .cameOut(solving.z3)
                .differs(solving.z3, formulas.decided(then).cameOut(solving.z3));
    }

    private BoolExpr flips(Formulas formulas, Exemption exemption) {
        var member =
                formulas.members().stream()
                        .filter(m -> m.policy().id().equals(exemption.policy()))
                        .findFirst();
        if (member.isEmpty()) {
            return solving.z3.mkFalse();
        }
        var others =
                policies.exemptions().stream()
                        .filter(e ->
                                e.policy().equals(exemption.policy())
                                        && e.isActive(at)
                                        && !e.equals(exemption))
                        .toList();
        return flips(formulas, member.get(), formulas.says(member.get().policy(), others));
    }

    private BoolExpr flips(Formulas formulas, Member member, Said then) {
        var near = formulas.near(member.policy().scope());
        return formulas.decided(near)
                .cameOut(solving.z3)
                .differs(solving.z3, formulas.decided(near, member, then).cameOut(solving.z3));
    }

    private static Found ends(Question question, Status status) {
        return new Found(
                Kind.EXPIRING,
                question.rule,
                "",
                Optional.empty(),
                Optional.of(question.end),
                question.lead
                        + " ends "
                        + question.end
                        + (status == Status.UNKNOWN
                                ? "; what changes then is not certain"
                                : "; no case is decided otherwise then"));
    }

    void ask(List<Question> questions) {
        for (var question : questions) {
            var status = solving.check(question.flips());
            if (status != Status.SATISFIABLE) {
                if (status == Status.UNKNOWN || question.isPolicy()) {
                    found.add(ends(question, status));
                }
                continue;
            }
            var before = question.end().minusMillis(1);
            var shown =
                    Examples.shrunk(
                            solving.example(),
                            f ->
                                    policies.outcomeOf(f, before)
                                            != policies.outcomeOf(f, question.end()));
            if (shown.isEmpty()) {
                found.add(Found.unconfirmed(question.rule(), ""));
                continue;
            }
            var was = policies.outcomeOf(shown.get(), before);
            var is = policies.outcomeOf(shown.get(), question.end());
            found.add(
                    new Found(
                            Kind.EXPIRING,
                            question.rule(),
                            "",
                            shown,
                            Optional.of(question.end()),
                            question.lead()
                                    + " ends "
                                    + question.end()
                                    + "; from then on cases come out "
                                    + is.name().toLowerCase(Locale.ROOT)
                                    + " instead of "
                                    + was.name().toLowerCase(Locale.ROOT)));
        }
    }
}
