package dev.countersign.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.kernel.Ids;
import dev.countersign.ledger.Ledgers;
import dev.countersign.people.People;
import dev.countersign.testing.Databases;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebTest {
    private static final int HALF_SENT = 600;

    @TempDir Path data;

    @Test
    void anErrorOfTheMachineIsAnsweredToo() throws Exception {
        var clock = InstantSource.fixed(Instant.parse("2026-11-20T09:00:00Z"));
        var random = new SecureRandom();
        var ids = new Ids(clock, random);
        try (var storage = Databases.SQLITE.open(data);
                var ledger =
                        Ledgers.open(
                                storage, data.resolve("keys"), "example.com/log", clock, random);
                var http = HttpClient.newHttpClient()) {
            var people = new People(storage, ledger, clock, ids, new byte[32], random);
            var vertx = Vertx.vertx();
            try (var web = new Web(vertx, people, Proxies.NONE)) {
                web.open(
                        HttpMethod.GET,
                        "/deep",
                        _ -> {
                            throw new StackOverflowError();
                        });
                var server = vertx.createHttpServer().requestHandler(web.router());
                var port = server.listen(0).await(10, TimeUnit.SECONDS).actualPort();
                var answer = got(http, port, "/deep");
                assertThat(answer.statusCode()).isEqualTo(500);
                assertThat(answer.body()).contains("the operator's log names the cause");
            } finally {
                vertx.close().await(10, TimeUnit.SECONDS);
            }
        }
    }

    /// As the body handler fails where a stream is reset, or its connection ends, while it is read.
    @Test
    void aRequestThatBreaksOffIsNeverTakenForServed() throws Exception {
        var vertx = Vertx.vertx();
        try (var http = HttpClient.newHttpClient();
                var web = Web.withoutPeople(vertx)) {
            web.router().get("/broken").handler(c -> c.fail(200, new IOException("reset")));
            var server = vertx.createHttpServer().requestHandler(web.router());
            var port = server.listen(0).await(10, TimeUnit.SECONDS).actualPort();
            var answer = got(http, port, "/broken");
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("broken-off", "nothing was done");
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    /// So many resets close the connection; whatever else was on its way in it was not served.
    @Test
    void nothingIsAcknowledgedOfAConnectionThatIsClosedForItsResets() throws Exception {
        var vertx = Vertx.vertx();
        try (var web = Web.withoutPeople(vertx)) {
            web.open(HttpMethod.POST, "/served", e -> e.text(200, "text/plain", "served"));
            var server = vertx.createHttpServer().requestHandler(web.router());
            var port = server.listen(0).await(10, TimeUnit.SECONDS).actualPort();
            var client =
                    vertx.createHttpClient(
                            new HttpClientOptions()
                                    .setProtocolVersion(HttpVersion.HTTP_2)
                                    .setHttp2ClearTextUpgrade(false),
                            new PoolOptions().setHttp2MaxSize(1));
            var answers = new ConcurrentLinkedQueue<Integer>();
            var closed = new CountDownLatch(1);
            for (var i = 0; i < HALF_SENT; i++) {
                var reset = i % 8 != 0;
                client.request(HttpMethod.POST, port, "127.0.0.1", "/served")
                        .onSuccess(request -> {
                            request.connection().closeHandler(_ -> closed.countDown());
                            request.response()
                                    .onSuccess(answer -> answers.add(answer.statusCode()));
                            request.putHeader("content-length", "100");
                            request.write("half of it");
                            if (reset) {
                                request.reset(8);
                            }
                        });
            }
            assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
            client.close().await(10, TimeUnit.SECONDS);
            assertThat(answers).doesNotContain(200);
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    private static HttpResponse<String> got(HttpClient http, int port, String path)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
