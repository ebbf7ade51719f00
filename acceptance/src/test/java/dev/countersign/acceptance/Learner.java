package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// Somebody who practises, through the pages.
final class Learner {
    static final String WHY =
            "checked the evidence: what it says about the owner and the time leaves little doubt";

    private final World world;
    private final String person;
    final Session session;

    Learner(World world, String person) {
        this.world = world;
        this.person = person;
        this.session = Session.of(world, person);
    }

    /// The page of the case that is next, or what was said instead.
    Session.Page next() {
        return session.form("/practice", "/practice/next");
    }

    JsonNode progress() {
        return world.get(person, "/v1/practice").body();
    }

    static String caseOf(Session.Page page) {
        return page.path().substring(page.path().lastIndexOf('/') + 1);
    }

    Session.Page deny(String caseId) {
        return decide(caseId, "1", "deny", WHY);
    }

    Session.Page decide(String caseId, String version, String decision, String why) {
        return session.form(
                "/practice/cases/" + caseId,
                "/practice/cases/" + caseId + "/decision",
                "version",
                version,
                "decision",
                decision,
                "justification",
                why,
                "to",
                "security");
    }

    /// Decides so many, one after the other.
    void denies(int many) {
        for (var i = 0; i < many; i++) {
            var page = next();
            assertThat(page.path()).startsWith("/practice/cases/");
            assertThat(deny(caseOf(page)).path()).startsWith("/practice/answers/");
        }
    }

    List<String> cases() {
        return progress().path("cases").findValuesAsText("case");
    }
}
