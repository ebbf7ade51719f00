package dev.countersign.course;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/// Whether numbers that a pack's texts name are those that are there: what is said to be one per
/// category, steps written out with arrows, lists that were announced, minutes of labs, and in the
/// README how much the pack has of everything. A text is no file of data, so it only warns.
final class CountLint {
    private static final List<String> WORDS =
            List.of(
                    "zero",
                    "one",
                    "two",
                    "three",
                    "four",
                    "five",
                    "six",
                    "seven",
                    "eight",
                    "nine",
                    "ten",
                    "eleven",
                    "twelve",
                    "thirteen",
                    "fourteen",
                    "fifteen",
                    "sixteen",
                    "seventeen",
                    "eighteen",
                    "nineteen",
                    "twenty");
    private static final String NUMBER = "(\\d{1,3}|" + String.join("|", WORDS) + ")";

    /// `15 exceptions (1 per category)`, `five entries (one per category)`.
    private static final Pattern ONE_PER =
            pattern(
                    "\\b"
                            + NUMBER
                            + " [a-z ]{3,40}?\\((?:1|one) (?:per|for each) (category|module|lab)\\)");

    /// `3-step workflow: Template → Generate → Approve`.
    private static final Pattern STEPS =
            pattern("\\b" + NUMBER + "[- ]steps?\\b[^:→\\n]{0,40}:\\s*([^\\n.;]*→[^\\n.;]*)");

    /// `Lab 1.1 (45 min)`, `Lab 1.1, 45 minutes`.
    private static final Pattern LAB =
            pattern(
                    "\\blab (\\d+\\.\\d+)\\**(?: takes|,| \\(| is) ?\\**(\\d{1,3}) min(?:utes)?\\b");

    /// `Two things follow:` before a list.
    private static final Pattern ANNOUNCED =
            pattern(
                    "\\b(?<!at least |up to |of )"
                            + NUMBER
                            + " (?:things|steps|questions|rules|parts|reasons|signs|ways)\\b[^.:?!]{0,60}:\\**$");

    private static final Pattern HAS =
            pattern("\\b" + NUMBER + " (modules|labs|outcomes|deliverables|rubrics|surveys)\\b");

    private static final Pattern MODULE = Pattern.compile("\\**(M\\d+)\\b.*");
    private static final String SUM = "sum";

    private static final Pattern ITEM = Pattern.compile("^(?:[-*]|\\d+\\.) .*");
    private static final int CATEGORIES = 7;

    private final Pack pack;
    private final Findings findings;

    CountLint(Pack pack, Findings findings) {
        this.pack = pack;
        this.findings = findings;
    }

    void all() {
        pack.texts().keySet().stream()
                .filter(f -> f.endsWith(".md"))
                .sorted()
                .forEach(f -> text(f, pack.texts().getOrDefault(f, "").lines().toList()));
    }

    private void text(String file, List<String> lines) {
        var sums = -1;
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var number = i + 1;
            BiConsumer<String, String> tell =
                    (sentence, remedy) -> findings.warn(file, number, 1, "count", sentence, remedy);
            onePer(line, tell);
            steps(line, tell);
            labs(line, tell);
            announced(line, lines.subList(i + 1, lines.size()), tell);
            if (file.equals("README.md")) {
                has(line, tell);
                sums = line.startsWith("|") ? Math.max(sums, cells(line).indexOf(SUM)) : -1;
                row(line, sums, tell);
            }
        }
    }

    private void onePer(String line, BiConsumer<String, String> tell) {
        var m = ONE_PER.matcher(line);
        while (m.find()) {
            var what = m.group(2).toLowerCase(Locale.ROOT);
            var there =
                    switch (what) {
                        case "category" -> CATEGORIES;
                        case "module" -> pack.modules().size();
                        default -> pack.labs().size();
                    };
            var said = value(m.group(1));
            if (said != there) {
                tell.accept(
                        "\"%s\": there are %d of what it counts by".formatted(m.group(), there),
                        "mend the number, or say how they are shared out");
            }
        }
    }

    private static void steps(String line, BiConsumer<String, String> tell) {
        var m = STEPS.matcher(line);
        while (m.find()) {
            var named = m.group(2).split("→").length;
            if (value(m.group(1)) != named) {
                tell.accept(
                        "\"%s\" names %d steps".formatted(m.group().strip(), named),
                        "mend the number, or the steps");
            }
        }
    }

    private void labs(String line, BiConsumer<String, String> tell) {
        var m = LAB.matcher(line);
        while (m.find()) {
            var said = Integer.parseInt(m.group(2));
            pack.lab(m.group(1))
                    .filter(l -> l.minutes() != said)
                    .ifPresent(l ->
                            tell.accept(
                                    "\"%s\": the lab has %d minutes"
                                            .formatted(m.group(), l.minutes()),
                                    "make both the same"));
        }
    }

    /// Only where the list follows at once, and ends before anything else.
    private static void announced(String line, List<String> rest, BiConsumer<String, String> tell) {
        var m = ANNOUNCED.matcher(line);
        if (!m.find()) {
            return;
        }
        var list =
                rest.stream()
                        .dropWhile(String::isBlank)
                        .takeWhile(l -> ITEM.matcher(l).matches() || l.startsWith("  "))
                        .filter(l -> ITEM.matcher(l).matches())
                        .count();
        if (list > 0 && list != value(m.group(1))) {
            tell.accept(
                    "\"%s\" is followed by %d".formatted(m.group(), list),
                    "mend the number, or the list");
        }
    }

    private void has(String line, BiConsumer<String, String> tell) {
        var m = HAS.matcher(line);
        while (m.find()) {
            var there = there(m.group(2).toLowerCase(Locale.ROOT));
            if (there.isPresent() && there.getAsInt() != value(m.group(1))) {
                tell.accept(
                        "\"%s\": the pack has %d".formatted(m.group(), there.getAsInt()),
                        "make both the same");
            }
        }
    }

    private OptionalInt there(String what) {
        return switch (what) {
            case "modules" -> OptionalInt.of(pack.modules().size());
            case "labs" -> OptionalInt.of(pack.labs().size());
            case "outcomes" -> OptionalInt.of(pack.outcomes().size());
            case "deliverables" ->
                    OptionalInt.of(
                            pack.modules().stream().mapToInt(m -> m.deliverables().size()).sum());
            case "rubrics" -> OptionalInt.of(pack.rubrics().size());
            case "surveys" -> OptionalInt.of(pack.surveys().size());
            default -> OptionalInt.empty();
        };
    }

    /// A row of a table of modules that has a column of sums.
    private void row(String line, int sums, BiConsumer<String, String> tell) {
        var cells = cells(line);
        var named = MODULE.matcher(cells.isEmpty() ? "" : cells.getFirst());
        if (sums < 0 || sums >= cells.size() || !named.matches()) {
            return;
        }
        var sum = cells.get(sums).replaceAll("[,*]", "");
        if (!sum.matches("\\d{1,6}")) {
            return;
        }
        var said = Integer.parseInt(sum);
        module(named.group(1))
                .filter(x -> x.minutes() != said)
                .ifPresent(x ->
                        tell.accept(
                                "`%s` has %d minutes here, %d in its own file"
                                        .formatted(x.id(), said, x.minutes()),
                                "make both the same"));
    }

    private static List<String> cells(String line) {
        return line.startsWith("|")
                ? Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList()
                : List.of();
    }

    private Optional<Pack.Module> module(String id) {
        return pack.modules().stream().filter(m -> m.id().equals(id)).findFirst();
    }

    private static int value(String number) {
        var word = WORDS.indexOf(number.toLowerCase(Locale.ROOT));
        return word >= 0 ? word : Integer.parseInt(number);
    }

    private static Pattern pattern(String text) {
        return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
    }
}
