package dev.countersign.policy;

import dev.cel.common.CelValidationException;
import dev.countersign.kernel.Finding;
import dev.countersign.policy.cel.Condition;
import dev.countersign.yaml.YamlPlace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the exemptions from the policies that were read.
final class ExemptionReader {
    private static final int MAX_EXEMPTIONS = 50_000;

    private ExemptionReader() {}

    /// @param policies by id
    static List<Exemption> read(
            String file, String text, Map<String, Policy> policies, List<Finding> findings) {
        var out = new ArrayList<Exemption>();
        var ids = new HashSet<String>();
        if (text.length() > 20 * PolicyReader.MAX_BYTES) {
            findings.add(
                    YamlPlace.error(
                            file, 0, 0, "too-large", "the file is too large", "drop what expired"));
            return out;
        }
        var root = YamlPlace.root(file, text, findings);
        if (root.isEmpty()) {
            return out;
        }
        var places = root.get().only(Set.of("exemptions")).get("exemptions").elements();
        if (places.size() > MAX_EXEMPTIONS) {
            root.get().wrong("too-many", "too many exemptions", "drop what expired");
            return out;
        }
        for (var place : places) {
            var before = findings.size();
            var id = place.get("id").required(place, "id");
            if (!ids.add(id)) {
                place.wrong("duplicate-id", "`" + id + "` is there twice", "rename one");
            }
            var exemption = one(place, id, policies);
            if (findings.size() == before) {
                exemption.ifPresent(out::add);
            }
        }
        return out;
    }

    private static java.util.Optional<Exemption> one(
            YamlPlace place, String id, Map<String, Policy> policies) {
        place.only(
                Set.of(
                        "id",
                        "policy",
                        "owner",
                        "ticket",
                        "category",
                        "control",
                        "condition",
                        "granted",
                        "expires",
                        "renewals"));
        var policy = policies.get(place.get("policy").required(place, "policy"));
        var category =
                place.get("category").choice(Exemption.Category.class, Exemption.Category.WAIVER);
        var control = place.get("control").text().orElse("");
        if (category == Exemption.Category.MITIGATED && control.isEmpty()) {
            place.wrong(
                    "control", "a mitigated risk names no control", "add `control:` or a waiver");
        }
        var granted = place.get("granted").instant();
        var expires = place.get("expires").instant();
        var owner = place.get("owner").required(place, "owner");
        var ticket = place.get("ticket").required(place, "ticket");
        if (granted.isEmpty() || expires.isEmpty()) {
            place.wrong("expiry", "an exemption needs `granted` and `expires`", "add both dates");
            return java.util.Optional.empty();
        }
        if (policy == null) {
            place.wrong(
                    "orphan",
                    "there is no policy `" + place.get("policy").text().orElse("") + "`",
                    "name one of "
                            + String.join(", ", policies.keySet().stream().sorted().toList()));
            return java.util.Optional.empty();
        }
        if (policy.exceptions().kind() == Policy.ExceptionKind.AUTO_DENIED) {
            place.wrong("auto-denied", "`" + policy.id() + "` takes no exemptions", "withdraw it");
        }
        var longest = Duration.ofDays(policy.exceptions().maxDays());
        var length = Duration.between(granted.get(), expires.get());
        if (length.isNegative() || length.isZero() || length.compareTo(longest) > 0) {
            place.get("expires")
                    .wrong(
                            "expiry",
                            "it lasts "
                                    + length.toDays()
                                    + " days; `"
                                    + policy.id()
                                    + "` allows 1 to "
                                    + longest.toDays(),
                            "let it expire earlier and renew it");
        }
        try {
            var condition = Condition.compile(place.get("condition").text().orElse("true"));
            return java.util.Optional.of(
                    new Exemption(
                            id,
                            policy.id(),
                            owner,
                            ticket,
                            category,
                            control,
                            condition,
                            granted.get(),
                            expires.get(),
                            place.get("renewals").whole(0)));
        } catch (CelValidationException e) {
            place.get("condition")
                    .wrong("cel", String.valueOf(e.getMessage()).strip(), "mend the condition");
            return java.util.Optional.empty();
        }
    }
}
