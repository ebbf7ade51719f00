package dev.countersign.desk.rules;

import dev.countersign.desk.rules.Result.Moved;
import dev.countersign.desk.rules.Standing.State;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Visits every state that a case can get into, breadth first, in a small world: six people, who
/// may gain and lose roles and act for each other; four contents; a clock of a few ticks. Whenever
/// something is carried out it asks whether that was right, from its own record of what people did,
/// never from the rules under test.
final class Explorer {
    static final Terms TERMS =
            new Terms(
                    Terms.SecondApprover.MATERIAL,
                    Duration.ofMinutes(3),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(2),
                    Set.of("commander"));
    private static final Instant START = Instant.EPOCH;
    private static final Duration TICK = Duration.ofMinutes(1);
    private static final int TICKS = 6;
    private static final List<String> PEOPLE = List.of("rita", "anna", "ben", "mia", "dan", "eve");
    private static final List<String> CONTENTS = List.of("c0", "c1", "e0", "e1");

    /// The organisation around the case, as it may change at any moment.
    ///
    /// @param promoted rita, who asked, has become an approver
    /// @param demoted ben has stopped being one
    /// @param ritaAway rita's powers are with dan
    /// @param annaAway anna's powers are with dan
    private record Around(boolean promoted, boolean demoted, boolean ritaAway, boolean annaAway) {}

    /// What people really did with the content that stands, told apart from what the rules keep.
    ///
    /// @param approvals who approved what, on whose authority
    /// @param materialEdits who changed what matters in the content that stands
    private record Seen(Set<Approval> approvals, Set<String> materialEdits, int carried) {}

    private record Approval(String person, String authority, String content, String role)
            implements Comparable<Approval> {
        @Override
        public int compareTo(Approval o) {
            return toString().compareTo(o.toString());
        }
    }

    private record Node(Standing s, Around around, Seen seen, int tick) {}

    /// @param states how many different ones were visited
    /// @param acts how many acts were tried
    /// @param wrong the first state that must not be, with how it came about; empty where none is
    record Found(long states, long acts, long carriedOut, Optional<String> wrong) {}

    private final CaseRules rules;
    private final List<String> needed;
    private final long most;
    private final Set<Long> visited = new HashSet<>();
    private final ArrayDeque<Node> frontier = new ArrayDeque<>();
    private long acts;
    private long carriedOut;
    private Optional<String> wrong = Optional.empty();

    Explorer(CaseRules rules, List<String> needed, long most) {
        this.rules = rules;
        this.needed = needed;
        this.most = most;
    }

    Found explore() {
        var first =
                new Node(
                        Standing.opened("rita", needed, "c0", at(4)),
                        new Around(false, false, false, false),
                        new Seen(Set.of(), Set.of(), 0),
                        0);
        visit(first);
        while (!frontier.isEmpty() && wrong.isEmpty() && visited.size() < most) {
            step(frontier.removeFirst());
        }
        return new Found(visited.size(), acts, carriedOut, wrong);
    }

    private void step(Node n) {
        if (n.tick() < TICKS) {
            visit(new Node(n.s(), n.around(), n.seen(), n.tick() + 1));
        }
        var a = n.around();
        change(n, new Around(!a.promoted(), a.demoted(), a.ritaAway(), a.annaAway()));
        change(n, new Around(a.promoted(), !a.demoted(), a.ritaAway(), a.annaAway()));
        change(n, new Around(a.promoted(), a.demoted(), !a.ritaAway(), a.annaAway()));
        change(n, new Around(a.promoted(), a.demoted(), a.ritaAway(), !a.annaAway()));
        for (var act : acts(n)) {
            for (var person : act instanceof Act.Personal ? PEOPLE : List.of("time")) {
                attempt(n, act, actor(person, a));
            }
        }
    }

    private void change(Node n, Around to) {
        visit(new Node(n.s(), to, n.seen(), n.tick()));
    }

    private List<Act> acts(Node n) {
        var s = n.s();
        var out = new ArrayList<Act>();
        var v = s.version();
        for (var shown : CONTENTS) {
            // What was shown may be old: the version says so as well, unless a rule forgets it.
            out.add(new Act.Approve(v, shown));
            out.add(new Act.BreakGlass(v, shown));
        }
        out.add(new Act.Deny(v, s.content()));
        out.add(new Act.EditAndApprove(v, s.content(), "e0", false));
        out.add(new Act.EditAndApprove(v, s.content(), "e1", true));
        out.add(new Act.Escalate(v, s.content(), "chief"));
        out.add(new Act.Overturn(v, s.content(), at(n.tick() + 3)));
        out.add(new Act.Undo(v, s.content()));
        out.add(new Act.Amend("c1"));
        out.add(new Act.Expire());
        out.add(new Act.Climb("chief"));
        out.add(new Act.GiveUp());
        CONTENTS.forEach(c -> out.add(new Act.Carry(c)));
        return out;
    }

    private void attempt(Node n, Act act, Actor actor) {
        acts++;
        if (rules.apply(n.s(), act, actor, at(n.tick())) instanceof Moved(var next)) {
            var seen = seen(n, act, actor, next);
            if (act instanceof Act.Carry(var content)) {
                carriedOut++;
                check(n, content);
            }
            visit(new Node(next, n.around(), seen, n.tick()));
        }
    }

    /// Keeps what matters for the content that stands, by what people did.
    private static Seen seen(Node n, Act act, Actor actor, Standing next) {
        var approvals = new TreeSet<>(n.seen().approvals());
        var edits = new TreeSet<>(n.seen().materialEdits());
        switch (act) {
            case Act.Approve(_, var shown) -> approve(approvals, n, actor, shown, false);
            case Act.BreakGlass(_, var shown) -> {
                // Past the groups: what some of them had signed counts for nothing.
                approvals.clear();
                approve(approvals, n, actor, shown, true);
            }
            case Act.EditAndApprove(_, _, var content, var material) -> {
                approvals.clear();
                // Whoever edits somebody else's edit takes it over: two have seen it then.
                edits.removeIf(other -> !other.equals(actor.id()));
                if (material) {
                    edits.add(actor.id());
                }
                if (!next.secondNeeded()) {
                    approve(approvals, n, actor, content, false);
                }
            }
            case Act.Amend _ -> {
                approvals.clear();
                edits.clear();
            }
            case Act.Overturn _, Act.Expire _, Act.GiveUp _ -> approvals.clear();
            case Act.Undo _ -> approvals.removeIf(a -> a.person().equals(actor.id()));
            // A denial that is taken back leaves the others' approvals as they were.
            case Act.Escalate _, Act.Climb _, Act.Deny _ -> {}
            case Act.Carry _ -> {
                return new Seen(approvals, edits, n.seen().carried() + 1);
            }
        }
        return new Seen(approvals, edits, n.seen().carried());
    }

    /// By the world: whose authority it was, if it was anybody's.
    private static void approve(
            Set<Approval> approvals, Node n, Actor actor, String shown, boolean emergency) {
        var role = emergency ? "commander" : n.s().queue();
        var used =
                approvals.stream()
                        .flatMap(a -> java.util.stream.Stream.of(a.person(), a.authority()))
                        .toList();
        // Whoever has several authorities may use the one that is in order.
        var power =
                actor.powers().stream()
                        .filter(p -> p.role().equals(role))
                        .min(
                                java.util.Comparator.comparingLong(p ->
                                        p.via().stream()
                                                                .filter(v ->
                                                                        v.equals("rita")
                                                                                || used.contains(v))
                                                                .count()
                                                        * 10
                                                + p.via().size()));
        var authority =
                power.map(p -> p.via().isEmpty() ? actor.id() : String.join(",", p.via()))
                        .orElse("nobody");
        approvals.add(new Approval(actor.id(), authority, shown, role));
    }

    private void check(Node n, String content) {
        var approvals = n.seen().approvals();
        var emergency = approvals.stream().anyMatch(a -> a.role().equals("commander"));
        if (approvals.isEmpty()) {
            fail(n, "carried out with no approval in force");
        }
        if (approvals.stream()
                .anyMatch(a -> a.person().equals("rita") || a.authority().contains("rita"))) {
            fail(n, "carried out on the requester's own authority");
        }
        if (approvals.stream().anyMatch(a -> a.authority().equals("nobody"))) {
            fail(n, "carried out on nobody's authority");
        }
        if (approvals.stream().anyMatch(a -> !a.content().equals(content))) {
            fail(n, "carried out something else than was approved");
        }
        if (!n.s().content().equals(content)) {
            fail(n, "carried out something else than stands");
        }
        if (n.seen().carried() > 0) {
            fail(n, "carried out twice");
        }
        for (var editor : n.seen().materialEdits()) {
            if (approvals.stream()
                    .allMatch(a -> a.person().equals(editor) || a.authority().equals(editor))) {
                fail(n, "carried out with nobody but the editor's approval");
            }
        }
        var people = new HashSet<String>();
        for (var a : approvals) {
            var authorities = new HashSet<>(List.of(a.authority().split(",")));
            authorities.add(a.person());
            if (authorities.stream().anyMatch(people::contains)) {
                fail(n, "one authority counted twice");
            }
            people.addAll(authorities);
        }
        if (!emergency && approvals.size() < needed.size()) {
            fail(n, "carried out before every group had approved");
        }
        var since = n.s().last().map(Standing.Last::at).orElse(START);
        var validity = emergency ? TERMS.emergencyValidity() : TERMS.grantValidity();
        if (!at(n.tick()).isBefore(since.plus(validity))) {
            fail(n, "carried out after the approval had lapsed");
        }
    }

    private void fail(Node n, String what) {
        if (wrong.isEmpty()) {
            wrong = Optional.of(what + ": " + n);
        }
    }

    private static Actor actor(String person, Around a) {
        var powers = new ArrayList<Power>();
        switch (person) {
            case "rita" -> {
                if (a.promoted()) {
                    powers.add(Power.own("desk"));
                    powers.add(Power.own("commander"));
                }
            }
            case "anna" -> {
                powers.add(Power.own("desk"));
                powers.add(Power.own("finance"));
            }
            case "ben" -> {
                if (!a.demoted()) {
                    powers.add(Power.own("desk"));
                }
            }
            case "mia" -> {
                powers.add(Power.own("finance"));
                powers.add(Power.own("chief"));
            }
            case "dan" -> {
                if (a.ritaAway() && a.promoted()) {
                    powers.add(new Power("desk", List.of("rita")));
                }
                if (a.annaAway()) {
                    powers.add(new Power("desk", List.of("anna")));
                    powers.add(new Power("finance", List.of("anna")));
                }
            }
            default -> powers.add(Power.own("commander"));
        }
        return new Actor(person, powers);
    }

    private static Instant at(int tick) {
        return START.plus(TICK.multipliedBy(tick));
    }

    private void visit(Node n) {
        if (visited.add(key(n))) {
            frontier.addLast(n);
        }
    }

    /// A state without its version, which only counts, and with times as they still matter.
    private static long key(Node n) {
        var s = n.s();
        var text =
                s.state()
                        + "|"
                        + s.needed()
                        + s.content()
                        + s.editor()
                        + s.secondNeeded()
                        + s.signatures()
                        + s.grant()
                        + (s.state() == State.OPEN ? s.expires() : "")
                        + s.last()
                        + s.emergency()
                        + n.around()
                        + n.seen()
                        + n.tick();
        try {
            var digest =
                    MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
