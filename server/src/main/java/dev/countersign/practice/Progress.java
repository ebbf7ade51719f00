package dev.countersign.practice;

import dev.countersign.desk.Decided;
import dev.countersign.escalation.Taxonomy;
import dev.countersign.kernel.Digests;
import java.util.List;
import java.util.Optional;

/// How far a learner is. Pure.
///
/// @param attempts oldest first
/// @param verdict the newest one; only it counts
public record Progress(List<Attempt> attempts, Optional<Verdict> verdict) {
    /// So many decisions make a run that a mentor can sign off.
    public static final int RUN = 20;

    /// A mentor looks at each of the first ones before the next is given.
    public static final int OBSERVED = 5;

    public Progress {
        attempts = List.copyOf(attempts);
    }

    /// @param decided of this category, and how many of them `right`
    public record Row(String category, String title, int decided, int right) {}

    public List<Attempt> done() {
        return attempts.stream().filter(a -> a.decided().isPresent()).toList();
    }

    public int decided() {
        return done().size();
    }

    /// How many of the decided ones were handled in a chat.
    public int inChat() {
        return (int) done().stream().filter(Attempt::inChat).count();
    }

    public int right() {
        return (int) done().stream().filter(Attempt::right).count();
    }

    /// Which decisions were taken, in one digest.
    public String digest() {
        var lines = new StringBuilder();
        for (var a : done()) {
            lines.append(a.number())
                    .append(' ')
                    .append(a.caseId())
                    .append(' ')
                    .append(a.decided().map(Decided::id).orElse(""))
                    .append(a.right() ? " right\n" : " other\n");
        }
        return Digests.hex(lines.toString());
    }

    public Optional<Attempt> waiting() {
        return attempts.stream().filter(Attempt::waits).findFirst();
    }

    public int level() {
        return EaseIn.level(done().stream().map(Attempt::right).toList());
    }

    /// The first decisions, which a mentor looks at one by one.
    public List<Attempt> observed() {
        return done().stream().limit(OBSERVED).toList();
    }

    public List<Attempt> unseen() {
        return observed().stream().filter(a -> a.looks().isEmpty()).toList();
    }

    /// Whether the next case has to wait for a mentor.
    public boolean waitsForMentor() {
        return decided() >= OBSERVED && !unseen().isEmpty();
    }

    public boolean signedOff() {
        return verdict.filter(Verdict::signedOff).isPresent();
    }

    /// Why nobody can sign this off yet; empty where a mentor may.
    public Optional<String> notYet() {
        if (signedOff()) {
            return Optional.of("it is signed off already");
        }
        if (decided() < RUN) {
            return Optional.of(decided() + " of " + RUN + " cases are decided");
        }
        if (!unseen().isEmpty()) {
            return Optional.of(
                    "no mentor has commented on "
                            + unseen().size()
                            + " of the first "
                            + OBSERVED
                            + " decisions");
        }
        return verdict.filter(v -> v.decided() >= decided())
                .map(_ -> "more practice was asked for, and nothing was decided since");
    }

    public List<Row> rows(Taxonomy taxonomy) {
        return taxonomy.categories().stream()
                .map(c -> {
                    var mine =
                            done().stream()
                                    .filter(a -> a.mock().category().equals(c.name()))
                                    .toList();
                    var right = mine.stream().filter(Attempt::right).count();
                    return new Row(c.name(), c.title(), mine.size(), (int) right);
                })
                .toList();
    }
}
