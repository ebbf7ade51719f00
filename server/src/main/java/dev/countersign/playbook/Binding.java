package dev.countersign.playbook;

import dev.countersign.gate.Gate;
import dev.countersign.kernel.Finding;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Whether a playbook and an organisation fit together. Pure.
public final class Binding {
    private static final String USUAL_APPROVER = "ops_manager";
    private static final Map<String, String> OWNER_KEYS =
            Map.of(
                    "executive_sponsor", "sponsor",
                    "program_manager", "programme manager",
                    "security_partner", "security partner",
                    "legal_partner", "legal partner");

    private final Playbook playbook;
    private final Organisation organisation;
    private final Remarks remarks;
    private final Marks marks;

    private Binding(Playbook playbook, Organisation organisation, String file, Marks marks) {
        this.playbook = playbook;
        this.organisation = organisation;
        this.remarks = new Remarks(file);
        this.marks = marks;
    }

    /// Everything that does not fit, all at once. An ERROR keeps the playbook from being activated.
    ///
    /// @param file the organisation file's name, for the findings
    /// @param text its text, for their places
    public static List<Finding> check(
            Playbook playbook, Organisation organisation, String file, String text) {
        var binding = new Binding(playbook, organisation, file, Marks.of(text));
        binding.people();
        binding.owners();
        binding.roles();
        binding.approvers();
        binding.leads();
        binding.gates();
        binding.regions();
        binding.rules();
        binding.paths();
        binding.procedures();
        binding.kpis();
        return binding.remarks.all();
    }

    private void people() {
        var ids = new LinkedHashSet<String>();
        var emails = new LinkedHashSet<String>();
        var index = 0;
        for (var member : organisation.people()) {
            var at = "people[" + index++ + "]";
            if (!ids.add(member.id())) {
                error(
                        at + ".id",
                        "duplicate-person",
                        "`" + member.id() + "` is listed twice",
                        "keep one");
            }
            if (!emails.add(member.email())) {
                error(
                        at + ".email",
                        "duplicate-email",
                        "`" + member.email() + "` belongs to two people",
                        "give each their own address");
            }
            var teams = organisation.routing().teams().keySet();
            member.teams().stream()
                    .filter(t -> !teams.contains(t))
                    .forEach(t ->
                            error(
                                    at + ".teams[" + member.teams().indexOf(t) + "]",
                                    "unknown-team",
                                    "`" + member.id() + "` is in the unknown team `" + t + "`",
                                    teams.isEmpty()
                                            ? "describe it under `teams`"
                                            : "known are " + String.join(", ", teams)));
            var known = knownRoles();
            member.roles().stream()
                    .filter(role -> !known.contains(role))
                    .forEach(role ->
                            error(
                                    at + ".roles[" + member.roles().indexOf(role) + "]",
                                    "unknown-role",
                                    "`" + member.id() + "` has the unknown role `" + role + "`",
                                    "known are " + String.join(", ", known)));
        }
    }

    private void owners() {
        var ids = ids();
        for (var key : OWNER_KEYS.keySet().stream().sorted().toList()) {
            var person = organisation.owners().get(key);
            if (person == null || !ids.contains(person)) {
                error(
                        "owners." + key,
                        "owner-unbound",
                        "the playbook's `"
                                + key
                                + "` is bound to "
                                + (person == null
                                        ? "nobody"
                                        : "`" + person + "`, who is not listed"),
                        "name a person's id under `owners." + key + "`");
            }
        }
    }

    private void roles() {
        var trackRoles = organisation.settings().trackRoles();
        for (var role : playbook.rbac().roles()) {
            if (organisation.people().stream().noneMatch(p -> p.roles().contains(role.name()))) {
                warn(
                        "people",
                        "role-without-people",
                        "nobody has the role `" + role.name() + "`",
                        "give it to somebody, or remove it from the playbook");
            }
            if (!trackRoles.containsValue(role.name())) {
                warn(
                        "settings.track_roles",
                        "role-without-track",
                        "no training track is bound to the role `" + role.name() + "`",
                        "add it under `settings.track_roles`");
            }
        }
        for (var track : playbook.trainingTracks()) {
            if (!trackRoles.containsKey(track.id())) {
                warn(
                        "settings.track_roles",
                        "track-without-role",
                        "the track `" + track.id() + "` names no role",
                        "add `" + track.id() + "` under `settings.track_roles`");
            }
        }
    }

    private void kpis() {
        var named =
                playbook.trainingTracks().stream()
                        .flatMap(t -> t.kpis().stream())
                        .collect(Collectors.toSet());
        for (var kpi : organisation.kpis()) {
            if (!named.contains(kpi.id())) {
                warn(
                        "kpis." + kpi.id(),
                        "kpi-without-track",
                        "no training track names the KPI `" + kpi.id() + "`",
                        "add it to the `kpis` of a track, or take it out");
            } else if (kpi.baseline().isEmpty()) {
                warn(
                        "kpis." + kpi.id(),
                        "kpi-without-baseline",
                        "nobody measured `" + kpi.id() + "` before the training",
                        "add `baseline`; until then nothing is claimed of it");
            }
        }
    }

    private void approvers() {
        for (var role : playbook.rbac().roles()) {
            for (var action : role.approvals()) {
                var approver = organisation.approvers().get(action);
                if (approver == null || !knownRoles().contains(approver)) {
                    error(
                            "approvers." + action,
                            "approver-missing",
                            "`"
                                    + role.name()
                                    + "` needs an approval for `"
                                    + action
                                    + "`, and nobody is named who gives it",
                            "add `" + action + ": ROLE` under `approvers`");
                }
            }
        }
        // Where it is one of the playbook's roles, `roles` has told it.
        if (playbook.rbac().roles().stream().noneMatch(r -> r.name().equals(USUAL_APPROVER))
                && organisation.people().stream()
                        .noneMatch(p -> p.roles().contains(USUAL_APPROVER))) {
            warn(
                    "approvers",
                    "nobody-approves",
                    "exceptions of categories without an entry in `approvers` go to `"
                            + USUAL_APPROVER
                            + "`, a role that nobody has: they would wait until their time is out",
                    "give somebody the role, or name an approver for every category");
        }
        organisation.approvers().forEach(this::approver);
        organisation.rubric().forEach(this::rubric);
        for (var action : organisation.actions()) {
            if (playbook.rbac().roles().stream()
                    .noneMatch(r -> r.approvals().contains(action.name()))) {
                warn(
                        "actions." + action.name(),
                        "unknown-action",
                        "no role may ask for `" + action.name() + "`",
                        "add it to a role's `approvals`, or take it out");
            }
        }
        for (var step : playbook.approvals().workflowChanges().steps()) {
            if (!knownRoles().contains(step) && !OWNER_KEYS.containsKey(step)) {
                error(
                        "",
                        "unknown-step",
                        "`approvals.workflow_changes` names `" + step + "`, no role and no owner",
                        "write a role or one of " + String.join(", ", OWNER_KEYS.keySet()));
            }
        }
    }

    private void rubric(Rubric rubric) {
        var at = "rubric." + rubric.role();
        var role =
                playbook.rbac().roles().stream()
                        .filter(r -> r.name().equals(rubric.role()))
                        .findFirst();
        if (role.isEmpty()) {
            error(
                    at,
                    "unknown-role",
                    "`" + rubric.role() + "` is no role of the playbook",
                    "write one of `rbac.roles`");
            return;
        }
        for (var avoid : rubric.avoid()) {
            for (var action : avoid.actions()) {
                if (!role.get().approvals().contains(action)) {
                    error(
                            at,
                            "avoided-without-approval",
                            "`"
                                    + rubric.role()
                                    + "` avoids `"
                                    + action
                                    + "`, which needs no approval of anybody",
                            "add `" + action + "` to the role's `approvals`, or take it out here");
                }
            }
        }
    }

    private void gates() {
        var tools =
                playbook.trainingTracks().stream()
                        .flatMap(t -> t.microtools().stream())
                        .map(Playbook.Microtool::name)
                        .toList();
        var categories =
                organisation.routing().taxonomy().names().stream().map(Gate::category).toList();
        for (var name : organisation.gates().keySet()) {
            if (!tools.contains(name)
                    && !name.equals(Gate.PRODUCTION)
                    && !name.equals(Gate.ON_CALL)
                    && !categories.contains(name)) {
                error(
                        "gates." + name,
                        "unknown-gate",
                        "`" + name + "` is no microtool and nothing else that a gate guards",
                        "write a microtool's name, `production_exceptions`, `on_call`, or `category:`"
                                + " and one of "
                                + String.join(", ", organisation.routing().taxonomy().names()));
            }
        }
    }

    private void leads() {
        for (var team : organisation.routing().teams().values()) {
            if (!knownRoles().contains(team.lead())) {
                error(
                        "teams." + team.name() + ".lead",
                        "unknown-role",
                        "`" + team.lead() + "`, which leads `" + team.name() + "`, is no role",
                        "write one of " + String.join(", ", knownRoles()));
            }
        }
    }

    /// A key is an action or a category of exceptions; a value is one role, or for a category
    /// several, of which some sign only where money is at stake.
    private void approver(String key, String roles) {
        var isAction = playbook.rbac().roles().stream().anyMatch(r -> r.approvals().contains(key));
        var categories = organisation.routing().taxonomy().names();
        if (!isAction && !categories.contains(key)) {
            warn(
                    "approvers." + key,
                    "unknown-approval",
                    "`" + key + "` is neither an action that needs an approval nor a category",
                    "write one of " + String.join(", ", categories) + ", or take it out");
        }
        if (isAction) {
            return;
        }
        for (var role : roles.split(",")) {
            var name = role.strip().replace(" if revenue", "");
            if (!name.isEmpty() && !knownRoles().contains(name)) {
                error(
                        "approvers." + key,
                        "unknown-role",
                        "`" + name + "`, who approves `" + key + "`, is no role",
                        "write roles divided by commas, each perhaps followed by `if revenue`");
            }
        }
    }

    private void regions() {
        var allowed = Set.copyOf(playbook.regions().allowed());
        var enforced = playbook.regions().dataResidency().equals("enforced");
        var index = 0;
        for (var upstream : organisation.upstreams()) {
            var at = "upstreams[" + index++ + "].region";
            if (!allowed.contains(upstream.region())) {
                outside(at, "upstream `" + upstream.name() + "`", upstream.region(), enforced);
            }
        }
        index = 0;
        for (var sink : organisation.sinks()) {
            var at = "sinks[" + index++ + "].region";
            if (!allowed.contains(sink.region())) {
                outside(at, "sink `" + sink.name() + "`", sink.region(), enforced);
            }
        }
    }

    private void outside(String at, String what, String region, boolean enforced) {
        var sentence = what + " is in `" + region + "`, outside " + playbook.regions().allowed();
        var remedy = "move it, or add the region to `regions.allowed`";
        if (enforced) {
            error(at, "outside-regions", sentence, remedy);
        } else {
            warn(at, "outside-regions", sentence, remedy);
        }
    }

    private void rules() {
        var prompts =
                playbook.rbac().roles().stream()
                        .flatMap(r -> r.prompts().stream())
                        .collect(Collectors.toSet());
        for (var track : playbook.trainingTracks()) {
            for (var tool : track.microtools()) {
                var prompt = organisation.settings().toolPrompts().get(tool.name());
                if (prompt == null && !prompts.contains(tool.name())) {
                    error(
                            "settings.tool_prompts",
                            "tool-without-prompt",
                            "the microtool `" + tool.name() + "` guards no prompt",
                            "add `" + tool.name() + ": PROMPT` under `settings.tool_prompts`");
                } else if (prompt != null && !prompts.contains(prompt)) {
                    error(
                            "settings.tool_prompts." + tool.name(),
                            "unknown-prompt",
                            "`settings.tool_prompts` names `" + prompt + "`, which no role may run",
                            "name one of " + prompts.stream().sorted().toList());
                }
                tool.approvalRule().ifPresent(text -> rule(tool.name(), text));
            }
        }
    }

    private void rule(String tool, String text) {
        try {
            var rule = ApprovalRule.parse(text);
            var role = approverRole(rule.action(), organisation.settings());
            if (!knownRoles().contains(role)) {
                error(
                        "settings.approver_aliases." + rule.action(),
                        "unknown-approver",
                        "the approval rule of `"
                                + tool
                                + "` asks for `"
                                + rule.action()
                                + "`, which resolves to no role",
                        "add `" + rule.action() + ": ROLE` under `settings.approver_aliases`");
            }
        } catch (ApprovalRule.Malformed e) {
            error(
                    "",
                    "malformed-rule",
                    "the approval rule of `"
                            + tool
                            + "` breaks at column "
                            + e.column()
                            + ": "
                            + e.getMessage(),
                    "write `if confidence < 0.9 or contains: term, term => action`");
        }
    }

    /// Steps that the clearance time overtakes.
    private void paths() {
        var hours = playbook.slo().exceptionClearanceHours();
        organisation
                .routing()
                .paths()
                .forEach((name, path) -> {
                    var late = path.beyond(Duration.ofHours(hours));
                    if (!late.isEmpty()) {
                        warn(
                                "escalation_paths." + name,
                                "unreachable-step",
                                "path `%s` comes to step %d after more than the %d hours in which"
                                                .formatted(name, late.getFirst(), hours)
                                        + " a case is cleared",
                                "shorten what comes before it, or raise"
                                        + " `slo.exception_clearance_hours`");
                    }
                });
    }

    private void procedures() {
        new SopBinding(
                        playbook,
                        organisation.settings().toolPrompts(),
                        knownRoles(),
                        ids(),
                        remarks,
                        marks)
                .check(organisation.sops(), i -> "sops[" + i + "].");
    }

    /// The role behind an approval action: an alias, or the action's own name.
    public static String approverRole(String action, Settings settings) {
        return settings.approverAliases().getOrDefault(action, action);
    }

    private Set<String> knownRoles() {
        return SopFile.roles(playbook);
    }

    private Set<String> ids() {
        return organisation.people().stream()
                .map(Organisation.Member::id)
                .collect(Collectors.toSet());
    }

    /// @param at the path in the organisation file; where it is absent, what would hold it
    private void error(String at, String code, String sentence, String remedy) {
        remarks.error(marks.at(at), code, sentence, remedy);
    }

    private void warn(String at, String code, String sentence, String remedy) {
        remarks.warn(marks.at(at), code, sentence, remedy);
    }
}
