package dev.countersign.quality;

import dev.countersign.kernel.Problem;
import dev.countersign.people.Identity;

/// What the parts of the module share: refusals that say how to go on.
final class Refusal {
    private Refusal() {}

    /// @return the text, stripped
    static String measured(String name, String text, int least, int most) {
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

    static RuntimeException unknown(String what, String id) {
        return of(
                404,
                "unknown-" + what.replace(' ', '-'),
                "there is no " + what + " `" + id + "`",
                "start from the register, /quality/defects");
    }

    static RuntimeException role(String detail) {
        return of(403, "role", detail, "ask one of them");
    }

    static RuntimeException moved() {
        return of(
                409,
                "somebody-was-quicker",
                "it was changed since you opened it",
                "open it again; what you typed is below");
    }

    /// A key stands for a script, whoever it was issued to.
    static void inPerson(Identity by) {
        if (by.keyId().isPresent()) {
            throw of(
                    403,
                    "in-person",
                    "a signature is given by a person who is signed in, not with a key",
                    "sign in and sign on the page of the root cause");
        }
    }

    static RuntimeException of(int status, String code, String detail, String remedy) {
        return new Problem(status, code, "Nothing was changed", detail, remedy).asException();
    }
}
