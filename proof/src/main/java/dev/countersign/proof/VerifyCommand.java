package dev.countersign.proof;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `verify PACK --key F [--checkpoint F] [--json]`: for auditors, without a database or a network.
public final class VerifyCommand {
    private static final String USAGE =
            "usage: countersign verify PACK (--key FILE | --checkpoint FILE)... [--json]\n"
                    + "  --key         the ledger's verifier key, from outside the pack\n"
                    + "  --checkpoint  an earlier checkpoint, from outside the pack";

    private VerifyCommand() {}

    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    /// Returns 0 for a good pack, 1 for findings, 2 where the question was wrong.
    ///
    /// @param args without or with the leading word `verify`
    public static int run(List<String> args, PrintStream out, PrintStream err) {
        @Nullable String pack = null;
        @Nullable String key = null;
        @Nullable String checkpoint = null;
        var json = false;
        for (var i = !args.isEmpty() && args.getFirst().equals("verify") ? 1 : 0;
                i < args.size();
                i++) {
            switch (args.get(i)) {
                case "--json" -> json = true;
                case "--key" -> key = ++i < args.size() ? args.get(i) : "";
                case "--checkpoint" -> checkpoint = ++i < args.size() ? args.get(i) : "";
                default -> {
                    if (pack != null || args.get(i).startsWith("--")) {
                        err.println("`" + args.get(i) + "` is not understood\n" + USAGE);
                        return 2;
                    }
                    pack = args.get(i);
                }
            }
        }
        if (pack == null || (key == null && checkpoint == null)) {
            err.println(USAGE);
            return 2;
        }
        try {
            var trust =
                    new Trust(
                            Optional.ofNullable(key)
                                    .map(VerifyCommand::read)
                                    .map(VerifierKey::parse),
                            Optional.ofNullable(checkpoint)
                                    .map(VerifyCommand::read)
                                    .map(Checkpoint::parse));
            var verdict = PackVerifier.verify(Path.of(pack), trust);
            print(verdict, json, out);
            return verdict.fine() ? 0 : 1;
        } catch (IOException | IllegalArgumentException problem) {
            err.println(problem.getMessage());
            return 2;
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException problem) {
            throw new IllegalArgumentException("`" + file + "` cannot be read", problem);
        }
    }

    private static void print(Verdict verdict, boolean json, PrintStream out) {
        if (json) {
            out.println(verdict.json());
            return;
        }
        verdict.findings().forEach(finding -> out.println("WRONG       " + finding));
        verdict.proven().forEach(sentence -> out.println("proven      " + sentence));
        verdict.unproven().forEach(sentence -> out.println("not proven  " + sentence));
        out.println(verdict.fine() ? "the pack is good" : "the pack is NOT good");
    }
}
