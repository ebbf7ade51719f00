package dev.countersign.material.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.course.Pack.Branch;
import dev.countersign.course.Pack.Tree;
import dev.countersign.material.tree.Drawing.Box;
import dev.countersign.material.tree.Drawing.Point;
import dev.countersign.material.tree.Drawing.Rect;
import dev.countersign.testing.Requirement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TreeLayoutTest {
    /// Nodes lead to later ones only, so there is an end; several answers may lead to one node.
    private static Tree tree(long seed, int size) {
        var random = new Random(seed);
        var nodes = new LinkedHashMap<String, Branch>();
        for (var i = 0; i < size; i++) {
            var answers = new LinkedHashMap<String, String>();
            var most = i == 0 ? 3 : random.nextInt(4);
            for (var a = 0; a < most && i + 1 < size; a++) {
                answers.put(
                        words(random, 1 + random.nextInt(4)) + a,
                        "n" + (i + 1 + random.nextInt(Math.min(6, size - i - 1))));
            }
            nodes.put(
                    "n" + i,
                    answers.isEmpty()
                            ? new Branch(
                                    "",
                                    answers,
                                    words(random, 1 + random.nextInt(15)),
                                    words(random, random.nextInt(20)))
                            : new Branch(
                                    words(random, 2 + random.nextInt(18)) + "?", answers, "", ""));
        }
        return new Tree("made-up", "Made up", "n0", nodes);
    }

    private static String words(Random random, int count) {
        var out = new ArrayList<String>();
        for (var i = 0; i < count; i++) {
            out.add("abcdefghijklmnopqrstuvwxyz".substring(0, 1 + random.nextInt(14)));
        }
        return String.join(" ", out);
    }

    @Property(tries = 300)
    @Requirement("P38")
    void noTwoBoxesOverlapAndEveryLineReaches(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 30) int size,
            @ForAll boolean sideways) {
        var tree = tree(seed, size);

        var drawing = sideways ? TreeLayout.sideways(tree) : TreeLayout.down(tree);

        holds(tree, drawing);
    }

    private static void holds(Tree tree, Drawing drawing) {
        var places = new LinkedHashMap<String, Rect>();
        drawing.boxes().forEach(b -> places.put("box " + b.id(), b.at()));
        for (var i = 0; i < drawing.edges().size(); i++) {
            places.put("label " + i, drawing.edges().get(i).at());
        }
        var all = List.copyOf(places.entrySet());
        for (var i = 0; i < all.size(); i++) {
            var a = all.get(i).getValue();
            assertThat(a.x()).isGreaterThanOrEqualTo(0);
            assertThat(a.y()).isGreaterThanOrEqualTo(0);
            assertThat(a.x() + a.width()).isLessThanOrEqualTo(drawing.width() + 1e-6);
            assertThat(a.y() + a.height()).isLessThanOrEqualTo(drawing.height() + 1e-6);
            for (var k = i + 1; k < all.size(); k++) {
                assertThat(a.overlaps(all.get(k).getValue()))
                        .as(all.get(i).getKey() + " and " + all.get(k).getKey())
                        .isFalse();
            }
        }
        var reached = new ArrayList<String>();
        for (var e : drawing.edges()) {
            touches(box(drawing, e.from()), e.before().getFirst());
            touches(e.at(), e.before().getLast());
            touches(e.at(), e.after().getFirst());
            touches(box(drawing, e.to()), e.after().getLast());
            reached.add(e.from() + ">" + e.to());
            for (var way : List.of(e.before(), e.after())) {
                for (var p = 1; p < way.size(); p++) {
                    for (var place : all) {
                        assertThat(crosses(way.get(p - 1), way.get(p), place.getValue()))
                                .as(e.from() + ">" + e.to() + " through " + place.getKey())
                                .isFalse();
                    }
                }
            }
        }
        var wanted = new ArrayList<String>();
        for (var box : drawing.boxes()) {
            answers(tree, box.id()).values().forEach(to -> wanted.add(box.id() + ">" + to));
        }
        assertThat(reached).containsExactlyInAnyOrderElementsOf(wanted);
    }

    private static Map<String, String> answers(Tree tree, String id) {
        return tree.nodes().get(id).answers();
    }

    private static Rect box(Drawing drawing, String id) {
        return drawing.boxes().stream()
                .filter(b -> b.id().equals(id))
                .map(Box::at)
                .findFirst()
                .orElseThrow();
    }

    private static void touches(Rect r, Point p) {
        assertThat(p.x()).isBetween(r.x() - 1e-6, r.x() + r.width() + 1e-6);
        assertThat(p.y()).isBetween(r.y() - 1e-6, r.y() + r.height() + 1e-6);
    }

    /// Whether a stretch goes through the inside of a box.
    private static boolean crosses(Point a, Point b, Rect r) {
        var steps = 40;
        for (var i = 0; i <= steps; i++) {
            var t = i / (double) steps;
            var x = a.x() + t * (b.x() - a.x());
            var y = a.y() + t * (b.y() - a.y());
            if (x > r.x() + 0.01
                    && x < r.x() + r.width() - 0.01
                    && y > r.y() + 0.01
                    && y < r.y() + r.height() - 0.01) {
                return true;
            }
        }
        return false;
    }

    @Test
    void refusesATreeThatNeverEnds() {
        var nodes = new LinkedHashMap<String, Branch>();
        nodes.put("a", new Branch("Again?", Map.of("Yes", "b"), "", ""));
        nodes.put("b", new Branch("And again?", Map.of("Yes", "a"), "", ""));

        assertThatThrownBy(() -> TreeLayout.down(new Tree("loop", "Loop", "a", nodes)))
                .hasMessageContaining("it would never end");
    }

    @Test
    void saysInWordsAllThatIsDrawn() {
        var tree = tree(7, 12);

        var steps = TreeWords.of(tree);

        assertThat(steps.stream().map(TreeWords.Step::text))
                .containsExactlyInAnyOrderElementsOf(
                        TreeLayout.down(tree).boxes().stream()
                                .map(b -> tree.nodes().get(b.id()))
                                .map(b -> b.answers().isEmpty() ? b.say() : b.ask())
                                .toList());
        assertThat(steps.stream().flatMap(s -> s.answers().stream()).map(TreeWords.Answer::to))
                .allSatisfy(to -> assertThat(to).isBetween(1, steps.size()));
    }
}
