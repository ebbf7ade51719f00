package dev.countersign.course.cli;

import dev.countersign.course.BankYaml;
import dev.countersign.course.GiftReader;
import dev.countersign.course.GiftWriter;
import dev.countersign.course.Pack.Bank;
import dev.countersign.course.Packs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Banks of questions to and from GIFT, the text format of Moodle. End with 0, with 1 where
/// something could not be read, with 2 where nothing could.
final class GiftCommand {
    private GiftCommand() {}

    @Command(
            name = "gift",
            description = "Print a bank of questions in GIFT; nothing of it is lost.",
            mixinStandardHelpOptions = true)
    static final class Write implements Callable<Integer> {
        private @Spec @Nullable CommandSpec spec;

        @Parameters(paramLabel = "DIR", description = "a pack, or a folder of packs")
        private Path folder = Path.of("");

        @Option(names = "--bank", required = true, description = "which bank")
        private String bank = "";

        @Override
        public Integer call() {
            try {
                for (var pack : Packs.read(PackFolder.read(folder)).packs()) {
                    var found = pack.banks().get(bank);
                    if (found != null) {
                        out(spec).print(GiftWriter.write(found));
                        out(spec).flush();
                        return 0;
                    }
                }
                err(spec).println("there is no bank `" + bank + "` in " + folder);
                return 2;
            } catch (PackFolder.Bad e) {
                err(spec).println(e.getMessage());
                return 2;
            } finally {
                err(spec).flush();
            }
        }
    }

    @Command(
            name = "from-gift",
            description = "Print questions in GIFT as a bank of a pack; check the pack afterwards.",
            mixinStandardHelpOptions = true)
    static final class Read implements Callable<Integer> {
        private @Spec @Nullable CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "questions in GIFT, in UTF-8")
        private Path file = Path.of("");

        @Option(names = "--bank", required = true, description = "the new bank's id")
        private String bank = "";

        @Option(names = "--title", description = "its title; its id where none is given")
        private String title = "";

        @Override
        public Integer call() {
            String text;
            try {
                text = Files.readString(file);
            } catch (IOException e) {
                err(spec).println(file + " cannot be read as UTF-8 text: " + e.getMessage());
                err(spec).flush();
                return 2;
            }
            var read = GiftReader.read(String.valueOf(file.getFileName()), text);
            read.findings().forEach(f -> err(spec).println(f.asLine()));
            err(spec).flush();
            if (read.items().isEmpty()) {
                return 2;
            }
            out(spec)
                    .print(
                            BankYaml.write(
                                    new Bank(bank, title.isEmpty() ? bank : title, read.items())));
            out(spec).flush();
            return read.findings().isEmpty() ? 0 : 1;
        }
    }

    private static PrintWriter out(@Nullable CommandSpec spec) {
        return spec == null
                ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
                : spec.commandLine().getOut();
    }

    private static PrintWriter err(@Nullable CommandSpec spec) {
        return spec == null
                ? new PrintWriter(System.err, true, StandardCharsets.UTF_8)
                : spec.commandLine().getErr();
    }
}
