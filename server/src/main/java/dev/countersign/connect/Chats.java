package dev.countersign.connect;

import dev.countersign.connect.slack.SlackApi;
import dev.countersign.connect.slack.SlackDirect;
import dev.countersign.connect.slack.SlackInbound;
import dev.countersign.connect.slack.SlackPeople;
import dev.countersign.connect.slack.SlackRoom;
import dev.countersign.connect.slack.SlackRoutes;
import dev.countersign.connect.slack.SlackSocket;
import dev.countersign.connect.teams.TeamsApi;
import dev.countersign.connect.teams.TeamsDirect;
import dev.countersign.connect.teams.TeamsRoom;
import dev.countersign.connect.teams.TeamsRoutes;
import dev.countersign.desk.Desk;
import dev.countersign.egress.Partner;
import dev.countersign.egress.PartnerClient;
import dev.countersign.egress.Residency;
import dev.countersign.escalation.Routing;
import dev.countersign.kernel.Ids;
import dev.countersign.ledger.Ledger;
import dev.countersign.people.People;
import dev.countersign.storage.Storage;
import dev.countersign.ui.Web;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Every chat that is connected. Threads may share it.
public final class Chats implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Chats.class);

    /// What chat needs of the rest.
    ///
    /// @param residency what the playbook in force says about regions
    /// @param playbookInForce recorded with every decision
    /// @param drill where mock cases are decided
    /// @param address where people reach the server
    public record Parts(
            Storage storage,
            Ledger ledger,
            People people,
            Desk desk,
            Drill drill,
            Supplier<Routing> routing,
            Supplier<Optional<Residency>> residency,
            Supplier<String> playbookInForce,
            Supplier<String> address,
            InstantSource clock,
            Ids ids) {}

    private final Parts parts;
    private final List<Dispatcher> dispatchers = new ArrayList<>();
    private final ExecutorService sender =
            Executors.newSingleThreadExecutor(r -> new Thread(r, "chat"));
    private final AtomicBoolean sending = new AtomicBoolean();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<DirectRoom> directRooms = new ArrayList<>();
    private final Optional<Directs> directs;
    private Optional<SlackRoutes> slackRoutes = Optional.empty();
    private Optional<SlackSocket> slackSocket = Optional.empty();
    private Optional<TeamsRoutes> teamsRoutes = Optional.empty();

    /// @throws IllegalStateException where a chat lies outside the allowed regions
    public Chats(ChatSettings settings, Parts parts) {
        this.parts = parts;
        settings.slack().ifPresent(this::slack);
        settings.teams().ifPresent(this::teams);
        directs =
                directRooms.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new Directs(
                                        directRooms,
                                        parts.storage(),
                                        parts.people(),
                                        parts.clock(),
                                        parts.ids()));
    }

    private void slack(ChatSettings.Slack settings) {
        refuseOutsideRegions(SlackApi.partner(settings));
        var api = new SlackApi(settings, parts.residency());
        var people = new SlackPeople(api, parts.people(), parts.routing(), parts.clock());
        follow(
                new SlackRoom(
                        api,
                        people,
                        settings,
                        () -> parts.storage().read(tx -> new OutboxStore().channel(tx, "slack"))));
        directRooms.add(new SlackDirect(api, people));
        var inbound = new SlackInbound(api, people, desk(), practice(), parts.clock(), threads);
        slackRoutes =
                settings.signingSecret()
                        .map(secret -> SlackRoutes.of(secret, inbound, parts.clock()));
        slackSocket =
                settings.appToken().map(token -> new SlackSocket(api, inbound, token, threads));
    }

    private void teams(ChatSettings.Teams settings) {
        refuseOutsideRegions(TeamsApi.partner(settings));
        var api = new TeamsApi(settings, parts.residency(), parts.clock());
        follow(new TeamsRoom(api, settings.bot()));
        // A workflow reaches its channel only.
        settings.bot().ifPresent(bot -> directRooms.add(new TeamsDirect(api, bot)));
        teamsRoutes =
                settings.bot()
                        .map(bot ->
                                new TeamsRoutes(bot, api, desk(), parts.people(), parts.clock()));
    }

    private ChatDesk desk() {
        return new ChatDesk(
                parts.desk(),
                parts.people(),
                parts.routing(),
                parts.playbookInForce(),
                parts.address(),
                parts.clock());
    }

    private ChatPractice practice() {
        return new ChatPractice(
                parts.drill(),
                new ChatDesk(
                        parts.drill().desk(),
                        parts.people(),
                        () -> Routing.standard(ZoneOffset.UTC),
                        parts.playbookInForce(),
                        parts.address(),
                        parts.clock(),
                        "/practice"));
    }

    private void refuseOutsideRegions(Partner partner) {
        PartnerClient.refusal(partner, parts.residency().get())
                .ifPresent(why -> {
                    throw new IllegalStateException("not starting: " + why);
                });
    }

    private void follow(Room room) {
        parts.ledger()
                .follow(
                        "connect." + room.name(),
                        new Outbox(room.name(), parts.desk(), parts.clock()));
        var telling = new Telling(parts.people(), parts.routing(), parts.address());
        dispatchers.add(
                new Dispatcher(
                        room, parts.storage(), parts.desk(), telling, parts.clock(), parts.ids()));
    }

    /// The way to one person; empty where no chat offers one.
    public Optional<Directs> directs() {
        return directs;
    }

    /// What chats call us by.
    public void mount(Web web) {
        slackRoutes.ifPresent(routes -> routes.mount(web));
        teamsRoutes.ifPresent(routes -> routes.mount(web));
    }

    /// Begins to send what is due, unless it is being sent already.
    public void start() {
        if (!dispatchers.isEmpty() && sending.compareAndSet(false, true)) {
            sender.execute(() -> {
                try {
                    sendDue();
                } catch (RuntimeException e) {
                    LOG.warn("chat-failed", e);
                } finally {
                    sending.set(false);
                }
            });
        }
    }

    /// Sends what is due; blocks.
    public void sendDue() {
        slackSocket.ifPresent(SlackSocket::keepOpen);
        dispatchers.forEach(Dispatcher::sendDue);
        directs.ifPresent(Directs::sendDue);
    }

    @Override
    public void close() {
        slackSocket.ifPresent(SlackSocket::close);
        sender.shutdown();
        try {
            if (!sender.awaitTermination(15, TimeUnit.SECONDS)) {
                LOG.warn("chat-slow-close");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.close();
    }
}
