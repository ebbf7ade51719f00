package dev.countersign.desk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What a text can be found by: its words, and the parts of compound ones. Pure.
final class SearchWords {
    private static final int MOST = 80;
    private static final int LONGEST = 40;
    private static final Pattern BETWEEN = Pattern.compile("[\\s,;:!?()\\[\\]{}\"'<>/\\\\|=]+");
    private static final Pattern JOINT = Pattern.compile("[-_.@#%+]+");

    private SearchWords() {}

    /// Lower-case, each once, at most 80 of up to 40 characters.
    static Set<String> of(String text) {
        var out = new LinkedHashSet<String>();
        for (var word : BETWEEN.split(text.toLowerCase(Locale.ROOT))) {
            add(out, word);
            if (JOINT.matcher(word).find()) {
                Arrays.stream(JOINT.split(word)).forEach(part -> add(out, part));
            }
            if (out.size() >= MOST) {
                return out;
            }
        }
        return out;
    }

    private static void add(Set<String> out, String word) {
        var bare = word.endsWith(".") ? word.substring(0, word.length() - 1) : word;
        if (!bare.isEmpty()) {
            out.add(bare.length() > LONGEST ? bare.substring(0, LONGEST) : bare);
        }
    }

    /// What somebody typed: each must begin a word of the text.
    static List<String> typed(String text) {
        return Arrays.stream(BETWEEN.split(text.strip().toLowerCase(Locale.ROOT)))
                .filter(w -> !w.isEmpty())
                .map(w -> w.length() > LONGEST ? w.substring(0, LONGEST) : w)
                .distinct()
                .limit(8)
                .toList();
    }

    static byte[] bytes(String word) {
        return word.getBytes(StandardCharsets.UTF_8);
    }

    /// Above every word that begins so: no byte of UTF-8 is 255.
    static byte[] above(String word) {
        var bytes = bytes(word);
        var out = Arrays.copyOf(bytes, bytes.length + 1);
        out[bytes.length] = (byte) 0xFF;
        return out;
    }
}
