package dev.countersign.practice.cli;

import dev.countersign.escalation.Taxonomy;
import dev.countersign.practice.MockReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `practice check`: everything that is wrong with files of mock exceptions, each at its place.
@Command(
        name = "check",
        description = "Check files of mock exceptions.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing to mend",
            "1:findings",
            "2:wrong usage, or a file that cannot be read"
        })
final class CheckMocks implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "files in YAML")
    private List<Path> files = new ArrayList<>();

    @Override
    public Integer call() {
        var line = Objects.requireNonNull(spec).commandLine();
        return check(line.getOut(), line.getErr());
    }

    private int check(PrintWriter out, PrintWriter err) {
        var found = 0;
        var good = 0;
        for (var file : files) {
            MockReader.Read read;
            try {
                read = MockReader.read(file.toString(), Files.readString(file), Taxonomy.FIRST);
            } catch (IOException unreadable) {
                err.println(
                        "cannot read `"
                                + file
                                + "`; name a file in UTF-8 that exists and may be read");
                return 2;
            }
            read.findings().forEach(f -> out.println(f.asLine()));
            found += read.findings().size();
            good += read.exceptions().size();
        }
        out.println(good + " mock exceptions can be used, " + found + " findings");
        return found == 0 ? 0 : 1;
    }
}
