package dev.countersign.course.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.course.PackReader;
import dev.countersign.course.PackReport;
import dev.countersign.course.Packs;
import dev.countersign.kernel.Finding;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `course check DIR`, `course print DIR`, and banks of questions to and from GIFT. End with 0
/// where the packs are fit to be taught, 1 where they are not, 2 where they cannot be read.
@Command(
        name = "course",
        description = "Reads course packs and says whether they add up.",
        mixinStandardHelpOptions = true,
        subcommands = {
            CourseCommand.Check.class,
            CourseCommand.Print.class,
            GiftCommand.Write.class,
            GiftCommand.Read.class
        })
public final class CourseCommand implements Runnable {
    private @Spec @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }

    @Command(
            name = "check",
            description = "Tell everything that is wrong, with file, line and remedy.",
            mixinStandardHelpOptions = true)
    static final class Check extends Task {
        @Override
        int of(Packs.Read read) {
            findings(read);
            if (!json) {
                for (var pack : read.packs()) {
                    out().println(PackReport.of(pack).getFirst() + ", nothing to mend");
                }
            }
            return read.hasErrors() ? 1 : 0;
        }
    }

    @Command(
            name = "print",
            description =
                    "Print how the packs add up: hours, outcomes, labs, questions, materials.",
            mixinStandardHelpOptions = true)
    static final class Print extends Task {
        @Override
        int of(Packs.Read read) {
            if (json) {
                var mapper = JsonMapper.builder().build();
                for (var pack : read.packs()) {
                    var node = mapper.createObjectNode().put("pack", pack.id());
                    var lines = node.putArray("report");
                    PackReport.of(pack).forEach(lines::add);
                    out().println(node);
                }
            } else {
                read.packs().forEach(p -> PackReport.of(p).forEach(out()::println));
                Packs.shared(read.packs()).forEach(out()::println);
            }
            findings(read);
            return read.hasErrors() ? 1 : 0;
        }
    }

    abstract static class Task implements Callable<Integer> {
        private @Spec @Nullable CommandSpec spec;

        @Parameters(paramLabel = "DIR", description = "a pack, or a folder of packs")
        private Path folder = Path.of("");

        @Option(names = "--json", description = "one line of JSON each")
        boolean json;

        abstract int of(Packs.Read read);

        @Override
        public Integer call() {
            try {
                var code = of(withFilms(PackFolder.read(folder)));
                out().flush();
                return code;
            } catch (PackFolder.Bad e) {
                var err =
                        spec == null
                                ? new PrintWriter(System.err, true, StandardCharsets.UTF_8)
                                : spec.commandLine().getErr();
                err.println(e.getMessage());
                err.flush();
                return 2;
            }
        }

        /// What the texts say, and whether the films are there of which they speak.
        private Packs.Read withFilms(SortedMap<String, SortedMap<String, String>> texts) {
            var read = Packs.read(texts);
            var findings = new ArrayList<>(read.findings());
            texts.forEach((name, files) ->
                    PackReader.read(files)
                            .pack()
                            .ifPresent(p ->
                                    findings.addAll(
                                            FilmFiles.check(folder.resolve(name), name, p))));
            return new Packs.Read(read.packs(), findings);
        }

        PrintWriter out() {
            return spec == null
                    ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
                    : spec.commandLine().getOut();
        }

        void findings(Packs.Read read) {
            read.findings().forEach(f -> out().println(json ? line(f) : f.asLine()));
        }

        private static String line(Finding f) {
            return JsonMapper.builder()
                    .build()
                    .createObjectNode()
                    .put("file", f.file())
                    .put("line", f.line())
                    .put("column", f.column())
                    .put("severity", f.severity().name().toLowerCase(Locale.ROOT))
                    .put("code", f.code())
                    .put("sentence", f.sentence())
                    .put("remedy", f.remedy())
                    .toString();
        }
    }
}
