package dev.countersign.material.cli;

import dev.countersign.course.Pack;
import dev.countersign.course.Packs;
import dev.countersign.course.cli.PackFolder;
import dev.countersign.material.Live;
import dev.countersign.material.press.Manuscripts;
import dev.countersign.material.press.Press;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `course materials DIR --out OUT`. Ends with 0 where all were made, 1 where one could not be, 2
/// where the pack cannot be read or the files not be written.
@Command(
        name = "materials",
        description =
                "Make every material of a pack: slides, workbooks, guides, posters, cards, keys.",
        mixinStandardHelpOptions = true)
public final class MaterialsCommand implements Callable<Integer> {
    private @Spec @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "a pack, or a folder of packs")
    private Path folder = Path.of("");

    @Option(
            names = "--out",
            required = true,
            description = "folder for the files; one more inside it for each pack")
    private Path out = Path.of("");

    private final InstantSource clock;
    private final Live live;

    /// @param live goes into cards where the pack asks for it
    public MaterialsCommand(InstantSource clock, Live live) {
        this.clock = clock;
        this.live = live;
    }

    @Override
    public Integer call() {
        try {
            var read = Packs.read(PackFolder.read(folder));
            read.findings().forEach(f -> out().println(f.asLine()));
            if (read.hasErrors()) {
                return 1;
            }
            var failed = 0;
            for (var pack : read.packs()) {
                failed += make(pack);
            }
            return failed == 0 ? 0 : 1;
        } catch (PackFolder.Bad e) {
            return unreadable(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return unreadable("cannot write to `" + out + "`: " + e.getMessage());
        } finally {
            out().flush();
        }
    }

    /// @return how many could not be made
    private int make(Pack pack) throws IOException {
        var place = Files.createDirectories(out.resolve(pack.id()));
        var failed = 0;
        var files = 0;
        var bytes = 0L;
        var began = System.nanoTime();
        out().printf(Locale.ROOT, "%-28s %6s %10s %7s%n", pack.id(), "pages", "bytes", "ms");
        for (var material : pack.materials()) {
            var from = System.nanoTime();
            try {
                for (var file : Press.make(Manuscripts.of(pack, material, live), clock.instant())) {
                    Files.write(place.resolve(file.name()), file.bytes());
                    out().printf(
                                    Locale.ROOT,
                                    "%-28s %6s %10d %7d%n",
                                    file.name(),
                                    file.pages() == 0 ? "" : file.pages(),
                                    file.bytes().length,
                                    (System.nanoTime() - from) / 1_000_000);
                    files++;
                    bytes += file.bytes().length;
                }
            } catch (IllegalArgumentException e) {
                out().printf("%s: %s%n", material.id(), e.getMessage());
                failed++;
            }
        }
        out().printf(
                        Locale.ROOT,
                        "%d materials, %d files, %d bytes, %d ms%n",
                        pack.materials().size() - failed,
                        files,
                        bytes,
                        (System.nanoTime() - began) / 1_000_000);
        return failed;
    }

    private int unreadable(String message) {
        var err =
                spec == null
                        ? new PrintWriter(System.err, true, StandardCharsets.UTF_8)
                        : spec.commandLine().getErr();
        err.println(message);
        err.flush();
        return 2;
    }

    private PrintWriter out() {
        return spec == null
                ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
                : spec.commandLine().getOut();
    }
}
