package dev.countersign.course;

import dev.countersign.course.Item.Difficulty;
import dev.countersign.course.Item.Interaction;
import dev.countersign.kernel.Finding;
import dev.countersign.kernel.Finding.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads questions in GIFT, ours and those of others. What a question lacks here (an explanation,
/// why an option is wrong) stays empty, for `course check` to name.
public final class GiftReader {
    private static final Pattern TAG = Pattern.compile("\\[(id|tag):([^\\]]*)]");
    private static final Pattern FORMAT =
            Pattern.compile("^\\[(?:markdown|html|plain|moodle)]", Pattern.CASE_INSENSITIVE);
    private static final Pattern SHARE = Pattern.compile("^%(-?[0-9.]+)%");

    /// @param items those that could be read
    public record Read(List<Item> items, List<Finding> findings) {
        public Read {
            items = List.copyOf(items);
            findings = List.copyOf(findings);
        }
    }

    private final String file;
    private final List<Item> items = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final LinkedHashSet<String> ids = new LinkedHashSet<>();

    private GiftReader(String file) {
        this.file = file;
    }

    public static Read read(String file, String text) {
        var reader = new GiftReader(file);
        reader.all(text);
        return new Read(reader.items, reader.findings);
    }

    /// A blank line ends a question, unless its braces are open.
    private void all(String text) {
        var lines = text.replace("\r\n", "\n").split("\n", -1);
        var notes = new StringBuilder();
        var block = new StringBuilder();
        var begins = 1;
        var open = false;
        for (var i = 0; i <= lines.length; i++) {
            var line = i < lines.length ? lines[i] : "";
            if (!open && line.isBlank()) {
                if (!block.isEmpty()) {
                    question(block.toString(), notes.toString(), begins);
                    notes.setLength(0);
                }
                block.setLength(0);
            } else if (!open && line.stripLeading().startsWith("//")) {
                notes.append(line).append('\n');
            } else if (!open && line.startsWith("$CATEGORY:")) {
                notes.setLength(0);
            } else {
                if (block.isEmpty()) {
                    begins = i + 1;
                }
                block.append(line).append('\n');
                open = isOpen(block);
            }
        }
        if (open) {
            wrong(begins, "the braces of this question are never closed", "add `}`");
        }
    }

    private static boolean isOpen(CharSequence block) {
        var depth = 0;
        for (var i = 0; i < block.length(); i++) {
            switch (block.charAt(i)) {
                case '\\' -> i++;
                case '{' -> depth++;
                case '}' -> depth--;
                default -> {}
            }
        }
        return depth > 0;
    }

    private void wrong(int line, String sentence, String remedy) {
        findings.add(new Finding(file, line, 1, Severity.ERROR, "gift", sentence, remedy));
    }

    /// What the comment before a question says of it.
    private record Notes(Optional<String> id, Map<String, List<String>> named, List<String> tags) {
        static Notes of(String text) {
            var named = new java.util.HashMap<String, List<String>>();
            var tags = new ArrayList<String>();
            Optional<String> id = Optional.empty();
            var found = TAG.matcher(text);
            while (found.find()) {
                var value = found.group(2).strip();
                var equals = value.indexOf('=');
                if (found.group(1).equals("id")) {
                    id = Optional.of(value);
                } else if (equals > 0) {
                    named.computeIfAbsent(value.substring(0, equals), _ -> new ArrayList<>())
                            .add(value.substring(equals + 1));
                } else {
                    tags.add(value);
                }
            }
            return new Notes(id, named, tags);
        }

        Optional<String> one(String name) {
            return named.getOrDefault(name, List.of()).stream().findFirst();
        }
    }

    private void question(String block, String comment, int line) {
        var notes = Notes.of(comment);
        var text = block.strip();
        var title = "";
        if (text.startsWith("::")) {
            var end = unescaped(text, "::", 2);
            if (end < 0) {
                wrong(line, "the title of this question is never closed", "write `::title::`");
                return;
            }
            title = plain(text.substring(2, end));
            text = text.substring(end + 2);
        }
        text = FORMAT.matcher(text.strip()).replaceFirst("");
        var from = unescaped(text, "{", 0);
        var to = from < 0 ? -1 : unescaped(text, "}", from);
        if (from < 0 || to < 0) {
            wrong(line, "this is no question: it has no `{answers}`", "remove it or add them");
            return;
        }
        var after = text.substring(to + 1).strip();
        var ask =
                plain(text.substring(0, from).strip())
                        + (after.isEmpty() ? "" : " _____ " + plain(after));
        var body = text.substring(from + 1, to);
        var general = unescaped(body, "####", 0);
        var explain = general < 0 ? "" : plain(body.substring(general + 4).strip());
        var answers = (general < 0 ? body : body.substring(0, general)).strip();
        interaction(answers, notes, line)
                .ifPresent(
                        interaction -> add(notes, title(notes, block), ask, interaction, explain));
        if (title.isEmpty() && ask.isEmpty()) {
            wrong(line, "this question asks nothing", "write its text before `{`");
        }
    }

    private static String title(Notes notes, String block) {
        if (notes.id().isPresent()) {
            return notes.id().get();
        }
        var text = block.strip();
        var end = text.startsWith("::") ? unescaped(text, "::", 2) : -1;
        return end < 0
                ? ""
                : plain(text.substring(2, end))
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9.]+", "-")
                        .replaceAll("^-+|-+$", "");
    }

    private void add(
            Notes notes, String wanted, String ask, Interaction interaction, String explain) {
        var id = wanted.isEmpty() ? "q" + (items.size() + 1) : wanted;
        var unique = id;
        for (var n = 2; !ids.add(unique); n++) {
            unique = id + "-" + n;
        }
        items.add(
                new Item(
                        unique,
                        notes.one("difficulty")
                                .map(d -> Difficulty.valueOf(d.toUpperCase(Locale.ROOT)))
                                .orElse(Difficulty.MEDIUM),
                        notes.named().getOrDefault("outcome", List.of()),
                        notes.one("weight").map(Double::parseDouble).orElse(1.0),
                        notes.tags(),
                        ask,
                        interaction,
                        explain,
                        notes.one("see")));
    }

    private Optional<Interaction> interaction(String answers, Notes notes, int line) {
        if (answers.isEmpty()) {
            return Optional.of(new Interaction.Essay(notes.one("rubric")));
        }
        var first = answers.split("#", 2)[0].strip().toUpperCase(Locale.ROOT);
        if (List.of("T", "TRUE", "F", "FALSE").contains(first)) {
            return Optional.of(new Interaction.TrueFalse(first.startsWith("T")));
        }
        if (answers.startsWith("#")) {
            return numeric(answers.substring(1).strip(), notes, line);
        }
        var parts = parts(answers);
        if (parts.isEmpty()) {
            wrong(line, "its answers begin with neither `=` nor `~`", "mark each of them");
            return Optional.empty();
        }
        if (parts.stream().allMatch(p -> p.text().contains("->") && arrow(p.text()) >= 0)) {
            return Optional.of(matching(parts, notes));
        }
        if (parts.stream().allMatch(p -> p.sign() == '=' && unescaped(p.text(), "#", 0) < 0)
                && notes.one("options").isEmpty()) {
            var accepted = new LinkedHashSet<String>();
            parts.forEach(p -> accepted.add(plain(p.text())));
            return Optional.of(new Interaction.ShortText(accepted));
        }
        return Optional.of(choice(parts, notes));
    }

    private Optional<Interaction> numeric(String text, Notes notes, int line) {
        var number = text.startsWith("=") ? text.substring(1) : text;
        try {
            double value;
            double within;
            if (number.contains("..")) {
                var ends = number.split("\\.\\.", 2);
                var low = Double.parseDouble(ends[0].strip());
                var high = Double.parseDouble(ends[1].strip());
                value = (low + high) / 2;
                within = (high - low) / 2;
            } else {
                var halves = number.split(":", 2);
                value = Double.parseDouble(halves[0].strip());
                within = halves.length > 1 ? Double.parseDouble(halves[1].strip()) : 0;
            }
            return Optional.of(
                    new Interaction.Numeric(value, within, notes.one("unit").orElse("")));
        } catch (NumberFormatException e) {
            wrong(line, "`#" + text + "` is no number", "write `#42:0.5` or `#41.5..42.5`");
            return Optional.empty();
        }
    }

    /// @param text still escaped
    private record Part(char sign, String text) {}

    private static List<Part> parts(String answers) {
        var out = new ArrayList<Part>();
        var from = -1;
        for (var i = 0; i <= answers.length(); i++) {
            var end = i == answers.length();
            if (!end && answers.charAt(i) == '\\') {
                i++;
                continue;
            }
            if (end || answers.charAt(i) == '=' || answers.charAt(i) == '~') {
                if (from >= 0) {
                    out.add(new Part(answers.charAt(from), answers.substring(from + 1, i).strip()));
                }
                from = i;
            }
        }
        return out;
    }

    private static int arrow(String text) {
        return unescaped(text, "->", 0);
    }

    private static Interaction matching(List<Part> parts, Notes notes) {
        var pairs = new ArrayList<Item.Pair>();
        var also = new ArrayList<String>();
        for (var part : parts) {
            var at = arrow(part.text());
            var left = plain(part.text().substring(0, at).strip());
            var right = plain(part.text().substring(at + 2).strip());
            if (left.isEmpty()) {
                also.add(right);
            } else {
                pairs.add(new Item.Pair(left, right));
            }
        }
        return notes.one("kind").filter("sequencing"::equals).isPresent()
                ? new Interaction.Sequencing(pairs.stream().map(Item.Pair::right).toList())
                : new Interaction.Matching(pairs, also);
    }

    private static Interaction choice(List<Part> parts, Notes notes) {
        var names = notes.one("options").map(o -> List.of(o.split(","))).orElse(List.of());
        var options = new ArrayList<Item.Option>();
        var one = false;
        for (var part : parts) {
            var text = part.text();
            var share = SHARE.matcher(text);
            var right = part.sign() == '=';
            one |= right;
            if (share.find()) {
                right = Double.parseDouble(share.group(1)) > 0;
                text = text.substring(share.end());
            }
            var why = unescaped(text, "#", 0);
            options.add(
                    new Item.Option(
                            names.size() > options.size()
                                    ? names.get(options.size())
                                    : String.valueOf((char) ('a' + options.size())),
                            plain((why < 0 ? text : text.substring(0, why)).strip()),
                            right,
                            why < 0 ? "" : plain(text.substring(why + 1).strip())));
        }
        return one ? new Interaction.Single(options) : new Interaction.Multiple(options);
    }

    /// Where a sign stands that no backslash takes its meaning from; below 0 where nowhere.
    private static int unescaped(String text, String sign, int from) {
        for (var i = from; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.startsWith(sign, i)) {
                return i;
            }
        }
        return -1;
    }

    private static String plain(String escaped) {
        var out = new StringBuilder();
        for (var i = 0; i < escaped.length(); i++) {
            var c = escaped.charAt(i);
            if (c == '\\' && i + 1 < escaped.length()) {
                i++;
                out.append(escaped.charAt(i) == 'n' ? '\n' : escaped.charAt(i));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
