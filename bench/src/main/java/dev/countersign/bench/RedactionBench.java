package dev.countersign.bench;

import dev.countersign.redaction.Finder;
import dev.countersign.redaction.Finders;
import dev.countersign.redaction.Masking;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;

/// How many millions of bytes of ticket text a second the rules read and mask on one thread.
///
/// Tickets are generated from a seed, 400 to 800 chars each; one in four carries personal data. Two
/// seconds of warm-up, then the median of nine rounds. Prints one line of JSON.
public final class RedactionBench {
    private static final int TICKETS = 4000;
    private static final int ROUNDS = 9;
    private static final String[] SENTENCES = {
        "The export job failed again after the nightly deploy and nobody has looked at it yet. ",
        "Customer says the invoice total is wrong, could somebody from finance please check the numbers? ",
        "We restarted the worker on node-%d and the queue went down to %d within minutes. ",
        "Order %d%d is still in status pending since 2026-03-14, see https://runbooks.example.com/orders#stuck for the steps. ",
        "After the update to version 4.12.3 the login page shows an empty screen in some browsers. ",
        "Thanks for the quick answer; the second attempt worked and the ticket can be closed. ",
        "p99 latency is %d ms against a target of 250 ms, error rate 0.4%%. ",
        "Please escalate to the platform team if the alert fires for more than 15 minutes.\n",
    };
    private static final String[] PERSONAL = {
        "My address is ann.lee%d@example.com. ",
        "Please ring +1 541 754 3010 before noon. ",
        "The card 4111 1111 1111 1111 was charged twice. ",
        "The request came from 203.0.113.%d. ",
    };

    private RedactionBench() {}

    public static void main(String[] args) {
        var tickets = tickets(new Random(20260314));
        var bytes =
                tickets.stream().mapToLong(t -> t.getBytes(StandardCharsets.UTF_8).length).sum();
        Finder rules = Finders.rules();
        var find = median(tickets, bytes, t -> rules.find(t).size());
        var mask = median(tickets, bytes, t -> new Masking(rules).mask(t).length());
        System.out.printf(
                "{\"bench\":\"redaction\",\"tickets\":%d,\"bytes\":%d,\"find_mb_per_s\":%.1f,\"mask_mb_per_s\":%.1f}%n",
                TICKETS, bytes, find, mask);
    }

    private static List<String> tickets(Random random) {
        var tickets = new ArrayList<String>();
        for (var i = 0; i < TICKETS; i++) {
            var ticket = new StringBuilder();
            for (var s = 0; s < 5 + random.nextInt(5); s++) {
                var sentence = SENTENCES[random.nextInt(SENTENCES.length)];
                ticket.append(
                        String.format(sentence, random.nextInt(1000), random.nextInt(100_000)));
            }
            if (i % 4 == 0) {
                var sentence = PERSONAL[random.nextInt(PERSONAL.length)];
                ticket.append(String.format(sentence, random.nextInt(250)));
            }
            tickets.add(ticket.toString());
        }
        return tickets;
    }

    private static double median(List<String> tickets, long bytes, ToLongFunction<String> work) {
        var until = System.nanoTime() + 2_000_000_000L;
        var sink = 0L;
        while (System.nanoTime() < until) {
            sink += tickets.stream().mapToLong(work).sum();
        }
        var rates = new double[ROUNDS];
        for (var round = 0; round < ROUNDS; round++) {
            var start = System.nanoTime();
            for (var pass = 0; pass < 4; pass++) {
                sink += tickets.stream().mapToLong(work).sum();
            }
            rates[round] = 4000.0 * bytes / (System.nanoTime() - start);
        }
        Arrays.sort(rates);
        return sink == 0 ? 0 : rates[ROUNDS / 2];
    }
}
