package dev.countersign.change;

import dev.countersign.prompt.Prompt;
import java.util.ArrayList;
import java.util.List;

/// What changes from one version of a prompt to another, in words. Pure.
final class PromptDiff {
    private static final int SHOWN = 300;

    private PromptDiff() {}

    static List<String> inWords(Prompt was, Prompt now) {
        var words = new ArrayList<String>();
        compare(words, "the owner", was.owner(), now.owner());
        compare(words, "the upstream", was.upstream(), now.upstream());
        compare(words, "the model", was.model(), now.model());
        compare(words, "the model version", was.modelVersion(), now.modelVersion());
        compare(words, "the recipe of its confidence", was.recipe().name(), now.recipe().name());
        compare(words, "its streaming", was.streaming().name(), now.streaming().name());
        compare(words, "its summary", was.summary(), now.summary());
        lines(words, was.text(), now.text());
        return words;
    }

    private static void compare(List<String> words, String what, String was, String now) {
        if (!was.equals(now)) {
            words.add(what + " goes from `" + was + "` to `" + now + "`");
        }
    }

    private static void lines(List<String> words, String was, String now) {
        var old = was.lines().toList();
        var fresh = now.lines().toList();
        old.stream()
                .filter(line -> !line.isBlank() && !fresh.contains(line))
                .forEach(line -> words.add("the text loses: " + cut(line)));
        fresh.stream()
                .filter(line -> !line.isBlank() && !old.contains(line))
                .forEach(line -> words.add("the text gains: " + cut(line)));
    }

    private static String cut(String line) {
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
