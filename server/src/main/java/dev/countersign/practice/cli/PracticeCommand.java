package dev.countersign.practice.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// What an organisation does with mock exceptions of its own.
@Command(
        name = "practice",
        description = "Mock exceptions of your own, for the practice desk.",
        mixinStandardHelpOptions = true,
        subcommands = CheckMocks.class)
public final class PracticeCommand implements Runnable {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public void run() {
        Objects.requireNonNull(spec).commandLine().usage(System.out);
    }
}
