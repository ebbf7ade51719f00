package dev.countersign.connect.teams;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.connect.ChatSettings;
import dev.countersign.connect.Message;
import dev.countersign.connect.Place;
import dev.countersign.connect.Room;
import dev.countersign.connect.Sent;
import java.time.Instant;
import java.util.Optional;

/// A channel in Teams, through the bot where there is one, else by the incoming workflow.
///
/// Teams offers no way to ask whether a message arrived, so one whose answer was lost counts as
/// arrived: at worst a card is missing in the channel; the case waits in its queue all the same.
public final class TeamsRoom implements Room {
    private static final String BY_WORKFLOW = "workflow";

    private final TeamsApi api;
    private final Optional<ChatSettings.Bot> bot;

    public TeamsRoom(TeamsApi api, Optional<ChatSettings.Bot> bot) {
        this.api = api;
        this.bot = bot;
    }

    @Override
    public String name() {
        return "teams";
    }

    @Override
    public Sent send(String sendId, Message message, Optional<Place> under) {
        if (bot.isEmpty()) {
            return api.workflow(activity(message, false))
                    .otherwise()
                    .orElseGet(() -> new Sent.Done(new Place(BY_WORKFLOW, sendId)));
        }
        var conversation = bot.get().conversation();
        var to =
                under.filter(place -> !place.message().isEmpty())
                        .map(place -> conversation + ";messageid=" + place.message())
                        .orElse(conversation);
        var answered =
                api.connector(
                        "POST",
                        "v3/conversations/" + TeamsApi.encoded(to) + "/activities",
                        Optional.of(activity(message, true)));
        return answered.otherwise()
                .orElseGet(() ->
                        new Sent.Done(
                                new Place(
                                        conversation,
                                        answered.body().orElseThrow().path("id").asText())));
    }

    @Override
    public Sent update(Place at, Message message) {
        if (bot.isEmpty() || at.message().isEmpty()) {
            return new Sent.Not("it cannot be changed", Optional.empty(), false, true);
        }
        return api.connector(
                        "PUT",
                        "v3/conversations/"
                                + TeamsApi.encoded(at.channel())
                                + "/activities/"
                                + TeamsApi.encoded(at.message()),
                        Optional.of(activity(message, true)))
                .otherwise()
                .orElseGet(() -> new Sent.Done(at));
    }

    @Override
    public Sent find(String sendId, Optional<Place> under, Instant since) {
        return new Sent.Done(
                new Place(bot.map(ChatSettings.Bot::conversation).orElse(BY_WORKFLOW), ""));
    }

    static ObjectNode activity(Message message, boolean answerable) {
        var out = TeamsCards.JSON.createObjectNode().put("type", "message");
        out.putArray("attachments")
                .addObject()
                .put("contentType", TeamsCards.TYPE)
                .set("content", TeamsCards.card(message, answerable));
        return out;
    }
}
