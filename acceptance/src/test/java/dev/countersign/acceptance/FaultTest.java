package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that fills up or breaks under a running server: what cannot be recorded is neither sent
/// nor told, and the server goes on once the disk does.
class FaultTest {
    private static final Pattern CALL = Pattern.compile("\"id\":\"(call-[0-9a-z]{26})\"");
    private static final String ANSWER = "The secret of the trade.";

    private Path data;
    private FaultyDisk disk;
    private ScriptedUpstream upstream;
    private ServerProcess server;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        data = folder.resolve("data");
        disk = new FaultyDisk(folder);
        upstream = new ScriptedUpstream();
        upstream.answers(ANSWER);
        server = start();
    }

    private ServerProcess start() throws IOException {
        return ServerProcess.start(data, upstream.url(), disk.environment());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        upstream.close();
    }

    /// Asks until the server answers again: it looks for room by itself, a few times a second.
    private HttpResponse<String> asksUntilItServes() throws Exception {
        var giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        var answer = server.chat("are you there");
        while (answer.statusCode() != 200 && System.nanoTime() < giveUp) {
            answer = server.chat("are you there");
        }
        return answer;
    }

    private static String call(HttpResponse<String> answer) {
        var id = CALL.matcher(answer.body());
        assertThat(id.find()).as(answer.body()).isTrue();
        return id.group(1);
    }

    @Test
    void aFullDiskSendsNothingAndSaysSoUntilThereIsRoomAgain() throws Exception {
        assertThat(server.chat("first").statusCode()).isEqualTo(200);
        var before = upstream.requests().size();

        disk.fails("full");
        var refused = new ArrayList<HttpResponse<String>>();
        for (var i = 0; i < 5; i++) {
            refused.add(server.chat("while it is full"));
        }

        assertThat(refused)
                .allSatisfy(r -> {
                    assertThat(r.statusCode()).isEqualTo(503);
                    assertThat(r.body())
                            .contains(
                                    "\"code\":\"disk-full\"",
                                    "what cannot be recorded is not sent");
                    assertThat(r.headers().firstValue("x-should-retry")).contains("true");
                });
        assertThat(upstream.requests()).hasSize(before);

        disk.heals();
        assertThat(asksUntilItServes().body()).contains(ANSWER);
        assertThat(server.log()).doesNotContain("while it is full");
    }

    @Test
    void anAnswerToAFullDiskIsKeptBackAndItsOutcomeRecordedFromReservedSpace() throws Exception {
        upstream.does((body, out) -> {
            disk.fails("full");
            ScriptedUpstream.says(ANSWER).answer(body, out);
        });

        var answer = server.chat("during");
        var next = server.chat("after");
        server.close();
        disk.forget(data);
        disk.heals();
        server = start();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("content_filter", "the disk filled up while this was answered")
                .doesNotContain(ANSWER);
        assertThat(next.statusCode()).isEqualTo(503);
        assertThat(server.log()).containsPattern(call(answer) + ".*,held,");
    }

    @Test
    void anAnswerThatCannotBeRecordedAtAllIsKeptBackAndItsCallGetsAnEnding() throws Exception {
        upstream.does((body, out) -> {
            disk.fails("choked");
            ScriptedUpstream.says(ANSWER).answer(body, out);
        });

        var answer = server.chat("mark-choked");
        upstream.answers(ANSWER);
        disk.heals();
        var later = asksUntilItServes();
        server.close();
        server = start();

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("disk-full").doesNotContain(ANSWER);
        assertThat(later.body()).contains(ANSWER);
        assertThat(server.log().lines().filter(l -> l.contains("mark-choked")))
                .singleElement()
                .asString()
                .contains(",failed,")
                .doesNotContain(ANSWER);
    }

    @Test
    void aDiskThatBreaksUnderABatchLosesNothingThatWasTold() throws Exception {
        var told = new HashSet<String>();
        for (var i = 0; i < 5; i++) {
            told.add(call(server.chat("before " + i)));
        }
        var callers = 8;
        var allThere = new CountDownLatch(callers);
        upstream.does((body, out) -> {
            allThere.countDown();
            assertThat(allThere.await(30, TimeUnit.SECONDS)).isTrue();
            disk.fails("eio");
            ScriptedUpstream.says(ANSWER).answer(body, out);
        });

        var broken = together(callers);

        assertThat(broken)
                .allSatisfy(r -> {
                    assertThat(r.statusCode()).isEqualTo(503);
                    assertThat(r.body()).contains("record-broken").doesNotContain(ANSWER);
                });

        upstream.answers(ANSWER);
        disk.heals();
        told.add(call(asksUntilItServes()));
        server.close();
        disk.forget(data);
        server = start();

        var log = server.log();
        assertThat(told).allSatisfy(id -> assertThat(log).containsPattern(id + ".*,released,"));
        assertThat(log).doesNotContain(",sent,");
        assertThat(log.lines().filter(l -> l.contains("together"))).hasSize(callers);
    }

    private List<HttpResponse<String>> together(int callers) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<CompletableFuture<HttpResponse<String>>>();
            for (var i = 0; i < callers; i++) {
                calls.add(
                        CompletableFuture.supplyAsync(
                                () -> {
                                    try {
                                        return server.chat("together");
                                    } catch (IOException | InterruptedException e) {
                                        throw new IllegalStateException(e);
                                    }
                                },
                                threads));
            }
            return calls.stream().map(CompletableFuture::join).toList();
        }
    }

    @Test
    void aSecondServerOnTheSameDirectoryIsRefusedWithASentence() throws Exception {
        var second =
                ServerProcess.java(
                                "dev.countersign.Main",
                                "serve",
                                "--data",
                                data.toString(),
                                "--port",
                                "0")
                        .redirectErrorStream(true)
                        .start();
        var said = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(second.waitFor()).isNotZero();
        assertThat(said)
                .contains("another server uses the data directory `" + data + "`")
                .doesNotContain("\tat dev.countersign");
        assertThat(server.chat("still here").statusCode()).isEqualTo(200);
    }
}
