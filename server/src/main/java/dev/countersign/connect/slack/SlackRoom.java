package dev.countersign.connect.slack;

import com.slack.api.model.Message.Metadata;
import dev.countersign.connect.ChatSettings;
import dev.countersign.connect.Message;
import dev.countersign.connect.Place;
import dev.countersign.connect.Room;
import dev.countersign.connect.Sent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The channel that exceptions are told to. Every message carries its send's id as metadata, by
/// which one that may have arrived is found again.
public final class SlackRoom implements Room {
    private static final String EVENT = "countersign_case";
    private static final int MOST_PAGES = 10;

    private final SlackApi api;
    private final SlackPeople people;
    private final ChatSettings.Slack settings;
    private final Supplier<Optional<String>> knownChannel;

    /// @param knownChannel the channel's id, where something was sent there before
    public SlackRoom(
            SlackApi api,
            SlackPeople people,
            ChatSettings.Slack settings,
            Supplier<Optional<String>> knownChannel) {
        this.api = api;
        this.people = people;
        this.settings = settings;
        this.knownChannel = knownChannel;
    }

    @Override
    public String name() {
        return "slack";
    }

    @Override
    public Sent send(String sendId, Message message, Optional<Place> under) {
        var blocks = SlackCards.blocks(message, people::mention).toString();
        var text = SlackCards.fallback(message, people::mention);
        var metadata = new Metadata(EVENT, Map.of("send", sendId));
        var answered =
                api.ask(methods ->
                        methods.chatPostMessage(r -> {
                            r.channel(under.map(Place::channel).orElse(settings.channel()))
                                    .text(text)
                                    .blocksAsString(blocks)
                                    .metadata(metadata)
                                    .unfurlLinks(false)
                                    .unfurlMedia(false);
                            under.ifPresent(place -> r.threadTs(place.message()));
                            return r;
                        }));
        return answered.otherwise()
                .orElseGet(() ->
                        answered.answer()
                                .<Sent>map(a -> new Sent.Done(new Place(a.getChannel(), a.getTs())))
                                .orElseThrow());
    }

    @Override
    public Sent update(Place at, Message message) {
        var blocks = SlackCards.blocks(message, people::mention).toString();
        var text = SlackCards.fallback(message, people::mention);
        var answered =
                api.ask(methods ->
                        methods.chatUpdate(r ->
                                r.channel(at.channel())
                                        .ts(at.message())
                                        .text(text)
                                        .blocksAsString(blocks)));
        return answered.otherwise().orElseGet(() -> new Sent.Done(at));
    }

    @Override
    public Sent find(String sendId, Optional<Place> under, Instant since) {
        var channel = under.map(Place::channel).map(SlackRoom::known).orElseGet(this::channel);
        if (channel.answer().isEmpty()) {
            return unknown(channel.otherwise().orElseThrow());
        }
        var in = channel.answer().get();
        // Slack's clock and ours may differ a little.
        var oldest = String.valueOf(since.minusSeconds(300).getEpochSecond());
        var cursor = "";
        for (var page = 0; page < MOST_PAGES; page++) {
            var from = cursor;
            var found =
                    under.map(place -> replies(place, oldest, from))
                            .orElseGet(() -> history(in, oldest, from));
            if (found.otherwise().isPresent()) {
                return unknown(found.otherwise().get());
            }
            var answer = found.answer().orElseThrow();
            for (var message : answer.messages()) {
                if (sendId.equals(sendOf(message))) {
                    return new Sent.Done(new Place(in, message.getTs()));
                }
            }
            cursor = answer.next();
            if (cursor.isEmpty()) {
                return new Sent.Not("it is not there", Optional.empty(), false, false);
            }
        }
        return new Sent.Unsure("the channel has too many messages since then", false);
    }

    static Sent unknown(Sent why) {
        return switch (why) {
            case Sent.Unsure unsure -> unsure;
            // Without the right to read the channel, sending still works.
            case Sent.Not(var error, var after, var all, _) ->
                    new Sent.Unsure(
                            error, after.isPresent() || (all && !error.equals("missing_scope")));
            case Sent.Done done -> done;
        };
    }

    private record Page(List<com.slack.api.model.Message> messages, String next) {}

    private SlackApi.Answer<Page> history(String channel, String oldest, String cursor) {
        var answered =
                api.ask(methods ->
                        methods.conversationsHistory(r ->
                                r.channel(channel)
                                        .oldest(oldest)
                                        .inclusive(true)
                                        .includeAllMetadata(true)
                                        .limit(200)
                                        .cursor(cursor.isEmpty() ? null : cursor)));
        return new SlackApi.Answer<>(
                answered.answer()
                        .map(a ->
                                new Page(
                                        a.getMessages(),
                                        a.isHasMore() && a.getResponseMetadata() != null
                                                ? String.valueOf(
                                                        a.getResponseMetadata().getNextCursor())
                                                : "")),
                answered.otherwise());
    }

    private SlackApi.Answer<Page> replies(Place under, String oldest, String cursor) {
        var answered =
                api.ask(methods ->
                        methods.conversationsReplies(r ->
                                r.channel(under.channel())
                                        .ts(under.message())
                                        .oldest(oldest)
                                        .inclusive(true)
                                        .includeAllMetadata(true)
                                        .limit(200)
                                        .cursor(cursor.isEmpty() ? null : cursor)));
        return new SlackApi.Answer<>(
                answered.answer()
                        .map(a ->
                                new Page(
                                        a.getMessages(),
                                        a.isHasMore() && a.getResponseMetadata() != null
                                                ? String.valueOf(
                                                        a.getResponseMetadata().getNextCursor())
                                                : "")),
                answered.otherwise());
    }

    static String sendOf(com.slack.api.model.Message message) {
        var metadata = message.getMetadata();
        return metadata == null || metadata.getEventPayload() == null
                ? ""
                : String.valueOf(metadata.getEventPayload().get("send"));
    }

    /// As configured, as Slack answered before, or looked up by name.
    private SlackApi.Answer<String> channel() {
        return settings.channel().matches("[CG][A-Z0-9]{8,}")
                ? known(settings.channel())
                : knownChannel
                        .get()
                        .map(SlackRoom::known)
                        .orElseGet(() -> named(settings.channel().replaceFirst("^#", "")));
    }

    private static SlackApi.Answer<String> known(String channel) {
        return new SlackApi.Answer<>(Optional.of(channel), Optional.empty());
    }

    private SlackApi.Answer<String> named(String name) {
        var cursor = "";
        for (var page = 0; page < MOST_PAGES; page++) {
            var from = cursor;
            var answered =
                    api.ask(methods ->
                            methods.conversationsList(r ->
                                    r.excludeArchived(true)
                                            .limit(1_000)
                                            .cursor(from.isEmpty() ? null : from)));
            if (answered.answer().isEmpty()) {
                return new SlackApi.Answer<>(Optional.empty(), answered.otherwise());
            }
            var answer = answered.answer().get();
            for (var channel : answer.getChannels()) {
                if (name.equals(channel.getName())) {
                    return known(channel.getId());
                }
            }
            var next = answer.getResponseMetadata();
            cursor = next == null || next.getNextCursor() == null ? "" : next.getNextCursor();
            if (cursor.isEmpty()) {
                break;
            }
        }
        return new SlackApi.Answer<>(
                Optional.empty(),
                Optional.of(new Sent.Unsure("no channel is called `" + name + "`", false)));
    }
}
