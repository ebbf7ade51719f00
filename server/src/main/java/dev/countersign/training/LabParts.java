package dev.countersign.training;

import dev.countersign.course.Lab;
import dev.countersign.course.Pack;
import dev.countersign.course.Pack.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a learner fills in for a lab, part by part. Pure.
public final class LabParts {
    public static final String NOTE = "note";
    public static final String DONE = "done";
    public static final List<String> CATEGORIES =
            List.of(
                    "policy_violation",
                    "config_conflict",
                    "customer_exemption",
                    "rollback",
                    "performance_tradeoff",
                    "operational_override",
                    "new_requirement");
    public static final List<String> DECISIONS = List.of("approve", "deny", "escalate");
    public static final List<String> ROLES =
            List.of(
                    "service_owner",
                    "security",
                    "customer_success",
                    "finance",
                    "incident_commander",
                    "ops_lead",
                    "policy_team",
                    "cto");

    /// A group may settle more than it must.
    private static final int MORE_LINES = 2;

    private LabParts() {}

    public static String step(String id) {
        return "step." + id;
    }

    /// @param number from 1
    public static String entry(int number) {
        return "entry." + number;
    }

    /// @param number from 1
    public static String settled(int number) {
        return "settled." + number;
    }

    /// @param field `category`, `decision`, `because` or `to`
    public static String field(Scenario scenario, String field) {
        return scenario.id() + "." + field;
    }

    /// How many texts are written.
    public static int entries(Lab lab) {
        if (lab.pass().words().isPresent()) {
            return lab.pass().words().get().entries();
        }
        var written = lab.kind() == Lab.Kind.WRITING || lab.kind() == Lab.Kind.REFLECTION;
        return written && lab.scenarios().isEmpty() && lab.bank().isEmpty() ? 1 : 0;
    }

    public static boolean isGroup(Lab lab) {
        return lab.kind() == Lab.Kind.GROUP || lab.pass().group().isPresent();
    }

    /// How many lines a group has room for.
    public static int lines(Lab lab) {
        return isGroup(lab) ? lab.pass().group().orElse(2) + MORE_LINES : 0;
    }

    /// Whether it runs on a part of the product.
    public static boolean runsOnProduct(Lab lab) {
        return switch (lab.kind()) {
            case DESK, POLICY, DASHBOARD, QUERIES -> true;
            case CHECKLIST, DRILL, UPLOAD, WRITING, GROUP, REFLECTION -> false;
        };
    }

    /// Whether nothing else shows what was done.
    public static boolean needsNote(Lab lab) {
        return runsOnProduct(lab)
                && entries(lab) == 0
                && lab.steps().isEmpty()
                && lab.bank().isEmpty();
    }

    /// Everything read by nobody but the learner and their mentor.
    public static boolean isPrivate(Lab lab) {
        return lab.privateToMentor() || lab.kind() == Lab.Kind.REFLECTION;
    }

    /// As the other; and what was handed in for one reader stays theirs, whatever a later version
    /// of the course says of the lab.
    public static boolean isPrivate(Lab lab, LabWork work) {
        return isPrivate(lab) || !work.reader().isEmpty();
    }

    public static List<Scenario> scenarios(Lab lab, Pack pack) {
        return lab.scenarios()
                .flatMap(pack::scenarioSet)
                .map(Pack.ScenarioSet::items)
                .orElse(List.of());
    }

    /// The parts that there are.
    public static List<String> names(Lab lab, Pack pack) {
        var out = new ArrayList<String>();
        lab.steps().forEach(s -> out.add(step(s.id())));
        for (var i = 1; i <= entries(lab); i++) {
            out.add(entry(i));
        }
        for (var i = 1; i <= lines(lab); i++) {
            out.add(settled(i));
        }
        for (var s : scenarios(lab, pack)) {
            List.of("category", "decision", "because", "to").forEach(f -> out.add(field(s, f)));
        }
        if (lab.kind() != Lab.Kind.REFLECTION) {
            out.add(NOTE);
        }
        return out;
    }

    /// Words with a letter or a digit in them.
    public static int words(String text) {
        var count = 0;
        for (var word : text.strip().split("\\s+")) {
            if (word.chars().anyMatch(Character::isLetterOrDigit)) {
                count++;
            }
        }
        return count;
    }

    static boolean isSettled(Scenario s, Map<String, String> texts) {
        var decision = texts.getOrDefault(field(s, "decision"), "");
        return CATEGORIES.contains(texts.getOrDefault(field(s, "category"), ""))
                && DECISIONS.contains(decision)
                && !texts.getOrDefault(field(s, "because"), "").isBlank()
                && (!decision.equals("escalate")
                        || ROLES.contains(texts.getOrDefault(field(s, "to"), "")));
    }

    /// Whether category and decision are those of the key; of an escalation, the role, too.
    public static boolean agrees(Scenario s, Map<String, String> texts) {
        var key = s.key();
        return key.category().equals(texts.get(field(s, "category")))
                && key.decision().equals(texts.get(field(s, "decision")))
                && (!key.decision().equals("escalate")
                        || key.to().equals(texts.get(field(s, "to"))));
    }
}
