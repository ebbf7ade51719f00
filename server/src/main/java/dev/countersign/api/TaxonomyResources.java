package dev.countersign.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.escalation.Taxonomy;
import dev.countersign.escalation.Taxonomy.Category;
import dev.countersign.escalation.Team;
import dev.countersign.kernel.Finding;
import dev.countersign.kernel.Problem;
import dev.countersign.playbook.TaxonomyFile;
import dev.countersign.taxonomy.Draft;
import dev.countersign.taxonomy.Taxonomies;
import dev.countersign.taxonomy.Version;
import dev.countersign.taxonomy.Written;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Teams' categories: read, drafted, published, exported and imported.
public final class TaxonomyResources {
    private final Taxonomies taxonomies;
    private final Function<String, Map<String, Integer>> filed;

    /// @param filed how many exceptions were filed in each category of a version
    public TaxonomyResources(Taxonomies taxonomies, Function<String, Map<String, Integer>> filed) {
        this.taxonomies = taxonomies;
        this.filed = filed;
    }

    public void mount(Web web) {
        web.get(
                "/v1/taxonomies",
                e ->
                        e.json(
                                200,
                                Map.of(
                                        "teams",
                                        taxonomies.teams().stream().map(this::line).toList())));
        web.get("/v1/taxonomies/:team", this::team);
        web.get("/v1/taxonomies/:team/versions/:number", this::version);
        web.post("/v1/taxonomies/:team/draft", this::save);
        web.delete("/v1/taxonomies/:team/draft", this::discard);
        web.post("/v1/taxonomies/:team/publish", this::publish);
    }

    private Map<String, Object> line(Team team) {
        var out = new LinkedHashMap<String, Object>();
        out.put("team", team.name());
        out.put("title", team.title());
        out.put("lead", team.lead());
        out.put("services", team.services().stream().sorted().toList());
        out.put("version", taxonomies.inForce(team.name()).version());
        return out;
    }

    private void team(Exchange e) {
        var team = taxonomies.team(e.pathParam("team"));
        var out = line(team);
        out.put("in_force", taxonomy(taxonomies.inForce(team.name())));
        out.put("versions", taxonomies.versions(team.name()).stream().map(this::shown).toList());
        out.put("draft", draft(taxonomies.draft(team.name())));
        e.json(200, out);
    }

    private void version(Exchange e) {
        var team = taxonomies.team(e.pathParam("team"));
        var version =
                taxonomies.versions(team.name()).stream()
                        .filter(v -> String.valueOf(v.number()).equals(e.pathParam("number")))
                        .findFirst()
                        .orElseThrow(() ->
                                new Problem(
                                                404,
                                                "unknown-version",
                                                "No such version",
                                                "team `"
                                                        + team.name()
                                                        + "` published no version `"
                                                        + e.pathParam("number")
                                                        + "`",
                                                "GET /v1/taxonomies/" + team.name() + " lists them")
                                        .asException());
        if (e.param("format").equals("yaml")) {
            e.text(200, "application/yaml", Written.of(version.taxonomy().categories()));
        } else {
            e.json(200, shown(version));
        }
    }

    /// A body of YAML with `?revision=`, or JSON with `revision` and `categories` of the same
    /// shape.
    private void save(Exchange e) {
        var json = e.header("content-type").orElse("").contains("json");
        JsonNode body = json ? e.json() : null;
        // JSON is YAML, too.
        var text = body == null ? e.body() : categories(body);
        var revision =
                body == null ? e.intParam("revision", 0) : new Fields(body).number("revision");
        var read = TaxonomyFile.read(text);
        if (!read.isUsable()) {
            throw new Problem(
                            422,
                            "taxonomy-unreadable",
                            "Nothing was saved",
                            "the categories cannot be read",
                            read.findings().stream().map(Finding::asLine).toList(),
                            "mend them and send them again")
                    .asException();
        }
        e.json(
                200,
                draft(
                        taxonomies.save(
                                e.identity(), e.pathParam("team"), revision, read.categories())));
    }

    private static String categories(JsonNode body) {
        if (!body.path("categories").isObject()) {
            throw Fields.wrong("`categories` must be an object, a category at each name");
        }
        return "{\"categories\": " + body.path("categories") + "}";
    }

    private void discard(Exchange e) {
        taxonomies.discard(e.identity(), e.pathParam("team"), e.intParam("revision", 0));
        e.json(200, draft(taxonomies.draft(e.pathParam("team"))));
    }

    private void publish(Exchange e) {
        var f = new Fields(e.json());
        e.json(
                201,
                shown(
                        taxonomies.publish(
                                e.identity(),
                                e.pathParam("team"),
                                f.number("revision"),
                                f.text("why"))));
    }

    private Map<String, Object> draft(Draft d) {
        var out = new LinkedHashMap<String, Object>();
        out.put("revision", d.revision());
        out.put("saved", d.saved().isPresent());
        d.saved()
                .ifPresent(s -> {
                    out.put("saved_by", s.by());
                    out.put("saved_at", s.at().toString());
                });
        out.put("categories", categories(d.categories(), Map.of()));
        out.put("missing", taxonomies.wrong(d.team(), d.categories()));
        return out;
    }

    private Map<String, Object> shown(Version v) {
        var out = taxonomy(v.taxonomy());
        out.put("number", v.number());
        out.put("published_by", v.by());
        out.put("published_at", v.at().toString());
        out.put("why", v.why());
        out.put("changes", v.changes());
        return out;
    }

    private Map<String, Object> taxonomy(Taxonomy t) {
        var out = new LinkedHashMap<String, Object>();
        out.put("version", t.version());
        out.put("categories", categories(t.categories(), filed.apply(t.version())));
        return out;
    }

    private static Map<String, Object> categories(List<Category> all, Map<String, Integer> counts) {
        var out = new LinkedHashMap<String, Object>();
        for (var c : all) {
            var one = new LinkedHashMap<String, Object>();
            one.put("title", c.title());
            one.put("share", c.share().toPlainString());
            one.put("kind", c.kind());
            one.put("approver", c.approver());
            one.put("path", c.path());
            one.put("subtypes", c.subtypes().stream().map(Taxonomy.Subtype::name).toList());
            one.put("filed", counts.getOrDefault(c.name(), 0));
            out.put(c.name(), one);
        }
        return out;
    }
}
