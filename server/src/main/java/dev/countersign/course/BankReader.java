package dev.countersign.course;

import dev.countersign.course.Item.Difficulty;
import dev.countersign.course.Item.Interaction;
import dev.countersign.course.Item.Pair;
import dev.countersign.course.Pack.Bank;
import dev.countersign.yaml.YamlPlace;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Reads banks of questions and the quizzes that draw from them.
final class BankReader {
    private static final Map<Kind, Set<String>> FIELDS =
            Map.of(
                    Kind.SINGLE, Set.of("options"),
                    Kind.MULTIPLE, Set.of("options"),
                    Kind.TRUE_FALSE, Set.of("answer"),
                    Kind.MATCHING, Set.of("pairs", "also"),
                    Kind.SEQUENCING, Set.of("order"),
                    Kind.NUMERIC, Set.of("number"),
                    Kind.SHORT, Set.of("accept"),
                    Kind.ESSAY, Set.of("rubric"));

    private final Places places;

    BankReader(Places places) {
        this.places = places;
    }

    /// As the file names them.
    private enum Kind {
        SINGLE,
        MULTIPLE,
        TRUE_FALSE,
        MATCHING,
        SEQUENCING,
        NUMERIC,
        SHORT,
        ESSAY
    }

    Bank bank(YamlPlace at) {
        at.only(Set.of("bank", "title", "items"));
        var id = at.get("bank").required(at, "bank");
        var ids = new HashSet<String>();
        var items = new ArrayList<Item>();
        for (var place : at.get("items").elements()) {
            var item = item(place);
            places.put("item:" + id + "/" + item.id(), place);
            if (!ids.add(item.id())) {
                place.wrong(
                        "duplicate-id",
                        "`" + item.id() + "` is there twice",
                        "give one of them another id");
            }
            items.add(item);
        }
        if (items.isEmpty()) {
            at.wrong(
                    "empty-bank", "`" + id + "` has no questions", "write at least one in `items`");
        }
        return new Bank(id, at.get("title").required(at, "title"), items);
    }

    private Item item(YamlPlace at) {
        var kind = at.get("kind").choice(Kind.class, Kind.SINGLE);
        var known =
                new HashSet<>(
                        Set.of(
                                "id",
                                "kind",
                                "difficulty",
                                "outcomes",
                                "weight",
                                "tags",
                                "ask",
                                "explain",
                                "see"));
        known.addAll(FIELDS.getOrDefault(kind, Set.of()));
        at.only(known);
        var weight = at.get("weight").number(1);
        if (weight <= 0) {
            at.get("weight").wrong("weight", "a weight is above 0", "write `weight: 1`");
        }
        return new Item(
                at.get("id").required(at, "id"),
                at.get("difficulty").choice(Difficulty.class, Difficulty.MEDIUM),
                at.get("outcomes").list(),
                weight,
                at.get("tags").list(),
                at.get("ask").required(at, "ask"),
                interaction(kind, at),
                at.get("explain").required(at, "explain"),
                at.get("see").text());
    }

    private Interaction interaction(Kind kind, YamlPlace at) {
        return switch (kind) {
            case SINGLE -> new Interaction.Single(options(at, true));
            case MULTIPLE -> new Interaction.Multiple(options(at, false));
            case TRUE_FALSE -> {
                if (!at.get("answer").isThere()) {
                    at.wrong("missing", "`answer` is missing", "add `answer: true` or `false`");
                }
                yield new Interaction.TrueFalse(at.get("answer").flag(true));
            }
            case MATCHING -> matching(at);
            case SEQUENCING -> sequencing(at);
            case NUMERIC -> numeric(at);
            case SHORT -> shortText(at);
            case ESSAY -> new Interaction.Essay(at.get("rubric").text());
        };
    }

    private static List<Item.Option> options(YamlPlace at, boolean one) {
        var out = new ArrayList<Item.Option>();
        var ids = new HashSet<String>();
        for (var o : at.get("options").elements()) {
            o.only(Set.of("id", "text", "right", "why"));
            var option =
                    new Item.Option(
                            o.get("id").required(o, "id"),
                            o.get("text").required(o, "text"),
                            o.get("right").flag(false),
                            o.get("why").required(o, "why"));
            if (!ids.add(option.id())) {
                o.wrong("duplicate-id", "`" + option.id() + "` is there twice", "rename one");
            }
            out.add(option);
        }
        var right = out.stream().filter(Item.Option::right).count();
        if (out.size() < 2) {
            at.wrong("few-options", "there are " + out.size() + " options", "write two at least");
        } else if (one ? right != 1 : right < 1) {
            at.wrong(
                    "right-options",
                    right + " options are right",
                    one ? "mark one with `right: true`" : "mark at least one with `right: true`");
        }
        return out;
    }

    private static Interaction matching(YamlPlace at) {
        var pairs = new ArrayList<Pair>();
        for (var p : at.get("pairs").elements()) {
            p.only(Set.of("left", "right"));
            pairs.add(
                    new Pair(
                            p.get("left").required(p, "left"),
                            p.get("right").required(p, "right")));
        }
        if (pairs.size() < 2) {
            at.wrong("few-pairs", "there are " + pairs.size() + " pairs", "write two at least");
        } else if (pairs.stream().map(Pair::left).distinct().count() < pairs.size()) {
            at.get("pairs").wrong("same-left", "two pairs have one left side", "make them differ");
        }
        return new Interaction.Matching(pairs, at.get("also").list());
    }

    private static Interaction sequencing(YamlPlace at) {
        var order = at.get("order").list();
        if (order.size() < 2 || Set.copyOf(order).size() < order.size()) {
            at.wrong("order", "an order needs two different steps", "write them in `order`");
        }
        return new Interaction.Sequencing(order);
    }

    private static Interaction numeric(YamlPlace at) {
        var number = at.get("number");
        number.only(Set.of("value", "within", "unit"));
        if (!number.get("value").isThere()) {
            at.wrong("missing", "`number` has no `value`", "add `number: {value: 1, within: 0}`");
        }
        return new Interaction.Numeric(
                number.get("value").number(0),
                Math.abs(number.get("within").number(0)),
                number.get("unit").text().orElse(""));
    }

    private static Interaction shortText(YamlPlace at) {
        var accepted = at.get("accept").texts();
        if (accepted.isEmpty()) {
            at.wrong("missing", "nothing is accepted", "add `accept: [answer]`");
        }
        return new Interaction.ShortText(accepted);
    }

    Quiz quiz(YamlPlace at) {
        at.only(
                Set.of(
                        "quiz",
                        "title",
                        "banks",
                        "items",
                        "mix",
                        "minutes",
                        "attempts",
                        "counts",
                        "pass",
                        "open_book",
                        "shuffle",
                        "feedback",
                        "opens"));
        var id = at.get("quiz").required(at, "quiz");
        places.put("quiz:" + id + ".mix", at.get("mix"));
        places.put("quiz:" + id + ".items", at.get("items"));
        places.put("quiz:" + id + ".banks", at.get("banks"));
        var pass = at.get("pass").number(0);
        if (!(pass > 0 && pass <= 1)) {
            at.get("pass").wrong("pass", "`pass` is a share above 0, up to 1", "write `pass: 0.8`");
        }
        var attempts = at.get("attempts").whole(1);
        if (attempts < 1) {
            at.get("attempts").wrong("attempts", "there is no attempt", "write `attempts: 3`");
        }
        return new Quiz(
                id,
                at.get("title").required(at, "title"),
                at.get("banks").list(),
                at.get("items").whole(0),
                mix(at.get("mix")),
                minutes(at.get("minutes")),
                attempts,
                at.get("counts").choice(Quiz.Counts.class, Quiz.Counts.AS_SET),
                pass,
                at.get("open_book").flag(false),
                at.get("shuffle").flag(true),
                at.get("feedback").choice(Quiz.Feedback.class, Quiz.Feedback.AFTER_ATTEMPT),
                at.get("opens").list());
    }

    private static OptionalInt minutes(YamlPlace at) {
        return at.isThere() ? OptionalInt.of(at.whole(0)) : OptionalInt.empty();
    }

    private static Map<Difficulty, Integer> mix(YamlPlace at) {
        var out = new EnumMap<Difficulty, Integer>(Difficulty.class);
        at.only(Set.of("easy", "medium", "hard"));
        at.entries()
                .forEach((name, share) ->
                        Optional.of(name)
                                .filter(n -> Set.of("easy", "medium", "hard").contains(n))
                                .ifPresent(n ->
                                        out.put(
                                                Difficulty.valueOf(n.toUpperCase(Locale.ROOT)),
                                                share.whole(0))));
        var sum = out.values().stream().mapToInt(Integer::intValue).sum();
        if (!out.isEmpty() && sum != 100) {
            at.wrong("mix", "the shares sum to " + sum, "make them sum to 100");
        }
        return out;
    }
}
