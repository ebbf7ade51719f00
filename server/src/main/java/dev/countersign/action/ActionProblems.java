package dev.countersign.action;

import dev.countersign.desk.Decided;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.policy.ActionRule;
import dev.countersign.policy.Rulebook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Every refusal of this module, each with what would make it a yes.
final class ActionProblems {
    private ActionProblems() {}

    static ProblemException noPlaybook() {
        return problem(
                503,
                "no-playbook",
                "No playbook is active",
                "no playbook has been activated yet",
                "the programme manager activates one on the Playbook page");
    }

    static ProblemException unknownAction(String name, Rulebook inForce) {
        return problem(
                404,
                "unknown-action",
                "No such action",
                "the playbook lists no action `" + name + "`",
                inForce.actions().isEmpty()
                        ? "it lists none: `rbac.roles[].approvals` would"
                        : "it lists "
                                + String.join(", ", new TreeSet<>(inForce.actions().keySet())));
    }

    static ProblemException notYours(ActionRule rule) {
        return problem(
                403,
                "role",
                "Your role does not include this action",
                "none of your roles may ask for `" + rule.name() + "`",
                "it belongs to "
                        + String.join(", ", new TreeSet<>(rule.roles()))
                        + "; a playbook change would add it to your role");
    }

    static ProblemException about(int length, int most) {
        return problem(
                422,
                "about",
                "Say what it is about",
                length == 0
                        ? "nothing says what this is about"
                        : "what it is about has "
                                + length
                                + " characters; at most "
                                + most
                                + " are read",
                "name the ticket, order or customer record");
    }

    static ProblemException unknown(String id) {
        return problem(
                404,
                "unknown-request",
                "No such request",
                "none of your requests is `" + id + "`",
                "your requests are on the Actions page");
    }

    static ProblemException otherRequest(String first) {
        return problem(
                409,
                "key-used",
                "The idempotency key belongs to another request",
                "request `"
                        + first
                        + "` carries the same idempotency key and asks for something else",
                "send a new key for a new request");
    }

    static ProblemException notApproved(ActionRequest request, Optional<Decided> last) {
        var why = last.map(d -> ": " + d.justification()).orElse("");
        return switch (request.state()) {
            case WAITING ->
                    problem(
                            409,
                            "not-approved",
                            "Not approved yet",
                            "`" + request.id() + "` waits for `" + request.approverRole() + "`",
                            "carry it out once it is approved");
            case DENIED ->
                    problem(
                            409,
                            "denied",
                            "Denied",
                            "`" + request.id() + "` was denied" + why,
                            "ask again with what was missing");
            case CARRIED_OUT ->
                    problem(
                            409,
                            "carried-out",
                            "Carried out before",
                            "`"
                                    + request.id()
                                    + "` was carried out at "
                                    + request.carriedOutAt().orElseThrow(),
                            "an approval is used once; ask again to do it again");
            case APPROVED -> throw new IllegalArgumentException("it is approved");
        };
    }

    static ProblemException lapsed(String id) {
        return problem(
                410,
                "grant-lapsed",
                "The approval lapsed",
                "the approval of `" + id + "` was not used in time, or was reversed",
                "ask again");
    }

    static ProblemException erased(String id) {
        return problem(
                410,
                "erased",
                "Its values were erased",
                "the personal values of `" + id + "` were erased",
                "ask again with the values");
    }

    static ProblemException notAsApproved(Map<String, String> given, Map<String, String> approved) {
        var names = new TreeSet<>(given.keySet());
        names.addAll(approved.keySet());
        var because = new ArrayList<String>();
        for (var name : names) {
            if (!given.getOrDefault(name, "").equals(approved.getOrDefault(name, ""))) {
                because.add("`" + name + "` is not what was approved");
            }
        }
        return new Problem(
                        409,
                        "not-as-approved",
                        "Not what was approved",
                        "the approval is for other parameters",
                        because,
                        "do exactly what was approved, or ask again")
                .asException();
    }

    private static ProblemException problem(
            int status, String code, String title, String detail, String remedy) {
        return new Problem(status, code, title, detail, List.of(), remedy).asException();
    }
}
