package dev.countersign.quality;

import dev.countersign.kernel.Refusal;
import dev.countersign.people.Identity;

/// What the registers of defects and of root causes refuse alike.
final class Register {
    private Register() {}

    static RuntimeException unknown(String what, String id) {
        return Refusal.unknown(what, id, "start from the register, /quality/defects");
    }

    static RuntimeException moved() {
        return Refusal.of(
                409,
                "somebody-was-quicker",
                "it was changed since you opened it",
                "open it again; what you typed is below");
    }

    /// A key stands for a script, whoever it was issued to.
    static void inPerson(Identity by) {
        if (by.keyId().isPresent()) {
            throw Refusal.of(
                    403,
                    "in-person",
                    "a signature is given by a person who is signed in, not with a key",
                    "sign in and sign on the page of the root cause");
        }
    }
}
