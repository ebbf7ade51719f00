package dev.countersign.gateway;

import dev.countersign.gateway.Beside.Second;
import dev.countersign.gateway.Beside.Unseen;
import dev.countersign.kernel.Reason;
import dev.countersign.policy.PersonalDataFound;
import dev.countersign.policy.Verdict;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What other rulebooks make of an answer that the one in force has judged. Pure: nobody asks the
/// model again, and nothing comes of what they say.
final class SecondOpinions {
    private static final Logger LOG = LoggerFactory.getLogger(SecondOpinions.class);
    static final String FAILED = "fail";

    private SecondOpinions() {}

    /// @param text as the rules read the answer
    static List<Second> of(
            List<Unseen> unseen,
            Prepared prepared,
            Answer answer,
            String text,
            PersonalDataFound found,
            Verdict live) {
        return unseen.stream()
                .map(u -> one(u, prepared, answer, text, found, outcome(live)))
                .toList();
    }

    private static Second one(
            Unseen unseen,
            Prepared prepared,
            Answer answer,
            String text,
            PersonalDataFound found,
            String live) {
        try {
            return judged(unseen, prepared, answer, text, found, live);
        } catch (RuntimeException e) {
            // A version that cannot judge differs from one that can; the caller never notices.
            LOG.warn("shadow-failed change={} call={}", unseen.change(), prepared.id(), e);
            return new Second(
                    unseen.change(), prepared.id(), live, FAILED, "its rules could not judge it");
        }
    }

    private static Second judged(
            Unseen unseen,
            Prepared prepared,
            Answer answer,
            String text,
            PersonalDataFound found,
            String live) {
        var rulebook = unseen.rulebook();
        var prompt = prepared.prompt().name();
        var role = rulebook.roleFor(prepared.arrival().identity().person().roles(), prompt);
        if (role.isEmpty()) {
            return refused(
                    unseen, prepared, live, "no role of the caller includes `" + prompt + "`");
        }
        var outside =
                rulebook.residency().refusal("the upstream of `" + prompt + "`", prepared.region());
        if (prepared.upstream().isPresent() && outside.isPresent()) {
            return refused(unseen, prepared, live, outside.get());
        }
        var verdict =
                rulebook.rulesOf(role.get(), prompt)
                        .judge(
                                answer.confidence().map(c -> new BigDecimal(c.text())),
                                prepared.text(),
                                text,
                                found);
        var guarded = ActionCalls.guard(rulebook, answer.response(), verdict);
        return new Second(unseen.change(), prepared.id(), live, outcome(guarded), because(guarded));
    }

    /// The rules that say so; nothing of the call.
    static String because(Verdict verdict) {
        var rules =
                verdict.because().stream()
                        .map(Reason::rule)
                        .distinct()
                        .collect(Collectors.joining("`, `"));
        return rules.isEmpty() ? "no rule stops it" : "`" + rules + "`";
    }

    private static Second refused(Unseen unseen, Prepared prepared, String live, String because) {
        return new Second(unseen.change(), prepared.id(), live, "refuse", because);
    }

    /// Another approver is another outcome: somebody else is asked.
    static String outcome(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Release _ -> "release";
            case Verdict.Hold(var role, _) -> "hold for " + role;
            case Verdict.Block(var role, _) -> "block for " + role;
        };
    }
}
