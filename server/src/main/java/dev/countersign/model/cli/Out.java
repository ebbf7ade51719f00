package dev.countersign.model.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// Where a command's answers and complaints go.
final class Out {
    private Out() {}

    static void print(@Nullable CommandSpec spec, boolean json, ObjectNode report) {
        var out =
                spec == null
                        ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
                        : spec.commandLine().getOut();
        if (json) {
            out.println(report);
        } else {
            report.properties().forEach(e -> out.println(e.getKey() + " " + e.getValue()));
        }
        out.flush();
    }

    static void complain(@Nullable CommandSpec spec, @Nullable String message) {
        var out =
                spec == null
                        ? new PrintWriter(System.err, true, StandardCharsets.UTF_8)
                        : spec.commandLine().getErr();
        out.println(message);
        out.flush();
    }
}
