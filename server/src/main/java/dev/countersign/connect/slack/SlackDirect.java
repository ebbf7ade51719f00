package dev.countersign.connect.slack;

import com.slack.api.model.Message.Metadata;
import dev.countersign.connect.DirectRoom;
import dev.countersign.connect.Message;
import dev.countersign.connect.Place;
import dev.countersign.connect.Sent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Direct messages of the app to one member of the workspace. Each carries its send's id as
/// metadata, by which one that may have arrived is found again.
public final class SlackDirect implements DirectRoom {
    private static final String EVENT = "countersign_daily";
    private static final int MOST = 200;

    private final SlackApi api;
    private final SlackPeople people;

    public SlackDirect(SlackApi api, SlackPeople people) {
        this.api = api;
        this.people = people;
    }

    @Override
    public String title() {
        return "Slack";
    }

    @Override
    public Member member(String personId, String email) {
        return people.memberFor(personId, email);
    }

    @Override
    public Sent send(String sendId, String member, Message.Daily message) {
        var blocks = SlackCards.blocks(message, people::mention).toString();
        var text = SlackCards.fallback(message, people::mention);
        var metadata = new Metadata(EVENT, Map.of("send", sendId));
        var answered =
                api.ask(methods ->
                        methods.chatPostMessage(r ->
                                r.channel(member)
                                        .text(text)
                                        .blocksAsString(blocks)
                                        .metadata(metadata)
                                        .unfurlLinks(false)
                                        .unfurlMedia(false)));
        return answered.otherwise()
                .orElseGet(() ->
                        answered.answer()
                                .<Sent>map(a -> new Sent.Done(new Place(a.getChannel(), a.getTs())))
                                .orElseThrow());
    }

    @Override
    public Sent find(String sendId, String member, Instant since) {
        var opened = api.ask(methods -> methods.conversationsOpen(r -> r.users(List.of(member))));
        if (opened.answer().isEmpty()) {
            return SlackRoom.unknown(opened.otherwise().orElseThrow());
        }
        var channel = opened.answer().get().getChannel().getId();
        // Slack's clock and ours may differ a little.
        var oldest = String.valueOf(since.minusSeconds(300).getEpochSecond());
        var found =
                api.ask(methods ->
                        methods.conversationsHistory(r ->
                                r.channel(channel)
                                        .oldest(oldest)
                                        .inclusive(true)
                                        .includeAllMetadata(true)
                                        .limit(MOST)));
        if (found.answer().isEmpty()) {
            return SlackRoom.unknown(found.otherwise().orElseThrow());
        }
        for (var message : found.answer().get().getMessages()) {
            if (sendId.equals(SlackRoom.sendOf(message))) {
                return new Sent.Done(new Place(channel, message.getTs()));
            }
        }
        return found.answer().get().isHasMore()
                ? new Sent.Unsure("there are too many messages since then", false)
                : new Sent.Not("it is not there", Optional.empty(), false, false);
    }
}
