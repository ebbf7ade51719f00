package dev.countersign;

import dev.countersign.connect.ChatSettings;
import dev.countersign.ui.Proxies;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// How one server is started.
///
/// @param data its directory: the embedded database, keys; one server at a time
/// @param database a JDBC URL of a PostgreSQL with `user` and `password` parameters; empty for the
///   embedded store
/// @param port 0 for any free one
/// @param origin the ledger's name in checkpoints
/// @param publicUrl where people reach the server, for links in briefs; empty for host and port
/// @param holdWait how long a streaming caller waits for a decision
/// @param callsPerMinute that one person may begin
/// @param chat which chats are connected
/// @param proxies that are believed about where a request comes from
/// @param bodyPatience how long the rest of a request may let wait for itself
public record Config(
        Path data,
        Optional<Database> database,
        String host,
        int port,
        String origin,
        Optional<String> publicUrl,
        Duration upstreamDeadline,
        Duration holdWait,
        int callsPerMinute,
        ChatSettings chat,
        Proxies proxies,
        Duration bodyPatience,
        InstantSource clock,
        RandomGenerator ids) {

    /// A hundred a second: far above a person and most services, far below what fills a queue.
    public static final int CALLS_PER_MINUTE = 6_000;

    public record Database(String url, String user, String password) {}

    /// The defaults of `serve`: localhost only.
    public static Config embedded(Path data, int port, InstantSource clock, RandomGenerator ids) {
        return new Config(
                data,
                Optional.empty(),
                "127.0.0.1",
                port,
                "countersign.local/ledger",
                Optional.empty(),
                Duration.ofMinutes(2),
                Duration.ofMinutes(5),
                CALLS_PER_MINUTE,
                ChatSettings.NONE,
                Proxies.NONE,
                Duration.ofSeconds(30),
                clock,
                ids);
    }

    public Config withPort(int other) {
        return new Config(
                data,
                database,
                host,
                other,
                origin,
                publicUrl,
                upstreamDeadline,
                holdWait,
                callsPerMinute,
                chat,
                proxies,
                bodyPatience,
                clock,
                ids);
    }

    public Config withDatabase(Database other) {
        return new Config(
                data,
                Optional.of(other),
                host,
                port,
                origin,
                publicUrl,
                upstreamDeadline,
                holdWait,
                callsPerMinute,
                chat,
                proxies,
                bodyPatience,
                clock,
                ids);
    }

    public Config withHost(String other) {
        return new Config(
                data,
                database,
                other,
                port,
                origin,
                publicUrl,
                upstreamDeadline,
                holdWait,
                callsPerMinute,
                chat,
                proxies,
                bodyPatience,
                clock,
                ids);
    }

    public Config withWaits(Duration deadline, Duration hold) {
        return new Config(
                data,
                database,
                host,
                port,
                origin,
                publicUrl,
                deadline,
                hold,
                callsPerMinute,
                chat,
                proxies,
                bodyPatience,
                clock,
                ids);
    }

    public Config withCallsPerMinute(int calls) {
        return new Config(
                data,
                database,
                host,
                port,
                origin,
                publicUrl,
                upstreamDeadline,
                holdWait,
                calls,
                chat,
                proxies,
                bodyPatience,
                clock,
                ids);
    }

    public Config withChat(ChatSettings other) {
        return new Config(
                data,
                database,
                host,
                port,
                origin,
                publicUrl,
                upstreamDeadline,
                holdWait,
                callsPerMinute,
                other,
                proxies,
                bodyPatience,
                clock,
                ids);
    }

    public Config withProxies(Proxies other) {
        return new Config(
                data,
                database,
                host,
                port,
                origin,
                publicUrl,
                upstreamDeadline,
                holdWait,
                callsPerMinute,
                chat,
                other,
                bodyPatience,
                clock,
                ids);
    }

    public Config withBodyPatience(Duration other) {
        return new Config(
                data,
                database,
                host,
                port,
                origin,
                publicUrl,
                upstreamDeadline,
                holdWait,
                callsPerMinute,
                chat,
                proxies,
                other,
                clock,
                ids);
    }

    /// @throws IllegalArgumentException where it is no address that a link can begin with
    public Config withPublicUrl(String other) {
        if (!other.matches("https?://[^\\s/?#]+(/[^\\s?#]*)?")) {
            throw new IllegalArgumentException(
                    "`"
                            + other
                            + "` is no public address; write one such as"
                            + " https://countersign.example.com");
        }
        return new Config(
                data,
                database,
                host,
                port,
                origin,
                Optional.of(other.replaceAll("/+$", "")),
                upstreamDeadline,
                holdWait,
                callsPerMinute,
                chat,
                proxies,
                bodyPatience,
                clock,
                ids);
    }
}
