package dev.countersign.policy.cli;

import dev.countersign.kernel.Finding;
import dev.countersign.policy.Facts;
import dev.countersign.policy.PolicySet;
import dev.countersign.policy.analysis.Analysis;
import dev.countersign.policy.analysis.Found;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/// `policy lint`: every reading error, failed case, contradiction and dead rule.
@Command(
        name = "lint",
        description =
                "Check a folder of policies: reading, their own cases, conflicts, dead rules.",
        mixinStandardHelpOptions = true)
final class LintCommand extends PolicyTask {
    @Override
    int run(PolicySet set, Instant when) {
        var read = new ArrayList<Finding>(set.findings());
        List<Found> found = List.of();
        if (set.isUsable()) {
            read.addAll(set.failedCases(when));
            found = Analysis.of(set.policies(), when);
        }
        var lines = new ArrayList<String>();
        read.forEach(f -> lines.add(f.asLine()));
        for (var one : found) {
            var example = one.example().map(Facts::told).map(t -> "; for example " + t).orElse("");
            lines.add(one.sentence() + example);
        }
        var total = read.size() + found.size();
        lines.add(
                total == 0
                        ? set.policies().all().size() + " policies, nothing to mend"
                        : total + " findings");
        print(
                Map.of(
                        "bundle", set.policies().digest(),
                        "findings", read.stream().map(LintCommand::told).toList(),
                        "analysis", found.stream().map(LintCommand::told).toList()),
                lines);
        return total == 0 ? 0 : 1;
    }

    private static Map<String, Object> told(Finding finding) {
        var out = new LinkedHashMap<String, Object>();
        out.put("file", finding.file());
        out.put("line", finding.line());
        out.put("column", finding.column());
        out.put("code", finding.code());
        out.put("sentence", finding.sentence());
        out.put("remedy", finding.remedy());
        return out;
    }

    private static Map<String, Object> told(Found found) {
        var out = new LinkedHashMap<String, Object>();
        out.put("kind", found.kind().name().toLowerCase(java.util.Locale.ROOT));
        out.put("rule", found.rule());
        out.put("other", found.other());
        out.put("sentence", found.sentence());
        found.example().ifPresent(facts -> out.put("example", facts.told()));
        return out;
    }
}
