package dev.countersign;

import dev.countersign.confidence.cli.EvaluateCertificate;
import dev.countersign.connect.ChatSettings;
import dev.countersign.course.cli.CourseCommand;
import dev.countersign.credential.cli.CredentialCommand;
import dev.countersign.material.Live;
import dev.countersign.material.cli.MaterialsCommand;
import dev.countersign.model.NameFinder;
import dev.countersign.model.cli.EvaluateRetrieval;
import dev.countersign.model.cli.EvaluateTriage;
import dev.countersign.playbook.cli.CheckCommand;
import dev.countersign.policy.cli.PolicyCommand;
import dev.countersign.practice.cli.PracticeCommand;
import dev.countersign.preview.PreviewCommand;
import dev.countersign.proof.VerifyCommand;
import dev.countersign.redaction.cli.EvaluateRedaction;
import dev.countersign.ui.Proxies;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command line's front door. Exit codes: 0 fine, 1 findings, 2 usage or unreadable input.
@Command(
        name = "countersign",
        description = "An operations team automates with AI and stays answerable for it.",
        mixinStandardHelpOptions = true,
        version = "countersign 0.1.0",
        subcommands = {
            Main.Demo.class,
            Main.Serve.class,
            CheckCommand.class,
            CourseCommand.class,
            CredentialCommand.class,
            PolicyCommand.class,
            PracticeCommand.class,
            Main.Verify.class,
            Main.Evaluate.class
        },
        footer = {"", "Also: ./countersign test runs every test that CI runs."})
public final class Main implements Runnable {
    @CommandLine.Spec private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

    // Lucene would advise a flag that makes every start print a warning of its own.
    private static final java.util.logging.Logger QUIET =
            java.util.logging.Logger.getLogger("org.apache.lucene.internal.vectorization");

    public static void main(String[] args) {
        QUIET.setLevel(java.util.logging.Level.SEVERE);
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        var line = new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
        line.getSubcommands()
                .get("evaluate")
                .addSubcommand(
                        "redaction", new EvaluateRedaction(() -> Optional.of(new NameFinder())));
        line.getSubcommands()
                .get("course")
                .addSubcommand("materials", new MaterialsCommand(InstantSource.system(), Live.NONE))
                .addSubcommand("preview", new PreviewCommand(InstantSource.system()));
        return line;
    }

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(System.out);
        }
    }

    /// Where a server keeps things and listens.
    static final class Place {
        @Option(names = "--data", description = "directory of the server; default ${DEFAULT-VALUE}")
        Path data = Path.of("data");

        @Option(names = "--port", description = "default ${DEFAULT-VALUE}")
        int port = 8080;

        @Option(names = "--host", description = "address to listen on; default ${DEFAULT-VALUE}")
        String host = "127.0.0.1";

        @Option(
                names = "--public-url",
                description = "where people reach the server, for links in briefs")
        Optional<String> publicUrl = Optional.empty();

        @Option(
                names = "--database",
                description = "JDBC URL of a PostgreSQL; default: the embedded store in --data")
        Optional<String> database = Optional.empty();

        @Option(names = "--database-user")
        String user = "postgres";

        @Option(
                names = "--database-password",
                description = "default: the variable COUNTERSIGN_DATABASE_PASSWORD",
                defaultValue = "${COUNTERSIGN_DATABASE_PASSWORD:-}")
        String password = "";

        @Option(
                names = "--calls-per-minute",
                description = "calls that one person may begin; default ${DEFAULT-VALUE}")
        int callsPerMinute = Config.CALLS_PER_MINUTE;

        @Option(
                names = "--trusted-proxy",
                paramLabel = "ADDRESS",
                description =
                        "proxy whose X-Forwarded-For is believed, such as 127.0.0.1 or 10.0.0.0/8;"
                                + " may be there several times")
        List<String> trustedProxies = List.of();

        @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
        private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec command;

        /// Half a configuration is told in a sentence, before anything starts.
        Config config() {
            try {
                return read();
            } catch (IllegalArgumentException e) {
                if (command == null) {
                    throw e;
                }
                throw new CommandLine.ParameterException(
                        command.commandLine(), "countersign: " + e.getMessage());
            }
        }

        private Config read() {
            var local =
                    Config.embedded(data, port, InstantSource.system(), new SecureRandom())
                            .withHost(host)
                            .withCallsPerMinute(callsPerMinute)
                            .withProxies(Proxies.of(trustedProxies))
                            .withChat(ChatSettings.from(System.getenv()));
            var config = publicUrl.map(local::withPublicUrl).orElse(local);
            return database.map(
                            url -> config.withDatabase(new Config.Database(url, user, password)))
                    .orElse(config);
        }
    }

    @Command(
            name = "serve",
            description = "Serves your organisation.",
            mixinStandardHelpOptions = true)
    static final class Serve implements Callable<Integer> {
        @CommandLine.Mixin private Place place = new Place();

        @Override
        public Integer call() throws InterruptedException {
            var started = start(place.config());
            if (started.isEmpty()) {
                return 2;
            }
            var server = started.get();
            System.out.println("countersign serves at http://" + place.host + ":" + server.port());
            server.firstPassword()
                    .ifPresent(password ->
                            System.out.println(
                                    "first start: sign in as admin@localhost with the"
                                            + " password "
                                            + password
                                            + " (shown only now)"));
            waitForStop(server);
            return 0;
        }
    }

    @Command(
            name = "demo",
            description = "Serves an example organisation on the embedded store.",
            mixinStandardHelpOptions = true)
    static final class Demo implements Callable<Integer> {
        @CommandLine.Mixin private Place place = new Place();

        @Option(names = "--fresh", description = "forget what an earlier demo recorded")
        private boolean fresh;

        @Override
        public Integer call() throws Exception {
            if (place.data.equals(Path.of("data"))) {
                place.data = Path.of("data", "demo");
            }
            if (fresh) {
                DemoOrganisation.forget(place.data);
            }
            var started = start(place.config());
            if (started.isEmpty()) {
                return 2;
            }
            var server = started.get();
            var base = "http://" + place.host + ":" + server.port();
            System.out.println("countersign serves at " + base);
            var organisation = new DemoOrganisation(base, DemoOrganisation.folder());
            var loaded = organisation.load(server.firstPassword());
            server.offer(organisation.personas());
            System.out.println(
                    "the example organisation is loaded; sign in at "
                            + base
                            + "/sign-in with one click");
            organisation.prove(loaded);
            waitForStop(server);
            return 0;
        }
    }

    @Command(
            name = "verify",
            description = "Checks an evidence pack offline, with a key from outside it.",
            mixinStandardHelpOptions = true)
    static final class Verify implements Callable<Integer> {
        @Parameters(paramLabel = "PACK", description = "the evidence pack")
        private String pack = "";

        @Option(
                names = "--key",
                paramLabel = "F",
                description = "the ledger's verifier key, from outside the pack")
        private Optional<String> key = Optional.empty();

        @Option(
                names = "--checkpoint",
                paramLabel = "F",
                description = "an earlier checkpoint, from outside the pack")
        private Optional<String> checkpoint = Optional.empty();

        @Option(names = "--json", description = "print JSON")
        private boolean json;

        @Override
        public Integer call() {
            var args = new java.util.ArrayList<String>();
            args.add(pack);
            key.ifPresent(f -> args.addAll(List.of("--key", f)));
            checkpoint.ifPresent(f -> args.addAll(List.of("--checkpoint", f)));
            if (json) {
                args.add("--json");
            }
            return VerifyCommand.run(args, System.out, System.err);
        }
    }

    @Command(
            name = "evaluate",
            description = "Measures the models and rules that serve the product on your own data.",
            mixinStandardHelpOptions = true,
            subcommands = {
                EvaluateTriage.class,
                EvaluateRetrieval.class,
                EvaluateCertificate.class
            })
    static final class Evaluate implements Runnable {
        @CommandLine.Spec
        private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

        @Override
        public void run() {
            if (spec != null) {
                spec.commandLine().usage(System.out);
            }
        }
    }

    private static Optional<Server> start(Config config) {
        try {
            return Optional.of(Server.start(config));
        } catch (RuntimeException e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            var sentence =
                    cause instanceof java.net.BindException
                            ? "port " + config.port() + " is in use; choose another with --port"
                            : String.valueOf(e.getMessage());
            System.err.println("countersign: " + sentence);
            return Optional.empty();
        }
    }

    private static void waitForStop(Server server) throws InterruptedException {
        var stop = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            server.close();
                            stop.countDown();
                        }));
        stop.await();
    }
}
