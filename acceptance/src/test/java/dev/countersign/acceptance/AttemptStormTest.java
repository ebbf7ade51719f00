package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.testing.Requirement;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Learners with two tabs, reloads, lost connections and impatience, while the server is killed
/// again and again: no answer that was told as saved is lost, nobody gets an attempt too many.
///
/// `-Dcountersign.attempts=10000` for the full count.
class AttemptStormTest {
    private static final int TOTAL = Integer.getInteger("countersign.attempts", 180);
    private static final int PER_LEARNER = Storm.QUIZZES * Storm.ATTEMPTS;
    private static final int LEARNERS = Math.ceilDiv(TOTAL, PER_LEARNER);
    private static final int AT_ONCE = 12;
    private static final int KILLS = Math.clamp(TOTAL / 500, 3, 20);

    @TempDir Path data;

    private final ReadWriteLock alive = new ReentrantReadWriteLock(true);
    private ServerProcess server;
    private final AtomicReference<Throwable> failed = new AtomicReference<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();

    /// By attempt and question: what it may hold now. Beside the last answer that was told as saved
    /// stands what was sent later and never told.
    private final Map<String, Map<String, Set<String>>> expected = new ConcurrentHashMap<>();

    private final Map<String, Set<String>> attempts = new ConcurrentHashMap<>();

    @Test
    @Requirement({"P34", "T16"})
    void noAcknowledgedAnswerIsLostAndNobodyGetsAnAttemptTooMany() throws Exception {
        try (var upstream = new ScriptedUpstream()) {
            server = ServerProcess.start(data, upstream.url(), LEARNERS, Map.of());
            var done = new CountDownLatch(LEARNERS);
            try (var pool = Executors.newFixedThreadPool(AT_ONCE)) {
                for (var learner = 0; learner < LEARNERS; learner++) {
                    var who = "l" + learner;
                    var random = new Random(learner);
                    pool.execute(() -> {
                        try {
                            learn(who, random);
                        } catch (Throwable broken) {
                            failed.compareAndSet(null, broken);
                            throw broken;
                        } finally {
                            done.countDown();
                        }
                    });
                }
                killWhile(upstream.url(), done);
            }
            assertThat(failed.get()).isNull();
            check();
            server.close();
        }
    }

    /// A kill after each share of the attempts, and a start on what is left of the disk.
    private void killWhile(String upstream, CountDownLatch done) throws Exception {
        var share = LEARNERS * PER_LEARNER / (KILLS + 1);
        for (var kill = 1; kill <= KILLS; kill++) {
            while (ended.get() < kill * share && !done.await(5, TimeUnit.MILLISECONDS)) {
                // Somebody is still learning.
            }
            server.close();
            alive.writeLock().lock();
            try {
                server = ServerProcess.start(data, upstream, LEARNERS, Map.of());
            } finally {
                alive.writeLock().unlock();
            }
        }
        assertThat(done.await(30, TimeUnit.MINUTES)).isTrue();
    }

    private void learn(String who, Random random) {
        patiently(who, "/v1/courses/storm/enrolments", "{}");
        for (var quiz = 0; quiz < Storm.QUIZZES; quiz++) {
            for (var n = 0; n < Storm.ATTEMPTS; n++) {
                attempt(who, "q" + quiz, random);
                ended.incrementAndGet();
            }
            var oneMore = patiently(who, begin("q" + quiz), "{}");
            assertThat(oneMore.statusCode()).as(oneMore.body()).isEqualTo(409);
        }
    }

    private static String begin(String quiz) {
        return "/v1/courses/storm/quizzes/" + quiz + "/attempts";
    }

    private void attempt(String who, String quiz, Random random) {
        var sheet = patiently(who, begin(quiz), "{}");
        assertThat(sheet.statusCode()).as(sheet.body()).isEqualTo(201);
        var id = json(sheet).path("id").asText();
        // The other tab goes on with the same one.
        if (random.nextInt(3) == 0) {
            assertThat(json(patiently(who, begin(quiz), "{}")).path("id").asText()).isEqualTo(id);
        }
        if (attempts.computeIfAbsent(who + quiz, _ -> ConcurrentHashMap.newKeySet()).add(id)) {
            begun.incrementAndGet();
        }
        var base = json(sheet).path("seq").asLong();
        for (var turn = 1; turn <= Storm.QUESTIONS + random.nextInt(3); turn++) {
            save(who, id, "i" + random.nextInt(Storm.QUESTIONS), base + turn, random);
            if (random.nextInt(6) == 0) {
                verify(id, patiently(who, "/v1/attempts/" + id, ""));
            }
        }
        submit(who, id, random);
    }

    /// One answer; some leave before they hear that it was saved.
    private void save(String who, String id, String item, long seq, Random random) {
        var text = "t" + random.nextInt(1_000_000);
        var may = expected.computeIfAbsent(id, _ -> new ConcurrentHashMap<>());
        var body =
                "{\"answers\":{\"%s\":{\"typed\":\"%s\"}},\"seq\":%d}".formatted(item, text, seq);
        may.computeIfAbsent(item, _ -> new HashSet<>(Set.of(""))).add(text);
        var patience = random.nextInt(8) == 0 ? Duration.ofMillis(1) : Duration.ofSeconds(30);
        try {
            var answer = once(who, "/v1/attempts/" + id + "/answers", body, patience);
            if (answer.statusCode() == 200) {
                // What was given up before and arrives now is older, and replaces nothing.
                may.put(item, new HashSet<>(Set.of(text)));
                acknowledged.incrementAndGet();
            }
        } catch (IOException lost) {
            // Neither told nor untold: it may be there, now or later.
            settle(who, id);
        }
    }

    /// A request that was given up may still be on its way; a reload shows where it ended.
    private void settle(String who, String id) {
        verify(id, patiently(who, "/v1/attempts/" + id, ""));
    }

    private void submit(String who, String id, Random random) {
        var path = "/v1/attempts/" + id + "/submit";
        if (random.nextInt(4) == 0) {
            try {
                once(who, path, "{\"answers\":{}}", Duration.ofMillis(1));
            } catch (IOException lost) {
                // Handed in or not: once more is the same.
            }
        }
        var submitted = patiently(who, path, "{\"answers\":{}}");
        assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(200);
        assertThat(json(submitted).path("state").asText()).isEqualTo("ended");
        if (random.nextInt(4) == 0) {
            assertThat(patiently(who, path, "{\"answers\":{}}").statusCode()).isEqualTo(200);
        }
    }

    private void verify(String id, HttpResponse<String> shown) {
        assertThat(shown.statusCode()).as(shown.body()).isEqualTo(200);
        var answers = json(shown).path("answers");
        expected.getOrDefault(id, Map.of())
                .forEach((item, may) ->
                        assertThat(may)
                                .as("%s of %s", item, id)
                                .contains(answers.path(item).path("typed").asText()));
    }

    private void check() {
        for (var learner = 0; learner < LEARNERS; learner++) {
            for (var quiz = 0; quiz < Storm.QUIZZES; quiz++) {
                var made = attempts.get("l" + learner + "q" + quiz);
                assertThat(made).hasSize(Storm.ATTEMPTS);
                for (var id : made) {
                    verify(id, patiently("l" + learner, "/v1/attempts/" + id, ""));
                }
            }
        }
        assertThat(begun.get()).isEqualTo(LEARNERS * PER_LEARNER);
        assertThat(acknowledged.get()).isGreaterThan(begun.get());
        System.out.printf(
                "attempts %d, answers told as saved %d, kills %d%n",
                begun.get(), acknowledged.get(), KILLS);
    }

    private HttpResponse<String> once(String who, String path, String body, Duration patience)
            throws IOException {
        alive.readLock().lock();
        try {
            return server.send(who, path, body, patience);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            alive.readLock().unlock();
        }
    }

    /// Again and again until the server answers, as people reload.
    private HttpResponse<String> patiently(String who, String path, String body) {
        for (var i = 0; i < 10_000; i++) {
            try {
                return once(who, path, body, Duration.ofSeconds(30));
            } catch (HttpTimeoutException slow) {
                throw new AssertionError(path + " took half a minute", slow);
            } catch (IOException gone) {
                aMoment();
            }
        }
        throw new AssertionError("the server does not come back");
    }

    /// Between a kill and the next start every try fails at once.
    private static void aMoment() {
        try {
            assertThat(new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS)).isFalse();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            return World.JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(answer.body(), e);
        }
    }
}
