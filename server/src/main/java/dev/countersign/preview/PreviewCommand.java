package dev.countersign.preview;

import dev.countersign.course.cli.PackFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `course preview DIR`. Runs until it is stopped; ends with 2 where there is nothing to serve or
/// nowhere to serve it.
@Command(
        name = "preview",
        description =
                "Serve a pack to this machine as its learners will see it, and follow its files.",
        mixinStandardHelpOptions = true)
public final class PreviewCommand implements Callable<Integer> {
    private @Spec @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "a pack, or a folder of packs")
    private Path folder = Path.of("");

    @Option(names = "--port", description = "default ${DEFAULT-VALUE}")
    private int port = 8091;

    private final InstantSource clock;

    public PreviewCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        PreviewServer server;
        try {
            server = PreviewServer.start(folder, port, clock);
        } catch (PackFolder.Bad e) {
            return failed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return failed(e.getMessage() + "; choose another with --port");
        } catch (IllegalArgumentException e) {
            return failed("port " + port + " is none: choose one from 1 to 65535 with --port");
        }
        out().printf(
                        "countersign previews %s at http://127.0.0.1:%d/ and follows its files;"
                                + " stop it with Ctrl-C%n",
                        folder, server.port());
        if (server.errors() > 0) {
            out().printf(
                            "%d errors for now: they are on every page, with place and remedy%n",
                            server.errors());
        }
        out().flush();
        var stop = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            server.close();
                            stop.countDown();
                        }));
        stop.await();
        return 0;
    }

    private int failed(String sentence) {
        var err =
                spec == null
                        ? new PrintWriter(System.err, true, StandardCharsets.UTF_8)
                        : spec.commandLine().getErr();
        err.println("countersign: " + sentence);
        err.flush();
        return 2;
    }

    private PrintWriter out() {
        return spec == null
                ? new PrintWriter(System.out, true, StandardCharsets.UTF_8)
                : spec.commandLine().getOut();
    }
}
