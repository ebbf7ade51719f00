package dev.countersign.policy.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `policy`: work on a folder of policies without a server.
@Command(
        name = "policy",
        description = "Check, compare, explain and replay a folder of policies.",
        mixinStandardHelpOptions = true,
        subcommands = {
            LintCommand.class,
            DiffCommand.class,
            ExplainCommand.class,
            ReplayCommand.class
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing to mend",
            "1:findings, a denial, or decisions that would change",
            "2:wrong usage, or a file that cannot be read"
        })
public final class PolicyCommand implements Runnable {
    private @Spec @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }
}
