package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// An answer to a role with `human_in_loop` is a draft until the person who asked says so.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DraftTest {
    private World world;

    @BeforeAll
    void start(@TempDir Path data) {
        world = new World(data);
    }

    @AfterAll
    void stop() throws IOException {
        world.close();
    }

    private String ask(String person) {
        world.upstream.answers("The parcel left the depot at nine.\nconfidence: 0.95");
        var answer = world.chat(person, "answer", "Where is the parcel?");
        assertThat(answer.outcome()).as(answer.text()).isEqualTo("released");
        return answer.call();
    }

    private World.Answer settle(String person, String call, String body) {
        return world.post(person, "/v1/calls/" + call + "/draft", body);
    }

    @Test
    @Requirement("E20")
    void eachDraftIsSettledOnceByWhoeverAsked() {
        var call = ask("fay");

        assertThat(settle("finn", call, "{\"outcome\":\"accepted\"}").status()).isEqualTo(404);
        assertThat(settle("fay", call, "{\"outcome\":\"accepted\"}").status()).isEqualTo(200);
        var again = settle("fay", call, "{\"outcome\":\"discarded\"}");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text()).contains("accepted before");
        assertThat(world.get("cleo", "/v1/ledger/entries?action=draft.accepted").text())
                .contains(call);
    }

    @Test
    @Requirement("E20")
    void anEditKeepsTheProposedAndTheFinalDigestApart() {
        var call = ask("fay");

        assertThat(settle("fay", call, "{\"outcome\":\"edited\",\"text\":\" \"}").status())
                .isEqualTo(422);
        var edited =
                settle(
                        "fay",
                        call,
                        "{\"outcome\":\"edited\",\"text\":\"It left at nine, carrier DHL.\"}");

        assertThat(edited.status()).as(edited.text()).isEqualTo(200);
        var entry =
                world.get("cleo", "/v1/ledger/entries?action=draft.edited")
                        .body()
                        .at("/entries/0/facts");
        assertThat(entry.path("final_digest").asText())
                .hasSize(64)
                .isNotEqualTo(entry.path("proposed_digest").asText());
    }

    @Test
    void whatWaitsForSomebodyIsNoDraftYet() {
        world.upstream.answers("You get a refund.\nconfidence: 0.95");
        var held = world.chat("fay", "answer", "Where is my refund?");

        var settled = settle("fay", held.call(), "{\"outcome\":\"accepted\"}");

        assertThat(settled.status()).isEqualTo(409);
        assertThat(settled.text()).contains("nothing to accept");
    }

    @Test
    @Requirement("E20")
    void thePageAsksAndShowsWhatBecameOfIt() {
        var call = ask("fay");
        var session = Session.of(world, "fay");

        assertThat(session.get("/ask?prompt=answer&call=" + call).text())
                .contains("This is a draft");
        session.form("/ask", "/ask/" + call + "/draft", "outcome", "discard");
        assertThat(session.get("/ask?prompt=answer&call=" + call).text())
                .contains("You discarded this draft")
                .doesNotContain("This is a draft");
    }

    @Test
    @Requirement({"E61", "E62"})
    void whatARoleLeavesToPeopleGoesToOneWhateverTheConfidence() {
        world.upstream.answers("We send a gesture of goodwill.\nconfidence: 0.99");

        var fays = world.chat("fay", "answer", "What do we send?");
        var max = world.chat("max", "answer", "What do we send?");

        assertThat(fays.outcome()).as(fays.text()).isEqualTo("held");
        assertThat(fays.text()).contains("which `frontline_ops` leaves to people");
        assertThat(max.outcome()).as(max.text()).isEqualTo("released");
    }
}
