package dev.countersign.taxonomy.web;

import dev.countersign.escalation.Routing;
import dev.countersign.escalation.Taxonomy;
import dev.countersign.escalation.Taxonomy.Category;
import dev.countersign.escalation.Team;
import dev.countersign.kernel.Problem;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.taxonomy.Taxonomies;
import dev.countersign.taxonomy.Version;
import dev.countersign.taxonomy.Written;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The categories of each team: what is expected, what came, and how they changed.
public final class TaxonomyPages {
    private final Taxonomies taxonomies;
    private final Supplier<Routing> routing;
    private final Function<String, Map<String, Integer>> filed;
    private final People people;
    private final Frames frames;

    /// @param filed how many exceptions were filed in each category of a version
    public TaxonomyPages(
            Taxonomies taxonomies,
            Supplier<Routing> routing,
            Function<String, Map<String, Integer>> filed,
            People people,
            Frames frames) {
        this.taxonomies = taxonomies;
        this.routing = routing;
        this.filed = filed;
        this.people = people;
        this.frames = frames;
    }

    public void mount(Web web) {
        web.get("/taxonomies", this::all);
        web.get("/taxonomies/:team", this::team);
        web.get("/taxonomies/:team/versions/:number", this::version);
        web.get("/taxonomies/:team/versions/:number/yaml", this::yaml);
    }

    /// One team in the list.
    ///
    /// @param draft whether somebody began a next version
    public record TeamLine(Team team, Taxonomy inForce, boolean own, boolean draft) {}

    /// What the list shows.
    ///
    /// @param organisation the categories of every team without its own
    public record Overview(List<TeamLine> teams, Taxonomy organisation, List<Share> shares) {}

    /// One category, what is expected of it and what came.
    ///
    /// @param actual in per cent of all that were filed under the version; -1 where none were
    /// @param far whether it is so far from what was expected that chance does not explain it
    public record Share(Category category, int count, int actual, boolean far) {}

    /// What a version's page shows.
    ///
    /// @param version empty where the team has none of its own
    /// @param open of those filed, how many have no category yet
    public record View(
            Team team,
            Optional<Version> version,
            Taxonomy taxonomy,
            boolean newest,
            List<Share> shares,
            int filed,
            int open,
            List<Version> versions,
            boolean mayDesign,
            boolean draft,
            Map<String, String> names) {
        public String name(String id) {
            return names.getOrDefault(id, id);
        }
    }

    private void all(Exchange e) {
        var lines =
                taxonomies.teams().stream()
                        .map(t ->
                                new TeamLine(
                                        t,
                                        taxonomies.inForce(t.name()),
                                        !taxonomies.versions(t.name()).isEmpty(),
                                        taxonomies.draft(t.name()).saved().isPresent()))
                        .toList();
        var organisation = routing.get().taxonomy();
        e.render(
                "page/taxonomies.jte",
                Map.of(
                        "frame",
                        frames.frame(e, "policies", "Categories"),
                        "view",
                        new Overview(lines, organisation, shares(organisation))));
    }

    private void team(Exchange e) {
        var team = taxonomies.team(e.pathParam("team"));
        show(e, team, taxonomies.versions(team.name()).stream().findFirst());
    }

    private void version(Exchange e) {
        show(e, taxonomies.team(e.pathParam("team")), Optional.of(found(e)));
    }

    private Version found(Exchange e) {
        return taxonomies.versions(e.pathParam("team")).stream()
                .filter(v -> String.valueOf(v.number()).equals(e.pathParam("number")))
                .findFirst()
                .orElseThrow(() ->
                        new Problem(
                                        404,
                                        "unknown-version",
                                        "No such version",
                                        "team `"
                                                + e.pathParam("team")
                                                + "` published no version `"
                                                + e.pathParam("number")
                                                + "`",
                                        "the team's page lists its versions")
                                .asException());
    }

    private void yaml(Exchange e) {
        var version = found(e);
        e.download(
                version.team() + "-" + version.number() + ".yaml",
                "application/yaml",
                Written.of(version.taxonomy().categories()).getBytes(StandardCharsets.UTF_8));
    }

    private void show(Exchange e, Team team, Optional<Version> version) {
        var taxonomy = version.map(Version::taxonomy).orElse(routing.get().taxonomy());
        var counts = filed.apply(taxonomy.version());
        var versions = taxonomies.versions(team.name());
        e.render(
                "page/taxonomy.jte",
                Map.of(
                        "frame",
                        frames.frame(e, "policies", "Categories of " + team.title()),
                        "view",
                        new View(
                                team,
                                version,
                                taxonomy,
                                version.equals(versions.stream().findFirst()),
                                shares(taxonomy),
                                counts.values().stream().mapToInt(n -> n).sum(),
                                counts.getOrDefault("", 0),
                                versions,
                                taxonomies.mayDesign(e.identity(), team),
                                taxonomies.draft(team.name()).saved().isPresent(),
                                people.everyone().stream()
                                        .collect(Collectors.toMap(Person::id, Person::name)))));
    }

    private List<Share> shares(Taxonomy taxonomy) {
        var counts = filed.apply(taxonomy.version());
        var named = taxonomy.names().stream().mapToInt(n -> counts.getOrDefault(n, 0)).sum();
        var out = new ArrayList<Share>();
        for (var c : taxonomy.categories()) {
            var count = counts.getOrDefault(c.name(), 0);
            out.add(
                    new Share(
                            c,
                            count,
                            named == 0 ? -1 : Math.round(100f * count / named),
                            isFar(c.share().doubleValue() / 100, count, named)));
        }
        return out;
    }

    /// Three standard errors of a share: of a thousand tables, hardly one is told in vain.
    private static boolean isFar(double expected, int count, int all) {
        if (all < 20) {
            return false;
        }
        var error = Math.sqrt(Math.max(expected * (1 - expected), 0.01) / all);
        return Math.abs((double) count / all - expected) > 3 * error;
    }
}
