package dev.countersign.lrs.rule;

import dev.countersign.kernel.Problem;
import java.util.ArrayList;
import java.util.List;

/// Everything that is wrong with what was sent, each with its place, so that its author mends all
/// of it at once.
public final class Faults {
    private static final int MOST = 20;

    private final List<String> found = new ArrayList<>();

    /// @param path for example `statement.actor.mbox`
    public void at(String path, String sentence) {
        if (found.size() < MOST) {
            found.add("`" + path + "` " + sentence);
        }
    }

    public boolean any() {
        return !found.isEmpty();
    }

    public List<String> all() {
        return List.copyOf(found);
    }

    /// @throws dev.countersign.kernel.ProblemException 400 that names all of it
    public void throwIfAny() {
        if (any()) {
            throw new Problem(
                            400,
                            "not-xapi",
                            "What was sent breaks a rule of xAPI",
                            found.getFirst(),
                            found,
                            "mend what is named and send it again; nothing of it was stored")
                    .asException();
        }
    }

    /// @throws dev.countersign.kernel.ProblemException 400 with this alone
    public static RuntimeException one(String path, String sentence) {
        var faults = new Faults();
        faults.at(path, sentence);
        try {
            faults.throwIfAny();
        } catch (RuntimeException told) {
            return told;
        }
        throw new IllegalStateException("a fault was not told");
    }
}
