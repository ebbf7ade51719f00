package dev.countersign.playbook;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// One playbook as written: nothing is inferred here, and an absent optional key stays absent.
///
/// Confidences and shares are exact decimals between 0 and 1. `version` is text: `1.2`, not a
/// number.
public record Playbook(
        String version,
        Owners owners,
        Regions regions,
        Slo slo,
        Rbac rbac,
        List<TrainingTrack> trainingTracks,
        Observability observability,
        Approvals approvals,
        RiskThresholds riskThresholds,
        Communication communication,
        AdoptionReporting adoptionReporting) {

    public Playbook {
        trainingTracks = List.copyOf(trainingTracks);
    }

    /// The four accountable addresses.
    public record Owners(
            String executiveSponsor,
            String programManager,
            String securityPartner,
            String legalPartner) {}

    public record Regions(List<String> allowed, String dataResidency, boolean piiRedaction) {
        public Regions {
            allowed = List.copyOf(allowed);
        }
    }

    public record Slo(
            BigDecimal trainingCompletion, BigDecimal adoptionRate, int exceptionClearanceHours) {}

    public record Rbac(List<Role> roles) {
        public Rbac {
            roles = List.copyOf(roles);
        }
    }

    /// @param approvals actions that need somebody's approval when this role attempts them
    /// @param humanInLoop empty where the key is absent: the global rule then holds
    public record Role(
            String name,
            List<String> prompts,
            List<String> approvals,
            Optional<Boolean> humanInLoop) {
        public Role {
            prompts = List.copyOf(prompts);
            approvals = List.copyOf(approvals);
        }
    }

    public record TrainingTrack(
            String id, List<String> kpis, List<Module> modules, List<Microtool> microtools) {
        public TrainingTrack {
            kpis = List.copyOf(kpis);
            modules = List.copyOf(modules);
            microtools = List.copyOf(microtools);
        }
    }

    public record Module(String name, int durationMin, List<String> outcomes) {
        public Module {
            outcomes = List.copyOf(outcomes);
        }
    }

    /// @param approvalRule the rule's text, not yet parsed
    public record Microtool(
            String name,
            String product,
            BigDecimal confidenceThreshold,
            Optional<String> approvalRule,
            List<GatingCondition> gatingConditions,
            Optional<String> qaOwner) {
        public Microtool {
            gatingConditions = List.copyOf(gatingConditions);
        }
    }

    /// `threshold` belongs to `quiz`, `sampleSize` to `shadow_mode`, `error` and `delta` to
    /// `certificate`; a certificate with a `sampleSize` is judged once, after so many samples.
    public record GatingCondition(
            String type,
            Optional<BigDecimal> threshold,
            Optional<Integer> sampleSize,
            Optional<BigDecimal> error,
            Optional<BigDecimal> delta) {}

    public record Observability(
            String promptLogging, boolean modelVersions, AuditTrail auditTrail) {}

    public record AuditTrail(String store, int retentionDays) {}

    public record Approvals(WorkflowChanges workflowChanges) {}

    public record WorkflowChanges(List<String> steps, int slaHours) {
        public WorkflowChanges {
            steps = List.copyOf(steps);
        }
    }

    public record RiskThresholds(
            List<String> yellowZoneTerms,
            BigDecimal blockOnConfidenceLt,
            boolean manualReviewRequired) {
        public RiskThresholds {
            yellowZoneTerms = List.copyOf(yellowZoneTerms);
        }
    }

    public record Communication(List<String> channels, String dailyBriefTimeUtc) {
        public Communication {
            channels = List.copyOf(channels);
        }
    }

    public record AdoptionReporting(String sink, List<String> fields) {
        public AdoptionReporting {
            fields = List.copyOf(fields);
        }
    }
}
