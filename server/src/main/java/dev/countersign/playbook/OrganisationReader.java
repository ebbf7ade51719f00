package dev.countersign.playbook;

import dev.countersign.kernel.Finding;
import dev.countersign.kernel.Finding.Severity;
import dev.countersign.playbook.Organisation.Baseline;
import dev.countersign.playbook.Organisation.Member;
import dev.countersign.playbook.Organisation.Sink;
import dev.countersign.playbook.Organisation.UpstreamEntry;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads an organisation file; whatever is wrong is a finding at its place.
public final class OrganisationReader {
    private static final int LIMIT = 1024 * 1024;
    private static final int MOST_CERTIFICATE_DAYS = 365;
    private static final BigDecimal LEAST_AUDITED = new BigDecimal("0.01");
    private static final Set<String> KEYS =
            Stream.concat(
                            Stream.of(
                                    "name",
                                    "time_zone",
                                    "people",
                                    "owners",
                                    "approvers",
                                    "actions",
                                    "rubric",
                                    "regions",
                                    "sinks",
                                    "upstreams",
                                    "redaction",
                                    "baselines",
                                    "settings",
                                    "documents",
                                    "gates",
                                    "defects",
                                    "kpis",
                                    "sops"),
                            RoutingReader.KEYS.stream())
                    .collect(Collectors.toUnmodifiableSet());

    /// The organisation is present exactly when no finding is an ERROR.
    public record Read(Optional<Organisation> organisation, List<Finding> findings) {
        public Read {
            findings = List.copyOf(findings);
        }
    }

    private final String file;
    private final List<Finding> findings = new ArrayList<>();

    private OrganisationReader(String file) {
        this.file = file;
    }

    /// Never throws for any text.
    public static Read read(String file, String text) {
        return new OrganisationReader(file).readAll(text);
    }

    private Read readAll(String text) {
        if (text.length() > LIMIT) {
            tell(0, 0, "too-large", "the file is larger than 1 MiB", "split it");
            return new Read(Optional.empty(), findings);
        }
        var settings = LoadSettings.builder().setLabel(file).setMaxAliasesForCollections(0).build();
        try {
            var root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                tell(0, 0, "empty", "the file is empty", "start with `name:`");
                return new Read(Optional.empty(), findings);
            }
            var organisation = organisation(root.get());
            var refused = findings.stream().anyMatch(f -> f.severity() == Severity.ERROR);
            return new Read(refused ? Optional.empty() : Optional.of(organisation), findings);
        } catch (MarkedYamlEngineException broken) {
            var mark = broken.getProblemMark();
            tell(
                    mark.map(m -> m.getLine() + 1).orElse(0),
                    mark.map(m -> m.getColumn() + 1).orElse(0),
                    "broken-yaml",
                    "this is not YAML: " + broken.getProblem(),
                    "check the indentation and quotes here");
        } catch (YamlEngineException | StackOverflowError broken) {
            tell(0, 0, "broken-yaml", "this is not YAML: " + broken.getMessage(), "check the file");
        }
        return new Read(Optional.empty(), findings);
    }

    private Organisation organisation(Node root) {
        var f = fields("", root, KEYS);
        var people = new ArrayList<Member>();
        for (var item : f.items("people")) {
            people.add(member(item));
        }
        Mentoring.check(file, f.items("people"), people, findings);
        var sinks = new ArrayList<Sink>();
        for (var item : f.items("sinks")) {
            var s = fields("sinks", item, Set.of("name", "kind", "region"));
            sinks.add(new Sink(s.text("name"), s.text("kind"), s.text("region")));
        }
        var upstreams = new ArrayList<UpstreamEntry>();
        for (var item : f.items("upstreams")) {
            var u =
                    fields(
                            "upstreams",
                            item,
                            Set.of(
                                    "name",
                                    "url",
                                    "region",
                                    "model_version",
                                    "no_training",
                                    "api_key_env"));
            upstreams.add(
                    new UpstreamEntry(
                            u.text("name"),
                            u.text("url"),
                            u.text("region"),
                            u.text("model_version"),
                            u.flag("no_training"),
                            u.optionalText("api_key_env")));
        }
        var baselines = new ArrayList<Baseline>();
        for (var item : f.items("baselines")) {
            var b = fields("baselines", item, Set.of("workflow", "minutes", "method", "prompt"));
            baselines.add(
                    new Baseline(
                            b.text("workflow"),
                            minutes(b, item),
                            b.text("method"),
                            b.optionalText("prompt")));
        }
        var zone = zone(f.optionalText("time_zone").orElse("UTC"), root);
        var owners = map(f.node("owners"));
        var quality = new QualityReader(file, findings);
        return new Organisation(
                f.text("name"),
                zone,
                people,
                owners,
                map(f.node("approvers")),
                ActionsReader.read(file, f.node("actions"), findings),
                RubricReader.read(file, f.node("rubric"), findings),
                f.texts("regions"),
                sinks,
                upstreams,
                redaction(f, root),
                baselines,
                f.node("settings").map(this::settings).orElse(Settings.DEFAULT),
                map(f.node("documents")),
                RoutingReader.read(file, f, zone, people, owners, findings),
                GatesReader.read(file, f.node("gates"), findings),
                quality.classes(f),
                quality.sops(f),
                KpisReader.read(file, f.node("kpis"), findings));
    }

    private Member member(Node item) {
        var m =
                fields(
                        "people",
                        item,
                        Set.of(
                                "id",
                                "name",
                                "email",
                                "zone",
                                "roles",
                                "mentor_of",
                                "teams",
                                "skills"));
        return new Member(
                m.text("id"),
                m.text("name"),
                m.text("email"),
                zone(m.optionalText("zone").orElse("UTC"), item),
                m.texts("roles"),
                m.texts("teams"),
                m.texts("skills"),
                m.texts("mentor_of"));
    }

    private Settings settings(Node node) {
        var d = Settings.DEFAULT;
        var s =
                fields(
                        "settings",
                        node,
                        Set.of(
                                "below_threshold",
                                "contains_reads",
                                "contains_match",
                                "approver_aliases",
                                "personal_data_zone",
                                "review_is_global",
                                "training_window_days",
                                "adoption_window_days",
                                "adoption_denominator",
                                "track_roles",
                                "tool_prompts",
                                "quiz_attempts",
                                "certificate_days",
                                "audit_share",
                                "confidence_required"));
        var aliases = new LinkedHashMap<>(d.approverAliases());
        aliases.putAll(map(s.node("approver_aliases")));
        return new Settings(
                choice(s, node, "below_threshold", d.belowThreshold()),
                choice(s, node, "contains_reads", d.containsReads()),
                choice(s, node, "contains_match", d.containsMatch()),
                aliases,
                choice(s, node, "personal_data_zone", d.personalDataZone()),
                s.optionalFlag("review_is_global").orElse(d.reviewIsGlobal()),
                s.optionalCount("training_window_days").orElse(d.trainingWindowDays()),
                s.optionalCount("adoption_window_days").orElse(d.adoptionWindowDays()),
                s.optionalText("adoption_denominator").orElse(d.adoptionDenominator()),
                map(s.node("track_roles")),
                map(s.node("tool_prompts")),
                choice(s, node, "quiz_attempts", d.quizAttempts()),
                certificateDays(s, node, d.certificateDays()),
                auditShare(s, node, d.auditShare()),
                choice(s, node, "confidence_required", d.confidenceRequired()));
    }

    private static int certificateDays(Fields s, Node at, int fallback) {
        var days = s.optionalCount("certificate_days").orElse(fallback);
        if (days < 1 || days > MOST_CERTIFICATE_DAYS) {
            s.error(
                    s.node("certificate_days").orElse(at),
                    "certificate-days",
                    "`settings.certificate_days` is " + days,
                    "write 1 to "
                            + MOST_CERTIFICATE_DAYS
                            + " days: work changes, and so must proof");
            return fallback;
        }
        return days;
    }

    /// Never none: without audits nobody would find out that a promise no longer holds.
    private static BigDecimal auditShare(Fields s, Node at, BigDecimal fallback) {
        var text = s.optionalText("audit_share");
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            var share = new BigDecimal(text.get());
            if (share.compareTo(LEAST_AUDITED) >= 0 && share.compareTo(BigDecimal.ONE) <= 0) {
                return share;
            }
        } catch (NumberFormatException notOne) {
            // said below
        }
        s.error(
                s.node("audit_share").orElse(at),
                "audit-share",
                "`settings.audit_share` is `" + text.get() + "`",
                "write a share from " + LEAST_AUDITED + " to 1, such as 0.05");
        return fallback;
    }

    private <E extends Enum<E>> E choice(Fields s, Node at, String key, E fallback) {
        var text = s.optionalText(key);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            return Enum.valueOf(fallback.getDeclaringClass(), text.get().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            var known = new ArrayList<String>();
            for (var constant : fallback.getDeclaringClass().getEnumConstants()) {
                known.add(constant.name().toLowerCase(Locale.ROOT));
            }
            s.error(
                    s.node(key).orElse(at),
                    "unknown-value",
                    "`settings." + key + "` is `" + text.get() + "`",
                    "write one of " + String.join(", ", known));
            return fallback;
        }
    }

    private Redaction redaction(Fields f, Node root) {
        var node = f.node("redaction");
        var inner =
                RedactionReader.isMapping(node)
                        ? node.map(n -> fields("redaction", n, RedactionReader.KEYS))
                        : Optional.<Fields>empty();
        return RedactionReader.read(f, inner, node.orElse(root));
    }

    private BigDecimal minutes(Fields b, Node at) {
        var text = b.text("minutes");
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            b.error(at, "wrong-type", "`minutes` is `" + text + "`", "write a number of minutes");
            return BigDecimal.ZERO;
        }
    }

    private ZoneId zone(String id, Node at) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            tell(
                    line(at),
                    1,
                    "unknown-zone",
                    "`" + id + "` is not a time zone",
                    "write one such as `Europe/Amsterdam`");
            return ZoneId.of("UTC");
        }
    }

    private Map<String, String> map(Optional<Node> node) {
        var out = new LinkedHashMap<String, String>();
        if (node.isPresent() && node.get() instanceof MappingNode mapping) {
            for (var tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key
                        && tuple.getValueNode() instanceof ScalarNode value) {
                    out.put(key.getValue(), value.getValue());
                } else {
                    tell(
                            line(tuple.getKeyNode()),
                            1,
                            "wrong-type",
                            "a name and a value are expected here",
                            "write `name: value`");
                }
            }
        }
        return out;
    }

    private Fields fields(String path, Node node, Set<String> known) {
        return new Fields(file, path, node, findings, true, known);
    }

    private static int line(Node node) {
        return node.getStartMark().map(m -> m.getLine() + 1).orElse(0);
    }

    private void tell(int line, int column, String code, String sentence, String remedy) {
        findings.add(new Finding(file, line, column, Severity.ERROR, code, sentence, remedy));
    }
}
