package dev.countersign.bench;

import dev.countersign.model.Encoder;
import dev.countersign.model.Example;
import dev.countersign.model.Head;
import dev.countersign.model.NameFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// How long the on-box models take for one ticket, and how much memory the process holds then.
///
/// Tickets of 12 and of about 60 words, one thread, 200 of each after 50 to warm up; prints one
/// line of JSON with median and 99th percentile in milliseconds, and resident memory in MiB (0
/// where `/proc` is missing). The last flag says what is measured: `encode` alone, `triage` with
/// the head on top, `names` the name finder.
public final class ModelBench {
    private static final int WARM_UP = 50;
    private static final int RUNS = 200;
    private static final String[] WORDS =
            ("the export job failed again after nightly deploy and nobody looked at it customer says"
                            + " invoice total is wrong please check numbers order still pending"
                            + " Ann Lee from Northwind called about parcel to Oslo")
                    .split(" ");

    private ModelBench() {}

    public static void main(String[] args) throws IOException {
        var encoder = new Encoder(1);
        var names = new NameFinder();
        var head = head(encoder);
        var out = new StringBuilder("{\"bench\":\"model\"");
        for (var words : new int[] {12, 60}) {
            var tickets = tickets(words);
            add(out, "encode_" + words, tickets, t -> encoder.encode(t));
            add(out, "triage_" + words, tickets, t -> head.judge(encoder.encode(t)));
            add(out, "names_" + words, tickets, t -> names.find(t));
        }
        System.out.println(out.append(",\"resident_mib\":").append(resident()).append('}'));
    }

    private interface Work {
        Object run(String ticket);
    }

    private static void add(StringBuilder out, String name, List<String> tickets, Work work) {
        var times = new double[RUNS];
        var seen = 0;
        for (var i = -WARM_UP; i < RUNS; i++) {
            var start = System.nanoTime();
            seen += work.run(tickets.get(i + WARM_UP)).hashCode();
            if (i >= 0) {
                times[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(times);
        out.append(",\"%s_ms_p50\":%.2f".formatted(name, times[RUNS / 2]));
        // Printed so that no result can be left out as unused.
        out.append(",\"%s_seen\":%d".formatted(name, seen & 1));
        out.append(",\"%s_ms_p99\":%.2f".formatted(name, times[RUNS * 99 / 100 - 1]));
    }

    private static Head head(Encoder encoder) {
        var examples = new ArrayList<Example>();
        var tickets = tickets(12);
        for (var i = 0; i < 200; i++) {
            examples.add(new Example(encoder.encode(tickets.get(i)), "category-" + i % 20));
        }
        return Head.train(examples, List.of());
    }

    private static List<String> tickets(int words) {
        var random = new Random(words);
        var tickets = new ArrayList<String>();
        for (var i = 0; i < WARM_UP + RUNS; i++) {
            var ticket = new StringBuilder();
            for (var w = 0; w < words; w++) {
                ticket.append(WORDS[random.nextInt(WORDS.length)])
                        .append(w % 11 == 10 ? ". " : " ");
            }
            tickets.add(ticket.toString());
        }
        return tickets;
    }

    private static long resident() throws IOException {
        var status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .map(line -> line.replaceAll("\\D", ""))
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElse(0)
                / 1024;
    }
}
