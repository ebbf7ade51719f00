package dev.countersign.playbook;

import dev.countersign.escalation.Routing;
import dev.countersign.gate.Condition;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The file beside the playbook: who the people are, what they approve, where data goes, and what
/// was decided where the playbook is silent.
///
/// @param owners the playbook's owner key → a person's id
/// @param approvers action that needs an approval → the role that gives it
/// @param actions what is asked about an action before it is approved
/// @param rubric what each role hands to a machine and what it never does
/// @param regions where people work, in the organisation's own words
/// @param gates what gates ask for beyond the playbook's own conditions, by name
/// @param defects how what is wrong with an answer is classed
/// @param sops procedures, each step with its tool and approver
/// @param kpis what the playbook's tracks are to move
/// @param routing hours, contacts, who answers for which category, and how a case climbs
public record Organisation(
        String name,
        ZoneId zone,
        List<Member> people,
        Map<String, String> owners,
        Map<String, String> approvers,
        List<ActionSpec> actions,
        List<Rubric> rubric,
        List<String> regions,
        List<Sink> sinks,
        List<UpstreamEntry> upstreams,
        Redaction redaction,
        List<Baseline> baselines,
        Settings settings,
        Map<String, String> documents,
        Routing routing,
        Map<String, List<Condition>> gates,
        List<DefectClass> defects,
        List<Sop> sops,
        List<KpiSpec> kpis) {
    public Organisation {
        kpis = List.copyOf(kpis);
        gates = Map.copyOf(gates);
        defects = List.copyOf(defects);
        sops = List.copyOf(sops);
        people = List.copyOf(people);
        owners = Map.copyOf(owners);
        approvers = Map.copyOf(approvers);
        actions = List.copyOf(actions);
        rubric = List.copyOf(rubric);
        regions = List.copyOf(regions);
        sinks = List.copyOf(sinks);
        upstreams = List.copyOf(upstreams);
        baselines = List.copyOf(baselines);
        documents = Map.copyOf(documents);
    }

    /// Roles that an organisation has beyond the playbook's own.
    public static final List<String> FURTHER_ROLES =
            List.of(
                    "mentor",
                    "process_quality",
                    "programme_manager",
                    "executive",
                    "security",
                    "legal",
                    "incident_commander",
                    "service_owner",
                    "customer_success",
                    "finance",
                    "policy_team",
                    "administrator");

    /// @param teams of the organisation's `teams`
    /// @param skills services, categories, teams or tags that somebody knows well
    /// @param mentorOf ids of the people whom this one teaches
    public record Member(
            String id,
            String name,
            String email,
            ZoneId zone,
            List<String> roles,
            List<String> teams,
            List<String> skills,
            List<String> mentorOf) {
        public Member {
            teams = List.copyOf(teams);
            roles = List.copyOf(roles);
            skills = List.copyOf(skills);
            mentorOf = List.copyOf(mentorOf);
        }
    }

    /// Where records are copied to.
    public record Sink(String name, String kind, String region) {}

    public record UpstreamEntry(
            String name,
            String url,
            String region,
            String modelVersion,
            boolean noTraining,
            Optional<String> apiKeyEnv) {}

    /// Minutes a workflow took before, and how that was measured; without one, time saved stays
    /// empty.
    public record Baseline(
            String workflow, BigDecimal minutes, String method, Optional<String> prompt) {}

    /// Ids of those who teach this person; empty where nobody is named.
    public List<String> mentorsOf(String person) {
        return people.stream().filter(m -> m.mentorOf().contains(person)).map(Member::id).toList();
    }

    public Optional<Baseline> baselineOf(String prompt) {
        return baselines.stream()
                .filter(b -> b.prompt().filter(prompt::equals).isPresent())
                .findFirst();
    }

    public Optional<KpiSpec> kpi(String id) {
        return kpis.stream().filter(k -> k.id().equals(id)).findFirst();
    }

    public ActionSpec action(String name) {
        return actions.stream()
                .filter(a -> a.name().equals(name))
                .findFirst()
                .orElseGet(() -> ActionSpec.plain(name));
    }
}
