package dev.countersign.policy.cli;

import dev.countersign.policy.PolicySet;
import dev.countersign.policy.Replay;
import java.nio.file.Path;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `policy replay`: which recorded decisions these policies would have made otherwise.
@Command(
        name = "replay",
        description = "Judge recorded decisions again and count those that come out otherwise.",
        mixinStandardHelpOptions = true)
final class ReplayCommand extends PolicyTask {
    @Parameters(paramLabel = "DIR", description = "the folder of policies")
    private Path folder = Path.of(".");

    @Option(
            names = "--decisions",
            required = true,
            paramLabel = "F",
            description =
                    "JSON lines: {\"id\": …, \"outcome\": \"deny\", \"facts\": {…}, \"at\": …}")
    private Path file = Path.of("decisions.jsonl");

    @Override
    Path folder() {
        return folder;
    }

    @Override
    int run(PolicySet set, Instant when) throws Folder.Unreadable {
        usable(set);
        var replay = new Replay(set.policies());
        Decisions.each(file, when, replay::add);
        var result = replay.result();
        print(Decisions.told(result), Decisions.lines(result));
        return result.changed() == 0 ? 0 : 1;
    }
}
