package dev.countersign.escalation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What teams published: every version of each, since old cases keep theirs.
///
/// @param byTeam the oldest first; each is named `TEAM/NUMBER`
public record TeamTaxonomies(Map<String, List<Taxonomy>> byTeam) {
    public static final TeamTaxonomies NONE = new TeamTaxonomies(Map.of());

    public TeamTaxonomies {
        var copy = new HashMap<String, List<Taxonomy>>();
        byTeam.forEach((team, versions) -> copy.put(team, List.copyOf(versions)));
        byTeam = Map.copyOf(copy);
    }

    public static String name(String team, int number) {
        return team + "/" + number;
    }

    public List<Taxonomy> of(String team) {
        return byTeam.getOrDefault(team, List.of());
    }

    public Optional<Taxonomy> newest(String team) {
        return of(team).isEmpty() ? Optional.empty() : Optional.of(of(team).getLast());
    }

    /// @param name as cases keep it
    public Optional<Taxonomy> version(String name) {
        var slash = name.indexOf('/');
        return slash < 0
                ? Optional.empty()
                : of(name.substring(0, slash)).stream()
                        .filter(t -> t.version().equals(name))
                        .findFirst();
    }

    public TeamTaxonomies with(String team, Taxonomy next) {
        var all = new HashMap<>(byTeam);
        var versions = new ArrayList<>(of(team));
        versions.add(next);
        all.put(team, versions);
        return new TeamTaxonomies(all);
    }
}
