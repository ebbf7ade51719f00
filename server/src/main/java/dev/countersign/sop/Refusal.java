package dev.countersign.sop;

import dev.countersign.kernel.Problem;

/// Refusals that say how to go on.
final class Refusal {
    private Refusal() {}

    static RuntimeException unknown(String what, String id) {
        return of(
                404,
                "unknown-" + what,
                "there is no " + what + " `" + id + "`",
                "start from the list, /quality/sops");
    }

    static RuntimeException role(String detail) {
        return of(403, "role", detail, "ask one of them");
    }

    static RuntimeException of(int status, String code, String detail, String remedy) {
        return new Problem(status, code, "Nothing was changed", detail, remedy).asException();
    }
}
