package dev.countersign.policy.cel;

import dev.countersign.policy.cel.Condition.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A rule body as CEL Policy nests it. In a `match` the first branch that settles ends the block;
/// in an `aggregate` each that fits speaks.
///
/// A branch that has a condition settles where it fits, even if the block in it says nothing. One
/// without settles where the block in it does, so that the next branch is tried otherwise; an
/// `aggregate` always settles. So CEL Policy's own suite has it.
///
/// @param <C> a condition
/// @param <R> what a branch says
/// @param first whether it is a `match`; otherwise an `aggregate`
public record Block<C, R>(boolean first, List<Branch<C, R>> branches) {
    public Block {
        branches = List.copyOf(branches);
    }

    /// Says something itself, or holds a block: one of the two is there.
    ///
    /// @param always whether it has no condition, or `true`
    public record Branch<C, R>(
            C condition, boolean always, Optional<R> says, Optional<Block<C, R>> inner) {}

    /// Whether a branch's condition holds; UNKNOWN where it cannot be evaluated, which settles:
    /// what stands after it would speak in its place.
    public interface Test<C, R> {
        Truth of(Branch<C, R> branch);
    }

    /// Tells what is said, in order.
    ///
    /// @return whether the block settles
    public boolean walk(Test<C, R> test, Consumer<R> said) {
        for (var branch : branches) {
            var truth = test.of(branch);
            if (truth == Truth.NO) {
                continue;
            }
            var settles = truth == Truth.UNKNOWN || says(branch, test, said);
            if (first && settles) {
                return true;
            }
        }
        return !first;
    }

    private boolean says(Branch<C, R> branch, Test<C, R> test, Consumer<R> said) {
        branch.says.ifPresent(said);
        var inner = branch.inner.isEmpty() || branch.inner.get().walk(test, said);
        return inner || !branch.always;
    }

    /// Everything that a branch could say, in the author's order.
    public List<R> all() {
        var out = new ArrayList<R>();
        for (var branch : branches) {
            branch.says.ifPresent(out::add);
            branch.inner.ifPresent(b -> out.addAll(b.all()));
        }
        return out;
    }

    /// This block as if that had not been written; its branches stay, even where they are then
    /// empty.
    public Block<C, R> without(R one) {
        return new Block<>(
                first,
                branches.stream()
                        .filter(b -> b.says.filter(one::equals).isEmpty())
                        .map(b ->
                                new Branch<>(
                                        b.condition,
                                        b.always,
                                        b.says,
                                        b.inner.map(i -> i.without(one))))
                        .toList());
    }

    /// Whether something that stands before it could speak in its place.
    public boolean yields(R one) {
        for (var i = 0; i < branches.size(); i++) {
            var branch = branches.get(i);
            var here = branch.says.filter(one::equals).isPresent();
            var below = branch.inner.filter(b -> b.all().contains(one));
            if (here || below.isPresent()) {
                return first && i > 0 || below.filter(b -> b.yields(one)).isPresent();
            }
        }
        return false;
    }
}
