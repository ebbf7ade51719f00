package dev.countersign.connect.teams;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.connect.ChatDesk;
import dev.countersign.connect.ChatSettings;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.util.Optional;

/// Where the Bot Framework calls us. Every answer to a card is a card.
public final class TeamsRoutes {
    private final ChatSettings.Bot bot;
    private final TeamsApi api;
    private final TeamsTokens tokens;
    private final ChatDesk desk;
    private final People people;

    public TeamsRoutes(
            ChatSettings.Bot bot, TeamsApi api, ChatDesk desk, People people, InstantSource clock) {
        this.bot = bot;
        this.api = api;
        this.tokens = new TeamsTokens(bot, api, clock);
        this.desk = desk;
        this.people = people;
    }

    public void mount(Web web) {
        web.open(HttpMethod.POST, "/chat/teams/messages", this::activity);
    }

    static JsonNode json(String text) {
        try {
            return TeamsCards.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return TeamsCards.JSON.missingNode();
        }
    }

    private void activity(Exchange e) {
        var activity = json(e.body());
        tokens.require(e.header("authorization").orElse(""), activity.path("serviceUrl").asText());
        if (!activity.path("type").asText().equals("invoke")
                || !activity.path("name").asText().equals("adaptiveCard/action")) {
            e.text(200, "text/plain", "");
            return;
        }
        var action = activity.at("/value/action");
        var known = known(activity);
        var card =
                known.isEmpty()
                        ? TeamsCards.message(
                                "Who are you?",
                                "Countersign does not know you by your Teams account. An administrator"
                                        + " links it: give your person here the e-mail address that you"
                                        + " use in Teams. Guests and people of other tenants cannot"
                                        + " decide here.",
                                "",
                                "")
                        : answer(known.get(), action.path("verb").asText(), action.path("data"));
        var out = TeamsCards.JSON.createObjectNode().put("statusCode", 200);
        out.put("type", TeamsCards.TYPE).set("value", card);
        e.json(200, out);
    }

    private ObjectNode answer(Identity who, String verb, JsonNode data) {
        if (!verb.equals("decide")) {
            return form(who, data.path("case").asText(), TeamsCards.Typed.NOTHING);
        }
        var filled = TeamsCards.filled(data);
        return switch (desk.decide(who, filled)) {
            case ChatDesk.Outcome.Recorded(var sentence) ->
                    TeamsCards.message("Recorded", sentence, "", "");
            case ChatDesk.Outcome.Wrong(var fields) ->
                    form(who, filled.caseId(), TeamsCards.typed(filled, fields));
            case ChatDesk.Outcome.Nothing(var title, var text, var caseId) ->
                    TeamsCards.message(title, text, caseId, desk.link(caseId));
        };
    }

    private ObjectNode form(Identity who, String caseId, TeamsCards.Typed typed) {
        return desk.shown(who, caseId)
                .map(shown -> TeamsCards.form(shown, typed))
                .orElseGet(() ->
                        TeamsCards.message(
                                "No such case",
                                "There is no case " + caseId + " that you may see.",
                                "",
                                ""));
    }

    /// The member of our tenant with the same address. Asked every time: it happens once a
    /// decision.
    private Optional<Identity> known(JsonNode activity) {
        var from = activity.path("from");
        var tenant = activity.at("/conversation/tenantId").asText();
        if (!tenant.equals(bot.tenant()) || from.path("id").asText().isEmpty()) {
            return Optional.empty();
        }
        var member =
                api.connector(
                                "GET",
                                "v3/conversations/"
                                        + TeamsApi.encoded(bot.conversation())
                                        + "/members/"
                                        + TeamsApi.encoded(from.path("id").asText()),
                                Optional.empty())
                        .body();
        return member.filter(m -> m.path("tenantId").asText().equals(bot.tenant()))
                .filter(m ->
                        m.path("aadObjectId").asText().equals(from.path("aadObjectId").asText()))
                .filter(m -> !m.path("userRole").asText().equals("guest"))
                .filter(m -> !m.path("userPrincipalName").asText().contains("#EXT#"))
                .map(m -> m.path("userPrincipalName").asText())
                .filter(address -> !address.isEmpty())
                .flatMap(people::byEmail)
                .flatMap(p -> people.identity(p.id()));
    }
}
