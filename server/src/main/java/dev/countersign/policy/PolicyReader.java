package dev.countersign.policy;

import dev.countersign.kernel.Finding;
import dev.countersign.policy.Policy.Outcome;
import dev.countersign.policy.cel.Block;
import dev.countersign.policy.cel.Bodies;
import dev.countersign.policy.cel.Condition;
import dev.countersign.policy.cel.Language;
import dev.countersign.yaml.YamlPlace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads one policy file, or says everything that is wrong with it.
public final class PolicyReader {
    static final int MAX_BYTES = 1_048_576;

    private static final Set<String> ENVELOPE =
            Set.of(
                    "name",
                    "description",
                    "display_name",
                    "version",
                    "owner",
                    "scope",
                    "priority",
                    "action",
                    "exception",
                    "valid",
                    "annotations",
                    "tests",
                    "rule",
                    "verification");

    /// @param policy empty where a finding is an error
    public record Reading(Optional<Policy> policy, List<Finding> findings) {
        public Reading {
            findings = List.copyOf(findings);
        }
    }

    private final String file;
    private final String text;
    private final List<Finding> findings = new ArrayList<>();

    private PolicyReader(String file, String text) {
        this.file = file;
        this.text = text;
    }

    public static Reading read(String file, String text) {
        var reader = new PolicyReader(file, text);
        var policy = reader.policy();
        return new Reading(reader.findings.isEmpty() ? policy : Optional.empty(), reader.findings);
    }

    private Optional<Policy> policy() {
        if (text.length() > MAX_BYTES) {
            findings.add(
                    YamlPlace.error(
                            file,
                            0,
                            0,
                            "too-large",
                            "the file has "
                                    + text.length()
                                    + " characters; at most "
                                    + MAX_BYTES
                                    + " are read",
                            "split it into several policies"));
            return Optional.empty();
        }
        return YamlPlace.root(file, text, findings).flatMap(this::policy);
    }

    private Optional<Policy> policy(YamlPlace root) {
        root.only(ENVELOPE);
        var id = root.get("name").required(root, "name");
        if (!id.isEmpty() && !id.matches("[a-z0-9][a-z0-9_-]{0,63}")) {
            root.get("name")
                    .wrong("name", "`" + id + "` is no id", "write lower-case letters and dashes");
        }
        var valid = root.get("valid").only(Set.of("from", "until"));
        var from = valid.get("from").instant();
        var until = valid.get("until").instant();
        if (from.isPresent() && until.filter(u -> !u.isAfter(from.get())).isPresent()) {
            valid.wrong("validity", "it ends before it begins", "let `until` be after `from`");
        }
        var exception = root.get("exception").only(Set.of("kind", "max_days"));
        var maxDays = exception.get("max_days").whole(90);
        if (maxDays < 1 || maxDays > 366) {
            exception.wrong("max-days", "`max_days` is " + maxDays, "write 1 to 366");
        }
        var body = body(id, root);
        var annotations = new LinkedHashMap<String, String>();
        root.get("annotations")
                .entries()
                .forEach((k, v) -> annotations.put(k, v.text().orElse("")));
        var policy =
                new Policy(
                        id,
                        root.get("version").required(root, "version"),
                        root.get("owner").required(root, "owner"),
                        scope(root),
                        root.get("priority").whole(50),
                        root.get("action").choice(Policy.Action.class, Policy.Action.ENFORCE),
                        new Policy.Exceptions(
                                exception
                                        .get("kind")
                                        .choice(
                                                Policy.ExceptionKind.class,
                                                Policy.ExceptionKind.REQUIRES_APPROVAL),
                                maxDays),
                        from,
                        until,
                        body,
                        cases(root.get("tests")),
                        InvariantReader.read(root.get("verification")),
                        annotations);
        if (findings.isEmpty()) {
            findings.addAll(Bodies.problems(Language.cel(), file, text));
        }
        return Optional.of(policy);
    }

    private static Policy.Scope scope(YamlPlace root) {
        var place = root.get("scope");
        if (place.text().isPresent()) {
            if (!place.text().get().equals("all")) {
                place.wrong("scope", "`" + place.text().get() + "` is no scope", "write `all`");
            }
        } else if (place.entries().isEmpty()) {
            root.wrong("missing", "`scope` is missing", "write `scope: all` or name services");
        }
        place.only(Set.of("services", "teams", "tags", "categories"));
        return new Policy.Scope(
                place.get("services").texts(),
                place.get("teams").texts(),
                place.get("tags").texts(),
                place.get("categories").texts());
    }

    private static Block<Condition, Policy.Rule> body(String id, YamlPlace root) {
        if (!root.get("rule").isThere()) {
            root.wrong("no-rules", "the policy has no rule", "add `rule:` with `match:` in it");
            return new Block<>(true, List.of());
        }
        return BodyReader.read(root.get("rule"), new RuleCompiler(id))
                .orElseGet(() -> new Block<>(true, List.of()));
    }

    private static List<Policy.Case> cases(YamlPlace tests) {
        var out = new ArrayList<Policy.Case>();
        for (var test : tests.elements()) {
            test.only(Set.of("name", "facts", "expect"));
            var facts = facts(test.get("facts"));
            out.add(
                    new Policy.Case(
                            test.get("name").required(test, "name"),
                            test.line(),
                            facts,
                            test.get("expect").choice(Outcome.class, Outcome.ESCALATE)));
        }
        return out;
    }

    private static Facts facts(YamlPlace place) {
        var out = Facts.NONE;
        for (Map.Entry<String, YamlPlace> entry : place.entries().entrySet()) {
            var attribute = Attribute.of(entry.getKey());
            if (attribute.isEmpty()) {
                entry.getValue()
                        .wrong(
                                "unknown-attribute",
                                "unknown attribute `" + entry.getKey() + "`",
                                "known attributes are in docs/policies.md");
                continue;
            }
            var value = value(entry.getValue(), attribute.get());
            if (value.isPresent()) {
                out = out.with(attribute.get(), value.get());
            }
        }
        return out;
    }

    /// A fact's value as its attribute holds it.
    private static Optional<Object> value(YamlPlace place, Attribute attribute) {
        var text = place.text().orElse("");
        try {
            return Optional.of(
                    attribute.checked(
                            switch (attribute.kind()) {
                                case NAME, TEXT -> text;
                                case NAMES -> List.copyOf(place.texts());
                                case NUMBER -> Double.valueOf(text);
                                case WHOLE -> Long.valueOf(text);
                                case FLAG ->
                                        switch (text) {
                                            case "true" -> true;
                                            case "false" -> false;
                                            default -> text;
                                        };
                            }));
        } catch (IllegalArgumentException e) {
            place.wrong(
                    "fact", "`" + attribute.key() + "` cannot be `" + text + "`", "see the schema");
            return Optional.empty();
        }
    }
}
