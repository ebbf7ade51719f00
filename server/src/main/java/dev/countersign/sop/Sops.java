package dev.countersign.sop;

import dev.countersign.kernel.Digests;
import dev.countersign.kernel.Finding;
import dev.countersign.kernel.Ids;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.Refusal;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.playbook.LoadedPlaybook;
import dev.countersign.playbook.Sop;
import dev.countersign.playbook.SopFile;
import dev.countersign.storage.Storage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// The procedures, as they are now. Threads may share it.
///
/// Those of the organisation file are changed with it, by signatures; others are uploaded by
/// process quality. An uploaded one cannot take the place of one that is signed for.
public final class Sops {
    private static final Set<String> PUBLISHES = Set.of("process_quality", "programme_manager");
    private static final int MOST = 500;

    /// What the module lives on.
    ///
    /// @param mask takes personal data out, as the playbook in force says
    public record Parts(
            Storage storage,
            Ledger ledger,
            People people,
            Supplier<Optional<LoadedPlaybook>> playbook,
            UnaryOperator<String> mask,
            InstantSource clock,
            Ids ids) {}

    /// @param by who uploaded it; empty where it is part of the organisation file
    public record Filed(Sop sop, Optional<String> by, Instant at) {}

    /// A module of a training track that teaches a step's tool.
    public record Lesson(String track, String module) {}

    private final Parts parts;
    private final SopStore store = new SopStore();

    public Sops(Parts parts) {
        this.parts = parts;
    }

    public static boolean publishes(Identity who) {
        return who.hasAny(PUBLISHES);
    }

    /// The newest version of each, by id.
    public List<Filed> all() {
        var out = new LinkedHashMap<String, Filed>();
        parts.playbook()
                .get()
                .ifPresent(p ->
                        p.organisation()
                                .sops()
                                .forEach(s ->
                                        out.put(
                                                s.id(),
                                                new Filed(s, Optional.empty(), p.loadedAt()))));
        for (var u : parts.storage().read(store::all)) {
            out.putIfAbsent(u.sop().id(), new Filed(u.sop(), Optional.of(u.by()), u.at()));
        }
        var sorted = new ArrayList<>(out.values());
        sorted.sort(java.util.Comparator.comparing(f -> f.sop().id()));
        return sorted;
    }

    /// @throws dev.countersign.kernel.ProblemException 404
    public Filed find(String id) {
        return all().stream()
                .filter(f -> f.sop().id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        Refusal.unknown("procedure", id, "start from the list, /quality/sops"));
    }

    /// The prompt behind a step's tool.
    public String promptOf(String tool) {
        return parts.playbook()
                .get()
                .map(p -> p.organisation().settings().toolPrompts().getOrDefault(tool, tool))
                .orElse(tool);
    }

    /// The modules of the playbook in force whose outcomes name the tool or its prompt.
    public List<Lesson> teach(String tool) {
        var prompt = promptOf(tool);
        var out = new ArrayList<Lesson>();
        parts.playbook()
                .get()
                .ifPresent(p ->
                        p.playbook()
                                .trainingTracks()
                                .forEach(t ->
                                        t.modules().stream()
                                                .filter(m ->
                                                        m.outcomes().contains(tool)
                                                                || m.outcomes().contains(prompt))
                                                .forEach(m ->
                                                        out.add(new Lesson(t.id(), m.name())))));
        return out;
    }

    /// Whether a prompt or microtool of that name is still in the playbook in force.
    public boolean isTool(String tool) {
        var prompt = promptOf(tool);
        return parts.playbook()
                .get()
                .filter(p ->
                        p.playbook().rbac().roles().stream()
                                .anyMatch(r -> r.prompts().contains(prompt)))
                .isPresent();
    }

    /// Publishes the procedures of a file: all of them, or none where one is wrong.
    ///
    /// @param file its name, for the findings
    /// @throws dev.countersign.kernel.ProblemException 403, 409, 422 with each finding's place
    public List<Sop> publish(Identity by, String file, String text) {
        if (!publishes(by)) {
            throw Refusal.role(
                    "procedures are published by process quality and programme managers");
        }
        var active =
                parts.playbook()
                        .get()
                        .orElseThrow(() ->
                                Refusal.of(
                                        409,
                                        "no-playbook",
                                        "no playbook is in force, so no tool is known",
                                        "bring one into force first"));
        var read = SopFile.read(file, text, active);
        if (!read.findings().isEmpty()) {
            throw new Problem(
                            422,
                            "sop",
                            "Nothing was published",
                            "`" + file + "` cannot be published",
                            read.findings().stream().map(Finding::asLine).toList(),
                            "mend these places and send it again")
                    .asException();
        }
        var signedFor = active.organisation().sops().stream().map(Sop::id).toList();
        for (var sop : read.sops()) {
            if (signedFor.contains(sop.id())) {
                throw Refusal.of(
                        409,
                        "signed-for",
                        "`" + sop.id() + "` is part of the organisation file",
                        "change it there; that takes signatures");
            }
        }
        var now = parts.clock().instant();
        parts.storage()
                .writeAndWait(tx -> {
                    parts.people().revalidate(tx, by);
                    if (store.all(tx).size() + read.sops().size() > MOST) {
                        throw Refusal.of(
                                409,
                                "too-many",
                                "there are " + MOST + " uploaded versions already",
                                "keep procedures in the organisation file");
                    }
                    for (var sop : read.sops()) {
                        var known = store.find(tx, sop.id(), sop.version());
                        if (known.filter(sop::equals).isPresent()) {
                            continue;
                        }
                        if (known.isPresent()) {
                            throw Refusal.of(
                                    409,
                                    "version",
                                    "version `%s` of `%s` says something else"
                                            .formatted(sop.version(), sop.id()),
                                    "give the new text a new version");
                        }
                        store.insert(tx, sop, by.id(), now);
                        parts.ledger()
                                .append(
                                        tx,
                                        new Entry(
                                                "sop.published",
                                                by.id(),
                                                sop.id(),
                                                Map.of(
                                                        "version", sop.version(),
                                                        "steps", (long) sop.steps().size(),
                                                        "digest",
                                                                Digests.hex(SopText.write(sop)))));
                    }
                    return true;
                });
        return read.sops();
    }
}
