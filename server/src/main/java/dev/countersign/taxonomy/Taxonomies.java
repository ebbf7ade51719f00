package dev.countersign.taxonomy;

import dev.countersign.escalation.Routing;
import dev.countersign.escalation.Taxonomy;
import dev.countersign.escalation.Taxonomy.Category;
import dev.countersign.escalation.Team;
import dev.countersign.escalation.TeamTaxonomies;
import dev.countersign.kernel.Digests;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.ledger.Entry;
import dev.countersign.ledger.Entry.Personal;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.playbook.TaxonomyFile;
import dev.countersign.storage.Storage;
import dev.countersign.storage.Tx;
import dev.countersign.taxonomy.TaxonomyStore.DraftRow;
import dev.countersign.taxonomy.TaxonomyStore.VersionRow;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Every team's categories: the versions it published, and its draft. Threads may share it.
public final class Taxonomies {
    /// Who designs for any team, beside the role that leads it.
    public static final String ANY_LEAD = "ops_manager";

    private static final int MIN_WHY = 10;
    private static final int MAX_WHY = 1_000;

    private final Storage storage;
    private final Ledger ledger;
    private final People people;
    private final Supplier<Routing> organisation;
    private final InstantSource clock;
    private final TaxonomyStore store = new TaxonomyStore();
    private volatile Seen seen = new Seen(List.of(), TeamTaxonomies.NONE);
    private volatile Optional<Joined> joined = Optional.empty();

    /// @param versions each team's, the oldest first
    private record Seen(List<Version> versions, TeamTaxonomies published) {}

    /// What the organisation says with what the teams do, made once for each pair.
    private record Joined(Routing organisation, Seen seen, Routing both) {}

    /// @param organisation what the organisation file in force says
    public Taxonomies(
            Storage storage,
            Ledger ledger,
            People people,
            Supplier<Routing> organisation,
            InstantSource clock) {
        this.storage = storage;
        this.ledger = ledger;
        this.people = people;
        this.organisation = organisation;
        this.clock = clock;
        refresh();
    }

    /// Reads what was published anew; one at a time, so that the newest reading stays.
    public synchronized void refresh() {
        var rows = storage.read(store::versions);
        if (rows.size() == seen.versions().size()) {
            return;
        }
        var versions = new ArrayList<Version>();
        var published = TeamTaxonomies.NONE;
        for (var row : rows) {
            var taxonomy =
                    new Taxonomy(
                            TeamTaxonomies.name(row.team(), row.number()),
                            TaxonomyFile.read(row.content()).categories());
            versions.add(
                    new Version(
                            row.team(),
                            row.number(),
                            taxonomy,
                            row.by(),
                            row.at(),
                            row.why(),
                            row.changes()));
            published = published.with(row.team(), taxonomy);
        }
        seen = new Seen(List.copyOf(versions), published);
    }

    /// What the organisation says, with the categories of its teams. Does not block.
    // The same two objects, not equal ones: this runs for each exception.
    @SuppressWarnings("ReferenceEquality")
    public Routing routing() {
        var base = organisation.get();
        var now = seen;
        var last = joined;
        if (last.filter(j -> j.organisation() == base && j.seen() == now).isPresent()) {
            return last.get().both();
        }
        var both = base.with(now.published());
        joined = Optional.of(new Joined(base, now, both));
        return both;
    }

    public List<Team> teams() {
        return List.copyOf(organisation.get().teams().values());
    }

    /// @throws ProblemException 404
    public Team team(String name) {
        return Optional.ofNullable(organisation.get().teams().get(name))
                .orElseThrow(() ->
                        problem(
                                404,
                                "unknown-team",
                                "there is no team `" + name + "`",
                                "teams are named in the organisation file, under `teams`"));
    }

    /// The newest first.
    public List<Version> versions(String team) {
        return seen.versions().stream().filter(v -> v.team().equals(team)).toList().reversed();
    }

    /// The categories that hold for a team's new cases: its own, else the organisation's.
    public Taxonomy inForce(String team) {
        return seen.published().newest(team).orElse(organisation.get().taxonomy());
    }

    public boolean mayDesign(Identity who, Team team) {
        return who.has(team.lead()) || who.has(ANY_LEAD);
    }

    /// What the next version will be; the categories in force where nobody began one.
    public Draft draft(String team) {
        return storage.read(tx -> draft(tx, team));
    }

    private Draft draft(Tx tx, String team) {
        var row = store.newestDraft(tx, team);
        var revision = row.map(DraftRow::revision).orElse(0);
        return row.filter(DraftRow::isOpen)
                .map(d ->
                        new Draft(
                                team,
                                revision,
                                TaxonomyFile.read(d.content()).categories(),
                                Optional.of(new Draft.Saved(d.by(), d.at()))))
                .orElseGet(() ->
                        new Draft(team, revision, inForce(team).categories(), Optional.empty()));
    }

    /// What would keep these categories from being published, in sentences.
    public List<String> wrong(String team, List<Category> categories) {
        var kinds = new HashMap<String, String>();
        Taxonomy.SHIPPED.forEach(name -> kinds.put(name, name));
        organisation.get().taxonomy().categories().forEach(c -> kinds.put(c.name(), c.kind()));
        versions(team).reversed().stream()
                .flatMap(v -> v.taxonomy().categories().stream())
                .forEach(c -> kinds.putIfAbsent(c.name(), c.kind()));
        return new Design(
                        kinds,
                        role -> !people.holding(role).isEmpty(),
                        organisation.get().paths().keySet())
                .wrong(categories);
    }

    /// Saves a draft, however unfinished.
    ///
    /// @param revision of what the person saw
    /// @throws ProblemException 403, 404, or 409 with what somebody else changed meanwhile
    public Draft save(Identity by, String team, int revision, List<Category> categories) {
        requireLead(by, team);
        var content = Written.of(categories);
        return storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            requireSeen(tx, team, revision);
            store.save(
                    tx,
                    new DraftRow(team, revision + 1, content, by.id(), clock.instant(), "open"));
            ledger.append(
                    tx,
                    new Entry(
                            "taxonomy.drafted",
                            by.id(),
                            team,
                            Map.of(
                                    "revision",
                                    (long) revision + 1,
                                    "digest",
                                    Digests.hex(content))));
            return draft(tx, team);
        });
    }

    /// Makes the draft the team's next version, for new cases from now on.
    ///
    /// @throws ProblemException as [#save], and 422 with everything that is wrong
    public Version publish(Identity by, String team, int revision, String why) {
        requireLead(by, team);
        var said = why.strip();
        if (said.length() < MIN_WHY || said.length() > MAX_WHY) {
            throw problem(
                    422,
                    "why",
                    "the reason has " + said.length() + " characters",
                    "say in " + MIN_WHY + " to " + MAX_WHY + " what the new version is for");
        }
        // What others published meanwhile counts in what a name may mean.
        refresh();
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            requireSeen(tx, team, revision);
            var draft = draft(tx, team);
            if (draft.saved().isEmpty()) {
                throw problem(
                        409, "no-draft", "team `" + team + "` has no draft", "save one first");
            }
            var wrong = wrong(team, draft.categories());
            if (!wrong.isEmpty()) {
                throw new Problem(
                                422,
                                "taxonomy-wrong",
                                "Not published",
                                wrong.size() == 1
                                        ? "one thing keeps the draft from being published"
                                        : wrong.size()
                                                + " things keep the draft from being published",
                                wrong,
                                "mend the draft and publish it again; it was kept")
                        .asException();
            }
            var changes = Difference.inWords(inForce(team).categories(), draft.categories());
            if (changes.isEmpty()) {
                throw problem(
                        422,
                        "no-change",
                        "the draft says what is in force already",
                        "change something, or discard the draft");
            }
            var number = store.newest(tx, team) + 1;
            var content = Written.of(draft.categories());
            store.publish(
                    tx,
                    new VersionRow(team, number, content, by.id(), clock.instant(), said, changes));
            store.close(tx, team, draft.revision(), "published");
            ledger.append(
                    tx,
                    new Entry(
                            "taxonomy.published",
                            by.id(),
                            TeamTaxonomies.name(team, number),
                            Map.of(
                                    "team",
                                    team,
                                    "number",
                                    (long) number,
                                    "digest",
                                    Digests.hex(content),
                                    "changes",
                                    changes),
                            Map.of("why", new Personal(by.id(), said))));
            return number;
        });
        refresh();
        return versions(team).getFirst();
    }

    /// Gives the draft up.
    ///
    /// @throws ProblemException as [#save]
    public void discard(Identity by, String team, int revision) {
        requireLead(by, team);
        storage.writeAndWait(tx -> {
            people.revalidate(tx, by);
            requireSeen(tx, team, revision);
            store.close(tx, team, revision, "discarded");
            ledger.append(
                    tx,
                    new Entry(
                            "taxonomy.discarded",
                            by.id(),
                            team,
                            Map.of("revision", (long) revision)));
            return true;
        });
    }

    /// @throws ProblemException 403, 404
    public void requireLead(Identity by, String name) {
        var team = team(name);
        if (!mayDesign(by, team)) {
            throw problem(
                    403,
                    "not-yours",
                    "the categories of `"
                            + name
                            + "` are designed by its lead, `"
                            + team.lead()
                            + "`, or by `"
                            + ANY_LEAD
                            + "`",
                    "ask one of them");
        }
    }

    /// Whoever saves over what they did not see would undo it without knowing.
    private void requireSeen(Tx tx, String team, int revision) {
        var newest = store.newestDraft(tx, team);
        if (newest.map(DraftRow::revision).orElse(0) == revision) {
            return;
        }
        var theirs = newest.map(DraftRow::content).map(c -> TaxonomyFile.read(c).categories());
        var yours =
                store.revision(tx, team, revision)
                        .map(d -> TaxonomyFile.read(d.content()).categories());
        // A first saving was made on what is in force.
        var changed =
                theirs.map(t ->
                                Difference.inWords(
                                        yours.orElseGet(() -> inForce(team).categories()), t))
                        .orElse(List.of());
        throw new Problem(
                        409,
                        "draft-changed",
                        "Somebody changed the draft",
                        newest.map(TaxonomyStore.DraftRow::by).orElse("nobody")
                                + newest.map(Taxonomies::done).orElse(" saved nothing")
                                + " since you opened it (revision "
                                + newest.map(DraftRow::revision).orElse(0)
                                + ", yours is "
                                + revision
                                + ")",
                        changed,
                        "read the draft again, take over what you want to keep, and save yours on top")
                .asException();
    }

    private static String done(DraftRow row) {
        return switch (row.state()) {
            case "published" -> " published the draft";
            case "discarded" -> " discarded the draft";
            default -> " saved it";
        };
    }

    static ProblemException problem(int status, String code, String detail, String remedy) {
        return new Problem(status, code, "Nothing changed", detail, remedy).asException();
    }
}
