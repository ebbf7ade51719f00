package dev.countersign.policy;

import dev.countersign.egress.Residency;
import dev.countersign.gate.Condition;
import dev.countersign.gate.Gate;
import dev.countersign.kernel.Reason;
import dev.countersign.playbook.ApprovalRule;
import dev.countersign.playbook.ApprovalRule.Met;
import dev.countersign.playbook.Binding;
import dev.countersign.playbook.LoadedPlaybook;
import dev.countersign.playbook.Playbook;
import dev.countersign.playbook.Settings;
import dev.countersign.playbook.TermMatcher;
import dev.countersign.policy.Rules.ApprovalCheck;
import dev.countersign.policy.Rules.BelowThreshold;
import dev.countersign.policy.Rules.PersonalDataZone;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Compiles a playbook version into the rulebook that calls are judged by. Pure.
public final class RulebookCompiler {
    private static final String DEFAULT_APPROVER = "ops_manager";

    private final LoadedPlaybook loaded;
    private final Playbook playbook;
    private final Settings settings;

    private RulebookCompiler(LoadedPlaybook loaded) {
        this.loaded = loaded;
        this.playbook = loaded.playbook();
        this.settings = loaded.organisation().settings();
    }

    public static Rulebook compile(LoadedPlaybook loaded) {
        return new RulebookCompiler(loaded).compile();
    }

    private Rulebook compile() {
        var promptsOfRole = new HashMap<String, Set<String>>();
        var drafts = new HashSet<String>();
        for (var role : playbook.rbac().roles()) {
            promptsOfRole.put(role.name(), Set.copyOf(role.prompts()));
            if (role.humanInLoop().orElse(false)) {
                drafts.add(role.name());
            }
        }
        var rules = new HashMap<String, Rules>();
        var gates = new HashMap<String, Gate>();
        for (var track : playbook.trainingTracks()) {
            for (var tool : track.microtools()) {
                var prompt = settings.toolPrompts().getOrDefault(tool.name(), tool.name());
                rules.put(prompt, rules(tool));
                gates.put(prompt, gate(tool));
            }
        }
        return new Rulebook(
                playbook.version(),
                loaded.id(),
                promptsOfRole,
                rules,
                rules(Optional.empty(), ApprovalCheck.NOTHING, DEFAULT_APPROVER, false),
                gates,
                drafts,
                new Residency(
                        Set.copyOf(playbook.regions().allowed()),
                        playbook.regions().dataResidency().equals("enforced")),
                playbook.regions().piiRedaction(),
                loaded.organisation().redaction(),
                Duration.ofHours(playbook.slo().exceptionClearanceHours()),
                actions(),
                avoided());
    }

    private Map<String, ActionRule> actions() {
        var out = new HashMap<String, ActionRule>();
        var asking = new HashMap<String, Set<String>>();
        for (var role : playbook.rbac().roles()) {
            for (var action : role.approvals()) {
                asking.computeIfAbsent(action, _ -> new HashSet<>()).add(role.name());
            }
        }
        asking.forEach((name, roles) -> {
            var spec = loaded.organisation().action(name);
            var approver = loaded.organisation().approvers().getOrDefault(name, DEFAULT_APPROVER);
            var fields =
                    spec.fields().stream()
                            .map(f ->
                                    new ActionRule.Field(
                                            f.name(),
                                            f.label(),
                                            ActionRule.Kind.valueOf(f.kind().name()),
                                            f.required(),
                                            f.choices()))
                            .toList();
            out.put(name, new ActionRule(name, spec.title(), roles, approver, fields));
        });
        return out;
    }

    private Rules rules(Playbook.Microtool tool) {
        var parsed = tool.approvalRule().flatMap(RulebookCompiler::parse);
        var approver =
                parsed.map(rule -> Binding.approverRole(rule.action(), settings))
                        .orElse(DEFAULT_APPROVER);
        return rules(
                Optional.of(tool.confidenceThreshold()),
                parsed.<ApprovalCheck>map(Approval::new).orElse(ApprovalCheck.NOTHING),
                approver,
                true);
    }

    private Rules rules(
            Optional<BigDecimal> threshold, ApprovalCheck approval, String approver, boolean tool) {
        return new Rules(
                playbook.riskThresholds().blockOnConfidenceLt(),
                threshold,
                BelowThreshold.valueOf(settings.belowThreshold().name()),
                approval,
                zone(),
                personalData(),
                tool || settings.confidenceRequired() == Settings.ConfidenceRequired.ALL,
                approver);
    }

    /// `PII` is a class, not a word: it asks the redactor. The other terms are looked up.
    private TextRule zone() {
        if (!reviewed()) {
            return TextRule.NOTHING;
        }
        var words =
                playbook.riskThresholds().yellowZoneTerms().stream()
                        .filter(term -> !isPersonalData(term))
                        .toList();
        return new Zone(
                new TermMatcher(words, settings.containsMatch()),
                settings.containsReads(),
                "yellow-zone",
                "");
    }

    /// What each role leaves to people, whatever the prompt.
    private Map<String, TextRule> avoided() {
        var out = new HashMap<String, TextRule>();
        for (var rubric : loaded.organisation().rubric()) {
            if (!rubric.terms().isEmpty()) {
                var matcher = new TermMatcher(rubric.terms(), settings.containsMatch());
                out.put(
                        rubric.role(),
                        new Zone(
                                matcher,
                                settings.containsReads(),
                                "avoided",
                                "which `" + rubric.role() + "` leaves to people"));
            }
        }
        return out;
    }

    private PersonalDataZone personalData() {
        return reviewed()
                        && playbook.riskThresholds().yellowZoneTerms().stream()
                                .anyMatch(RulebookCompiler::isPersonalData)
                ? PersonalDataZone.valueOf(settings.personalDataZone().name())
                : PersonalDataZone.OFF;
    }

    /// The global rule wins where it is true; where it is false, only an organisation that lets
    /// roles decide for themselves goes without.
    private boolean reviewed() {
        return playbook.riskThresholds().manualReviewRequired() || !settings.reviewIsGlobal();
    }

    private static boolean isPersonalData(String term) {
        return term.strip().toLowerCase(Locale.ROOT).equals("pii");
    }

    /// The playbook's conditions, and what the organisation asks for beyond them.
    private Gate gate(Playbook.Microtool tool) {
        var conditions = new ArrayList<Condition>();
        for (var condition : tool.gatingConditions()) {
            conditions.add(Gating.condition(condition));
        }
        conditions.addAll(loaded.organisation().gates().getOrDefault(tool.name(), List.of()));
        return new Gate(tool.name(), conditions);
    }

    private static Optional<ApprovalRule> parse(String text) {
        try {
            return Optional.of(ApprovalRule.parse(text));
        } catch (ApprovalRule.Malformed e) {
            // Binding refuses such a playbook before it can be activated.
            throw new IllegalStateException("malformed approval rule: " + e.getMessage(), e);
        }
    }

    /// @param rule the reasons' id
    /// @param why what the terms are; empty for the yellow zone's
    private record Zone(TermMatcher matcher, Settings.Reads reads, String rule, String why)
            implements TextRule {
        @Override
        public List<Reason> reasons(String request, String answer) {
            var out = new ArrayList<Reason>();
            if (reads != Settings.Reads.ANSWER) {
                add(out, matcher.find(request), "request");
            }
            if (reads != Settings.Reads.REQUEST) {
                add(out, matcher.find(answer), "answer");
            }
            return out;
        }

        @Override
        public List<Reason> terms(String text) {
            var out = new ArrayList<Reason>();
            add(out, matcher.find(text), "answer");
            return out;
        }

        @Override
        public boolean readsAnswer() {
            return reads != Settings.Reads.REQUEST && !matcher.terms().isEmpty();
        }

        private void add(List<Reason> out, List<TermMatcher.Hit> hits, String where) {
            for (var hit : hits) {
                out.add(
                        new Reason(
                                rule,
                                "the "
                                        + where
                                        + " mentions `"
                                        + hit.matched()
                                        + (why.isEmpty()
                                                ? "` (yellow-zone term `" + hit.term() + "`)"
                                                : "`, " + why),
                                hit.matched(),
                                hit.term(),
                                where + ":" + hit.position()));
            }
        }
    }

    private final class Approval implements ApprovalCheck {
        private final ApprovalRule rule;
        private final Map<List<String>, TermMatcher> matchers = new HashMap<>();

        Approval(ApprovalRule rule) {
            this.rule = rule;
            collect(rule.condition());
        }

        private void collect(ApprovalRule.Condition condition) {
            switch (condition) {
                case ApprovalRule.Condition.LessThan _ -> {}
                case ApprovalRule.Condition.Contains(var terms) ->
                        matchers.put(terms, new TermMatcher(terms, settings.containsMatch()));
                case ApprovalRule.Condition.AnyOf(var parts) -> parts.forEach(this::collect);
                case ApprovalRule.Condition.AllOf(var parts) -> parts.forEach(this::collect);
            }
        }

        @Override
        public List<Reason> reasons(
                Optional<BigDecimal> confidence, String request, String answer) {
            return rule.met(confidence, terms -> hits(terms, request, answer)).stream()
                    .map(met ->
                            new Reason(
                                    "approval-rule",
                                    met.sentence(),
                                    met.fact(),
                                    met.limit(),
                                    met.where()))
                    .toList();
        }

        private List<Met> hits(List<String> terms, String request, String answer) {
            var matcher = Objects.requireNonNull(matchers.get(terms));
            var out = new ArrayList<Met>();
            if (settings.containsReads() != Settings.Reads.ANSWER) {
                add(out, matcher.find(request), "request");
            }
            if (settings.containsReads() != Settings.Reads.REQUEST) {
                add(out, matcher.find(answer), "answer");
            }
            return out;
        }

        private static void add(List<Met> out, List<TermMatcher.Hit> hits, String where) {
            for (var hit : hits) {
                out.add(
                        new Met(
                                "the "
                                        + where
                                        + " mentions `"
                                        + hit.matched()
                                        + "`, and the approval rule asks for a person at `"
                                        + hit.term()
                                        + "`",
                                hit.matched(),
                                hit.term(),
                                where + ":" + hit.position()));
            }
        }

        @Override
        public boolean readsAnswer() {
            return rule.readsConfidence() || settings.containsReads() != Settings.Reads.REQUEST;
        }
    }
}
