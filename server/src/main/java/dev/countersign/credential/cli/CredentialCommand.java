package dev.countersign.credential.cli;

import dev.countersign.credential.CredentialCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `credential verify FILE --key JWKS`. Ends with 0 where it is good, 1 where it is not, 2 where
/// something cannot be read.
@Command(
        name = "credential",
        description = "Checks credentials offline.",
        mixinStandardHelpOptions = true,
        subcommands = CredentialCommand.Verify.class)
public final class CredentialCommand implements Runnable {
    private @Spec @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }

    @Command(
            name = "verify",
            description = "Checks an Open Badges 3.0 credential (JWT) with keys from outside it.",
            mixinStandardHelpOptions = true)
    static final class Verify implements Callable<Integer> {
        private @Spec @Nullable CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "the credential, a .jwt")
        private Path file = Path.of("");

        @Option(
                names = "--key",
                required = true,
                paramLabel = "JWKS",
                description = "the issuer's public keys, from its /credentials/keys")
        private Path keys = Path.of("");

        @Option(
                names = "--status",
                paramLabel = "F",
                description = "the status list that the credential names, to see a revocation")
        private Optional<Path> status = Optional.empty();

        @Option(names = "--email", description = "whose it is said to be")
        private Optional<String> email = Optional.empty();

        @Option(
                names = "--at",
                description = "an instant such as 2026-11-30T09:00:00Z; default now")
        private Optional<String> at = Optional.empty();

        @Option(names = "--json", description = "print JSON")
        private boolean json;

        @Override
        public Integer call() {
            if (spec == null) {
                return 2;
            }
            var out = spec.commandLine().getOut();
            try {
                var list =
                        status.isEmpty()
                                ? Optional.<String>empty()
                                : Optional.of(read(status.get()));
                var verdict =
                        CredentialCheck.check(
                                read(file),
                                read(keys),
                                list,
                                email,
                                at.map(Instant::parse).orElseGet(Instant::now));
                if (json) {
                    out.println(verdict.json());
                } else {
                    verdict.findings().forEach(f -> out.println("WRONG       " + f));
                    verdict.proven().forEach(p -> out.println("proven      " + p));
                    verdict.unproven().forEach(u -> out.println("not proven  " + u));
                    out.println(
                            verdict.fine()
                                    ? "the credential is good"
                                    : "the credential is NOT good");
                }
                return verdict.fine() ? 0 : 1;
            } catch (IOException | IllegalArgumentException | java.time.DateTimeException e) {
                spec.commandLine().getErr().println("countersign: " + e.getMessage());
                return 2;
            }
        }

        private static String read(Path file) throws IOException {
            if (!Files.isReadable(file)) {
                throw new IOException("`" + file + "` cannot be read; check the path");
            }
            return Files.readString(file);
        }
    }
}
