package dev.countersign.escalation;

import dev.countersign.escalation.NextStep.Deny;
import dev.countersign.escalation.NextStep.Reach;
import dev.countersign.escalation.NextStep.Stay;
import dev.countersign.escalation.NextStep.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Who is reached next. Pure: asked again with the same facts it says the same, and every `Reach`
/// moves forward, so a case asks at most once a step.
///
/// A step at which nobody can be reached is passed over at once. Where that leaves nobody at all on
/// the rest of the path but somebody comes back later, the case waits for them instead of ending
/// overnight.
public final class Escalation {
    /// Nobody is waited for longer than the longest target.
    private static final Duration PATIENCE = Target.LONGEST;

    private Escalation() {}

    /// How far a case has come on its path.
    ///
    /// @param reached how many steps were reached or passed over
    /// @param since when the last one was reached; before the first, when the case was opened
    public record Progress(int reached, Instant since) {
        public static Progress opened(Instant at) {
            return new Progress(0, at);
        }
    }

    /// Of a case that still waits for a decision; a settled one is not asked about.
    ///
    /// @param who stands behind a name, with their presence at `now` and for this case
    public static NextStep next(
            EscalationPath path,
            Progress progress,
            Instant now,
            BusinessCalendar calendar,
            Function<Whom, List<Holder>> who) {
        var steps = path.steps();
        var from = Math.min(progress.reached(), steps.size());
        if (from > 0) {
            var last = steps.get(from - 1);
            var over = last.within().after(calendar, progress.since(), last.within().length());
            if (over.isEmpty() || over.get().isAfter(now)) {
                return new Wait(
                        over.orElse(now.plus(PATIENCE)),
                        "step " + from + " has " + last.within().inWords() + " to answer");
            }
        }
        var found = new Search(who);
        for (var i = from; i < steps.size(); i++) {
            var group = found.at(steps.get(i));
            if (group.isPresent()) {
                return reach(path, i, group.get(), now, calendar, found.passedOver());
            }
        }
        return end(path, from, now, found);
    }

    private static Reach reach(
            EscalationPath path,
            int index,
            Group group,
            Instant now,
            BusinessCalendar calendar,
            String passedOver) {
        var step = path.steps().get(index);
        var because =
                "step %d of %d of `%s`%s: %s%s"
                        .formatted(
                                index + 1,
                                path.steps().size(),
                                path.name(),
                                step.round() > 1 ? " (round " + step.round() + ")" : "",
                                group.through().name(),
                                index == 0
                                        ? " is asked first"
                                        : ", since nobody answered in time before");
        return new Reach(
                group.people(),
                group.through(),
                new Progress(index + 1, now),
                step.within()
                        .after(calendar, now, step.within().length())
                        .orElse(now.plus(PATIENCE)),
                passedOver.isEmpty() ? because : because + "; " + passedOver);
    }

    private static NextStep end(EscalationPath path, int from, Instant now, Search found) {
        var back = found.back().filter(b -> b.isAfter(now) && b.isBefore(now.plus(PATIENCE)));
        if (from < path.steps().size() && back.isPresent()) {
            return new Wait(back.get(), "nobody can be reached now; " + found.passedOver());
        }
        var why =
                from == path.steps().size()
                        ? "nobody answered on any step of `" + path.name() + "`"
                        : "nobody is left to ask on `" + path.name() + "`; " + found.passedOver();
        return path.ending() == EscalationPath.Ending.DENY
                ? new Deny(why + "; unanswered, it is denied")
                : new Stay(why + "; it stays where it is");
    }

    private record Group(Whom through, List<String> people) {}

    /// Looks for somebody who is there, and remembers why others are not.
    private static final class Search {
        private final Function<Whom, List<Holder>> who;
        private final List<String> reasons = new ArrayList<>();
        private Optional<Instant> back = Optional.empty();

        Search(Function<Whom, List<Holder>> who) {
            this.who = who;
        }

        Optional<Group> at(EscalationStep step) {
            var people = new ArrayList<String>();
            Whom through = step.whom().getFirst();
            for (var whom : step.whom()) {
                for (var id : there(whom)) {
                    through = people.isEmpty() ? whom : through;
                    if (!people.contains(id)) {
                        people.add(id);
                    }
                }
            }
            if (!people.isEmpty()) {
                return Optional.of(new Group(through, people));
            }
            for (var whom : step.otherwise()) {
                var instead = there(whom);
                if (!instead.isEmpty()) {
                    return Optional.of(new Group(whom, instead));
                }
            }
            return Optional.empty();
        }

        private List<String> there(Whom whom) {
            var holders = who.apply(whom);
            if (holders.isEmpty()) {
                say("`" + whom.name() + "` is held by nobody");
            }
            var there = new ArrayList<String>();
            for (var holder : holders) {
                if (holder.isThere()) {
                    there.add(holder.id());
                } else {
                    say("`" + holder.id() + "` " + holder.presence().inWords());
                    if (!holder.presence().isExcluded()) {
                        back = earlier(back, holder.back());
                    }
                }
            }
            return List.copyOf(there);
        }

        private static Optional<Instant> earlier(Optional<Instant> a, Optional<Instant> b) {
            return a.isEmpty() || (b.isPresent() && b.get().isBefore(a.get())) ? b : a;
        }

        private void say(String reason) {
            if (!reasons.contains(reason)) {
                reasons.add(reason);
            }
        }

        Optional<Instant> back() {
            return back;
        }

        String passedOver() {
            return String.join(", ", reasons);
        }
    }
}
