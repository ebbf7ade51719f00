package dev.countersign.connect.teams;

import dev.countersign.connect.ChatSettings;
import dev.countersign.connect.DirectRoom;
import dev.countersign.connect.Message;
import dev.countersign.connect.Place;
import dev.countersign.connect.Sent;
import java.time.Instant;
import java.util.Optional;

/// The bot's personal chat with one member of the channel's team.
///
/// As in the channel, a message whose answer was lost counts as arrived: Teams cannot be asked, and
/// twice is worse than a morning without, because the product shows all of it.
public final class TeamsDirect implements DirectRoom {
    private static final int MOST_PAGES = 20;

    private final TeamsApi api;
    private final ChatSettings.Bot bot;

    public TeamsDirect(TeamsApi api, ChatSettings.Bot bot) {
        this.api = api;
        this.bot = bot;
    }

    @Override
    public String title() {
        return "Teams";
    }

    /// Members only: a guest is not the person with the same address.
    @Override
    public Member member(String personId, String email) {
        var from = "";
        for (var page = 0; page < MOST_PAGES; page++) {
            var answered =
                    api.connector(
                            "GET",
                            "v3/conversations/"
                                    + TeamsApi.encoded(bot.conversation())
                                    + "/pagedmembers?pageSize=500"
                                    + (from.isEmpty()
                                            ? ""
                                            : "&continuationToken=" + TeamsApi.encoded(from)),
                            Optional.empty());
            if (answered.body().isEmpty()) {
                return new Member(
                        Optional.empty(),
                        Optional.of(answered.otherwise().map(Object::toString).orElse("nothing")));
            }
            for (var member : answered.body().get().path("members")) {
                if (member.path("userPrincipalName").asText().equalsIgnoreCase(email)
                        && !member.path("userRole").asText().equals("guest")
                        && member.path("tenantId").asText().equals(bot.tenant())) {
                    return new Member(Optional.of(member.path("id").asText()), Optional.empty());
                }
            }
            from = answered.body().get().path("continuationToken").asText("");
            if (from.isEmpty()) {
                return new Member(Optional.empty(), Optional.empty());
            }
        }
        return new Member(Optional.empty(), Optional.of("the team has too many members"));
    }

    @Override
    public Sent send(String sendId, String member, Message.Daily message) {
        var wanted = TeamsCards.JSON.createObjectNode().put("isGroup", false);
        wanted.putObject("bot").put("id", bot.appId());
        wanted.putArray("members").addObject().put("id", member);
        wanted.put("tenantId", bot.tenant());
        wanted.putObject("channelData").putObject("tenant").put("id", bot.tenant());
        // Asking for the chat again gives the same one and sends nothing.
        var chat = api.connector("POST", "v3/conversations", Optional.of(wanted));
        if (chat.body().isEmpty()) {
            return switch (chat.otherwise().orElseThrow()) {
                case Sent.Unsure(var why, var everything) ->
                        new Sent.Not(why, Optional.empty(), everything, false);
                case Sent.Not not -> not;
                case Sent.Done done -> done;
            };
        }
        var id = chat.body().get().path("id").asText();
        var answered =
                api.connector(
                        "POST",
                        "v3/conversations/" + TeamsApi.encoded(id) + "/activities",
                        Optional.of(TeamsRoom.activity(message, true)));
        return answered.otherwise()
                .orElseGet(() ->
                        new Sent.Done(
                                new Place(id, answered.body().orElseThrow().path("id").asText())));
    }

    @Override
    public Sent find(String sendId, String member, Instant since) {
        return new Sent.Done(new Place(member, ""));
    }
}
