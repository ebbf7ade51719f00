package dev.countersign.desk;

import dev.countersign.kernel.ProblemException;
import dev.countersign.people.Identity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// One decision on several cases: each is decided, recorded and refused on its own.
public record BulkDecision(Desk desk, List<Chosen> cases, Decision decision) {
    public static final int MOST = 25;

    /// @param version that the person was shown
    public record Chosen(String id, int version) {}

    /// @param refusal why nothing happened to this one; empty where it was or would be decided
    public record Outcome(String id, String title, Optional<String> refusal) {}

    /// @throws dev.countersign.kernel.ProblemException 422 for none, too many, the same one twice,
    ///   or a decision that has to be taken one by one
    public BulkDecision {
        cases = List.copyOf(cases);
        if (cases.isEmpty() || cases.size() > MOST) {
            throw refused(
                    cases.size() + " cases are chosen", "choose from 1 to " + MOST + " at a time");
        }
        var seen = new HashSet<String>();
        for (var c : cases) {
            if (!seen.add(c.id())) {
                throw refused("case `" + c.id() + "` is chosen twice", "choose it once");
            }
        }
        if (decision instanceof Decision.EditAndApprove
                || decision instanceof Decision.BreakGlass) {
            throw refused(
                    "an edit and an emergency are decided one by one",
                    "approve, deny or escalate together");
        }
    }

    /// What would happen; nothing changes.
    public List<Outcome> preview(Identity identity) {
        var out = new ArrayList<Outcome>();
        var reader = desk.reader(identity);
        for (var c : cases) {
            var found = desk.find(c.id()).filter(f -> f.readableBy(reader));
            if (found.isEmpty()) {
                out.add(new Outcome(c.id(), "", Optional.of("there is no such case for you")));
                continue;
            }
            var now = found.get();
            Optional<String> why;
            if (!now.isOpen() || now.version() != c.version()) {
                why = Optional.of("it changed since you chose it");
            } else if (decision instanceof Decision.Approve
                    && !Conditions.asked(now.opened()).isEmpty()) {
                why = Optional.of("its category asks for conditions, so it is approved by itself");
            } else {
                why = desk.whyNot(now, identity);
            }
            out.add(new Outcome(c.id(), now.opened().title(), why));
        }
        return out;
    }

    public List<Outcome> decide(Identity identity, String playbook) {
        var out = new ArrayList<Outcome>();
        for (var c : cases) {
            var title = desk.find(c.id()).map(f -> f.opened().title()).orElse("");
            try {
                desk.decide(c.id(), c.version(), decision, identity, playbook);
                out.add(new Outcome(c.id(), title, Optional.empty()));
            } catch (ProblemException refused) {
                out.add(new Outcome(c.id(), title, Optional.of(refused.problem().detail())));
            }
        }
        return out;
    }

    private static ProblemException refused(String detail, String remedy) {
        return Refusals.problem(422, "bulk", "Not like this", detail, remedy);
    }
}
