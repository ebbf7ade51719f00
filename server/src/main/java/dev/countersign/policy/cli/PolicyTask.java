package dev.countersign.policy.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.kernel.Finding;
import dev.countersign.policy.PolicySet;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What the `policy` commands share: the folder, the time, the two ways to print.
abstract class PolicyTask implements Callable<Integer> {
    static final ObjectMapper JSON = new ObjectMapper();

    private @Spec @Nullable CommandSpec spec;

    @Option(names = "--at", description = "as at this time, for example 2026-11-30T00:00:00Z")
    private @Nullable String at;

    @Option(names = "--json", description = "one JSON object on standard output")
    private boolean json;

    @Override
    public final Integer call() {
        try {
            return run(PolicySet.read(Folder.texts(folder())), time());
        } catch (Folder.Unreadable e) {
            if (spec != null) {
                spec.commandLine().getErr().println(e.getMessage());
            }
            return 2;
        }
    }

    abstract Path folder();

    abstract int run(PolicySet set, Instant when) throws Folder.Unreadable;

    private Instant time() throws Folder.Unreadable {
        if (at == null) {
            return InstantSource.system().instant();
        }
        try {
            return Instant.parse(at);
        } catch (DateTimeParseException e) {
            throw new Folder.Unreadable("`" + at + "` is no time; write 2026-11-30T00:00:00Z");
        }
    }

    /// Nothing is judged by a set that has an error in it.
    static void usable(PolicySet set) throws Folder.Unreadable {
        if (!set.isUsable()) {
            throw new Folder.Unreadable(firstError(set) + "\nrun `policy lint` for every finding");
        }
    }

    private static String firstError(PolicySet set) {
        return set.findings().stream()
                .filter(f -> f.severity() == Finding.Severity.ERROR)
                .map(Finding::asLine)
                .findFirst()
                .orElse("");
    }

    void print(Map<String, ?> object, List<String> lines) {
        if (spec == null) {
            return;
        }
        var out = spec.commandLine().getOut();
        try {
            out.println(
                    json
                            ? JSON.writeValueAsString(new LinkedHashMap<>(object))
                            : String.join(System.lineSeparator(), lines));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a plain map is always JSON", e);
        }
    }
}
