package dev.countersign.kernel;

import java.util.Locale;

/// Refusals of a change, each with what would make it possible. Whoever throws one has changed
/// nothing.
public final class Refusal {
    private Refusal() {}

    /// @param status 400 to 499
    /// @param detail one sentence, lower case and without a full stop
    /// @param remedy what would make it a yes
    public static ProblemException of(int status, String code, String detail, String remedy) {
        return new Problem(status, code, "Nothing was changed", detail, remedy).asException();
    }

    /// As the other, where there is a list of them.
    public static ProblemException unknown(String what, String id) {
        return unknown(what, id, "start from the list");
    }

    /// @param what it is, in words
    public static ProblemException unknown(String what, String id, String remedy) {
        return of(
                404,
                "unknown-" + what.replace(' ', '-').toLowerCase(Locale.ROOT),
                "there is no " + what + " `" + id + "`",
                remedy);
    }

    /// @param detail whose it is
    public static ProblemException role(String detail) {
        return of(403, "role", detail, "ask one of them");
    }

    /// @param name of what was written
    /// @return the text, stripped
    /// @throws ProblemException 422 where that has fewer or more characters
    public static String measured(String name, String text, int least, int most) {
        var out = text.strip();
        if (out.length() < least || out.length() > most) {
            throw of(
                    422,
                    "length",
                    "%s has %d characters; it needs %d to %d"
                            .formatted(name, out.length(), least, most),
                    "write it in a sentence or two");
        }
        return out;
    }
}
