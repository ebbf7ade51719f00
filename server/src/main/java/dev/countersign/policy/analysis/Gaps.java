package dev.countersign.policy.analysis;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Status;
import dev.countersign.policy.Facts;
import dev.countersign.policy.Policies;
import dev.countersign.policy.Policy;
import dev.countersign.policy.analysis.Formulas.Member;
import dev.countersign.policy.analysis.Found.Kind;
import dev.countersign.policy.cel.Condition;
import dev.countersign.policy.cel.Node;
import dev.countersign.policy.cel.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Cases in a policy's scope of which no rule says anything. One case is found, then every answer
/// that does not matter is left out, so that a region remains; then a case outside of it is looked
/// for.
final class Gaps {
    private static final int SHOWN = 20;
    private static final int WORDS = 12;

    private final Solving solving;
    private final Policies policies;
    private final Instant at;
    private final List<Found> found;
    private final Map<BoolExpr, Node> answers = new LinkedHashMap<>();
    private List<Member> counting = List.of();
    private final BoolExpr elsewhere;
    private BoolExpr silence;
    private BoolExpr speech;

    Gaps(Solving solving, Policies policies, Instant at, List<Found> found) {
        this.solving = solving;
        this.policies = policies;
        this.at = at;
        this.found = found;
        this.silence = solving.z3.mkFalse();
        this.speech = solving.z3.mkFalse();
        this.elsewhere = solving.z3.mkBoolConst("elsewhere");
    }

    /// Enters what is to be asked; before [Solving#ready].
    void enter(Formulas formulas) {
        counting = formulas.members().stream().filter(m -> m.policy().action().counts()).toList();
        var anything =
                solving.any(counting.stream().map(m -> m.says().anything(solving.z3)).toList());
        var somewhere = solving.any(counting.stream().map(Member::scope).toList());
        speech = solving.named("somebody speaks", anything);
        silence = solving.named("silence", solving.and(somewhere, solving.not(anything)));
        var number = 0;
        for (var question : List.copyOf(solving.translation.questions().entrySet())) {
            var yes = solving.named("question " + number++, question.getValue());
            answers.put(yes, question.getKey());
            answers.put(solving.not(yes), new Node.Not(question.getKey()));
        }
    }

    void ask() {
        for (var shown = 0; shown < SHOWN; shown++) {
            var status = solving.check(silence, elsewhere);
            if (status == Status.UNKNOWN) {
                found.add(Found.of(Kind.UNCONFIRMED, "", "whether there are gaps is not certain"));
            }
            if (status != Status.SATISFIABLE) {
                return;
            }
            region();
        }
        if (solving.check(silence, elsewhere) == Status.SATISFIABLE) {
            found.add(Found.of(Kind.MORE, "", "there are more gaps than the " + SHOWN + " shown"));
        }
    }

    private void region() {
        var example = solving.example();
        var member = counting.stream().filter(m -> solving.isTrue(m.scope())).findFirst();
        if (member.isEmpty()) {
            throw new IllegalStateException("a gap lies in no scope");
        }
        var scope = member.get().scope();
        var given = answers.keySet().stream().filter(solving::isTrue).toList();
        var needed = needed(scope, given);
        var all = new ArrayList<>(needed);
        all.add(scope);
        solving.add(
                solving.z3.mkImplies(
                        elsewhere, solving.not(solving.and(all.toArray(BoolExpr[]::new)))));
        var policy = member.get().policy();
        var shown =
                Examples.shrunk(
                        example,
                        f ->
                                !policies.judge(f, at).spoken()
                                        && policies.inScope(f, at).contains(policy)
                                        && needed.stream().allMatch(a -> answersSo(a, f)));
        found.add(
                shown.map(e ->
                                Found.of(
                                        Kind.GAP,
                                        policy.id(),
                                        "",
                                        e,
                                        "no policy says anything where " + words(policy, needed)))
                        .orElseGet(() -> Found.unconfirmed(policy.id(), "")));
    }

    private boolean answersSo(BoolExpr answer, Facts facts) {
        var node = answers.getOrDefault(answer, new Node.Always(true));
        return node instanceof Node.Opaque
                || node instanceof Node.Not(Node.Opaque _)
                || Condition.follows(node, facts) == Condition.Truth.YES;
    }

    /// The fewest of the answers from which, in this scope, it follows that nobody speaks.
    private List<BoolExpr> needed(BoolExpr scope, List<BoolExpr> given) {
        var core = core(scope, given);
        for (var answer : List.copyOf(core)) {
            if (core.contains(answer)) {
                var fewer = core.stream().filter(a -> !a.equals(answer)).toList();
                var status = solving.check(assumed(scope, fewer));
                if (status == Status.UNSATISFIABLE) {
                    core = within(fewer, solving.core());
                }
            }
        }
        return core;
    }

    private List<BoolExpr> core(BoolExpr scope, List<BoolExpr> given) {
        return solving.check(assumed(scope, given)) == Status.UNSATISFIABLE
                ? within(given, solving.core())
                : given;
    }

    private static List<BoolExpr> within(List<BoolExpr> all, List<BoolExpr> core) {
        Set<BoolExpr> kept = new HashSet<>(core);
        return all.stream().filter(kept::contains).toList();
    }

    private BoolExpr[] assumed(BoolExpr scope, List<BoolExpr> answers) {
        var out = new ArrayList<>(answers);
        out.add(scope);
        out.add(speech);
        return out.toArray(BoolExpr[]::new);
    }

    private String words(Policy policy, List<BoolExpr> needed) {
        var parts =
                needed.stream()
                        .limit(WORDS)
                        .map(a -> answers.getOrDefault(a, new Node.Always(true)))
                        .map(Words::bracketed)
                        .collect(Collectors.joining(" AND "));
        return policy.scope().inWords()
                + (parts.isEmpty() ? "" : " AND " + parts)
                + (needed.size() > WORDS ? " AND " + (needed.size() - WORDS) + " more" : "");
    }
}
