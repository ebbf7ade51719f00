package dev.countersign.policy.analysis;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Status;
import dev.countersign.policy.Facts;
import dev.countersign.policy.Policies;
import dev.countersign.policy.PolicyVerdict.Matched;
import dev.countersign.policy.analysis.Formulas.Entry;
import dev.countersign.policy.analysis.Formulas.Member;
import dev.countersign.policy.analysis.Found.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Rules without which every case is decided as with them, spoken of and by the same outcome. What
/// the others say at a priority is gathered from both ends, so that leaving one out costs nothing.
final class Redundant {
    private final Solving solving;
    private final Policies policies;
    private final Instant at;
    private final List<Found> found;

    Redundant(Solving solving, Policies policies, Instant at, List<Found> found) {
        this.solving = solving;
        this.policies = policies;
        this.at = at;
        this.found = found;
    }

    record Question(Entry entry, BoolExpr matters) {}

    /// Enters what is to be asked; before [Solving#ready].
    List<Question> enter(Formulas formulas) {
        var out = new ArrayList<Question>();
        var lower = Said.nothing(solving.z3);
        var higher = new ArrayList<BoolExpr>();
        var levels = formulas.levels();
        var decided = new ArrayList<Said>();
        for (var level : levels.reversed()) {
            decided.addFirst(lower);
            lower = named("level " + decided.size(), says(level).decided(solving.z3, lower));
        }
        for (var i = 0; i < levels.size(); i++) {
            var level = levels.get(i);
            var silence = solving.not(solving.any(List.copyOf(higher)));
            enter(level, i, silence, decided.get(i), out);
            higher.add(says(level).anything(solving.z3));
        }
        return out;
    }

    private void enter(
            List<Member> level, int number, BoolExpr silence, Said lower, List<Question> out) {
        var before = gathered("before " + number + " ", level);
        var after = gathered("after " + number + " ", level.reversed()).reversed();
        for (var i = 0; i < level.size(); i++) {
            var member = level.get(i);
            var others = before.get(i).and(solving.z3, after.get(i + 1));
            var with = others.and(solving.z3, member.says()).decided(solving.z3, lower);
            for (var entry : member.entries()) {
                var without = others.and(solving.z3, entry.without()).decided(solving.z3, lower);
                out.add(
                        new Question(
                                entry, solving.and(silence, with.differs(solving.z3, without))));
            }
        }
    }

    private Said says(List<Member> members) {
        var out = Said.nothing(solving.z3);
        for (var member : members) {
            out = out.and(solving.z3, member.says());
        }
        return out;
    }

    /// What the first none, one, two, … of them say.
    private List<Said> gathered(String name, List<Member> members) {
        var out = new ArrayList<Said>();
        out.add(Said.nothing(solving.z3));
        for (var member : members) {
            var next = out.getLast().and(solving.z3, member.says());
            out.add(named(name + out.size(), next));
        }
        return out;
    }

    private Said named(String name, Said said) {
        return new Said(
                solving.named(name + " approve", said.approve()),
                solving.named(name + " escalate", said.escalate()),
                solving.named(name + " deny", said.deny()));
    }

    void ask(List<Question> questions, Set<Entry> alive) {
        for (var question : questions) {
            var entry = question.entry();
            if (!alive.contains(entry)) {
                continue;
            }
            if (solving.check(entry.fires(), question.matters()) == Status.UNSATISFIABLE
                    && solving.check(entry.fires()) == Status.SATISFIABLE) {
                report(entry, solving.example());
            }
        }
    }

    private void report(Entry entry, Facts example) {
        var id = entry.rule().id();
        var fewer = policies.with(entry.policy().without(entry.rule()));
        var shown =
                Examples.shrunk(
                        example,
                        f ->
                                policies.speaking(f, at).contains(id)
                                        && !fewer.speaking(f, at).isEmpty()
                                        && policies.outcomeOf(f, at) == fewer.outcomeOf(f, at));
        if (shown.isEmpty()) {
            found.add(Found.unconfirmed(id, ""));
            return;
        }
        var without = fewer.judge(shown.get(), at);
        var other =
                without.matched().stream()
                        .filter(Matched::decisive)
                        .map(Matched::rule)
                        .findFirst()
                        .orElse("");
        found.add(
                Found.of(
                        Kind.REDUNDANT,
                        id,
                        other,
                        shown.get(),
                        "`" + id + "` is redundant: without it every case is decided the same"));
    }
}
