package dev.countersign.policy.cli;

import dev.countersign.policy.PolicySet;
import dev.countersign.policy.Replay;
import dev.countersign.policy.analysis.Difference;
import dev.countersign.policy.analysis.Worker;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `policy diff`: what two versions decide differently, or the proof that nothing changes.
@Command(
        name = "diff",
        description =
                "What two versions decide differently, with a case each, or the proof that nothing"
                        + " does.",
        mixinStandardHelpOptions = true)
final class DiffCommand extends PolicyTask {
    @Parameters(index = "0", paramLabel = "OLD", description = "the folder as it was")
    private Path old = Path.of(".");

    @Parameters(index = "1", paramLabel = "NEW", description = "the folder as it shall be")
    private Path changed = Path.of(".");

    @Option(
            names = "--decisions",
            paramLabel = "F",
            description = "recorded facts as JSON lines: whose case would be decided otherwise")
    private @Nullable Path file;

    @Override
    Path folder() {
        return old;
    }

    @Override
    int run(PolicySet set, Instant when) throws Folder.Unreadable {
        usable(set);
        var texts = Folder.texts(changed);
        var after = PolicySet.read(texts);
        usable(after);
        var versions = Difference.versions(set.policies(), after.policies());
        var found = Worker.usual().compare(Folder.texts(old), texts, when);
        var lines = new ArrayList<>(versions);
        found.forEach(f -> lines.add(Findings.line(after, f, when)));
        var out = new LinkedHashMap<String, Object>();
        out.put("old", set.policies().digest());
        out.put("new", after.policies().digest());
        out.put("versions", versions);
        out.put("findings", found.stream().map(f -> Findings.told(after, f, when)).toList());
        var replayed = replayed(set, after, when);
        if (replayed.isPresent()) {
            out.put("replay", Decisions.told(replayed.get()));
            lines.addAll(Decisions.lines(replayed.get()));
        }
        print(out, lines);
        return found.stream().anyMatch(f -> f.kind().isDefect()) ? 1 : 0;
    }

    /// Against what the old version says of the recorded facts, not what a person then decided.
    private Optional<Replay.Result> replayed(PolicySet before, PolicySet after, Instant when)
            throws Folder.Unreadable {
        if (file == null) {
            return Optional.empty();
        }
        var replay = new Replay(after.policies());
        Decisions.each(
                file,
                when,
                (id, facts, outcome, at) ->
                        replay.add(id, facts, before.policies().outcomeOf(facts, at), at));
        return Optional.of(replay.result());
    }
}
