package dev.countersign.policy.cli;

import dev.countersign.kernel.Finding;
import dev.countersign.policy.PolicySet;
import dev.countersign.policy.analysis.Found;
import dev.countersign.policy.analysis.Worker;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `policy lint`: every reading error, failed case, contradiction and dead rule.
@Command(
        name = "lint",
        description =
                "Check a folder of policies: reading, their own cases, conflicts, dead rules.",
        mixinStandardHelpOptions = true)
final class LintCommand extends PolicyTask {
    @Parameters(paramLabel = "DIR", description = "the folder of policies")
    private Path folder = Path.of(".");

    @Override
    Path folder() {
        return folder;
    }

    @Override
    int run(PolicySet set, Instant when) throws Folder.Unreadable {
        var read = new ArrayList<Finding>(set.findings());
        List<Found> found = List.of();
        if (set.isUsable()) {
            read.addAll(set.failedCases(when));
            found = Worker.usual().analyse(Folder.texts(folder), when);
        }
        var lines = new ArrayList<String>();
        read.forEach(f -> lines.add((isError(f) ? "" : "warning: ") + f.asLine()));
        set.handovers().forEach(h -> lines.add("note: " + h));
        found.forEach(f -> lines.add(Findings.line(set, f, when)));
        var defects =
                read.stream().filter(LintCommand::isError).count()
                        + found.stream().filter(f -> f.kind().isDefect()).count();
        lines.add(
                defects == 0
                        ? set.policies().all().size() + " policies, nothing to mend"
                        : defects + " findings to mend");
        print(
                Map.of(
                        "bundle", set.policies().digest(),
                        "sunsets", set.handovers(),
                        "findings", read.stream().map(LintCommand::told).toList(),
                        "analysis", found.stream().map(f -> Findings.told(set, f, when)).toList()),
                lines);
        return defects == 0 ? 0 : 1;
    }

    private static boolean isError(Finding finding) {
        return finding.severity() == Finding.Severity.ERROR;
    }

    private static Map<String, Object> told(Finding finding) {
        var out = new LinkedHashMap<String, Object>();
        out.put("file", finding.file());
        out.put("line", finding.line());
        out.put("column", finding.column());
        out.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        out.put("code", finding.code());
        out.put("sentence", finding.sentence());
        out.put("remedy", finding.remedy());
        return out;
    }
}
