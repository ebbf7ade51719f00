package dev.countersign.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nobody is led astray: whatever a page links to, its reader may open.
class LinksTest {
    private static final Pattern LINK = Pattern.compile("<a [^>]*href=\"(/[^\"#]*)");

    /// Filters link to each other without end; this many addresses of one page are enough.
    private static final int MOST_PER_PAGE = 20;

    @Test
    void everyLinkOnEveryPageOpensForWhoSeesIt(@TempDir Path data) throws Exception {
        try (var world = new World(data)) {
            world.upstream.answers("A refund is due.\nconfidence: 0.95");
            var held = world.chat("fay", "answer", "Held and then approved");
            world.decide("max", held.hold(), "approve", "");
            world.chat("fay", "answer", "Held and left");
            world.upstream.answers("All is well.\nconfidence: 0.97");
            world.chat("max", "answer", "Released");
            Defective.open(world);
            world.upstream.answers("It leaves tomorrow.\nconfidence: 0.95");
            Proof.bring(world, 1, 3);
            Proof.review(world, 2);
            Defective.work(world);
            // A launch under way, and a brief that names people.
            var term = Term.open(world);
            var launch = world.post("pam", "/v1/launches", LaunchTest.wanted(term.id(), "answer"));
            assertThat(launch.status()).as(launch.text()).isEqualTo(201);
            world.clock.tick(Duration.ofHours(30));
            world.server.runDue();

            for (var person :
                    List.of("fay", "max", "quin", "cleo", "pam", "eve", "sam", "administrator")) {
                assertThat(astray(world, person)).as(person).isEmpty();
            }
        }
    }

    private static List<String> astray(World world, String person) {
        var found = new ArrayList<String>();
        var seen = new HashSet<String>(List.of("/home"));
        var next = new ArrayDeque<>(seen);
        var opened = new HashMap<String, Integer>();
        while (!next.isEmpty()) {
            var path = next.removeFirst();
            if (opened.merge(path.replaceAll("\\?.*", ""), 1, Integer::sum) > MOST_PER_PAGE) {
                continue;
            }
            var answer = world.get(person, path);
            if (answer.status() != 200) {
                found.add(answer.status() + " " + path);
                continue;
            }
            if (answer.raw().headers().firstValue("content-type").orElse("").contains("html")) {
                LINK.matcher(answer.text())
                        .results()
                        .map(m -> m.group(1).replace("&amp;", "&"))
                        .filter(seen::add)
                        .forEach(next::add);
            }
        }
        return found;
    }
}
