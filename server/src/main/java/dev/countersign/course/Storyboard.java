package dev.countersign.course;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What is seen, shot by shot, as a storyboard lists it: `- **01:33** What is seen. *A note.*`
/// Pure.
public final class Storyboard {
    private static final Pattern SHOT =
            Pattern.compile("\\s*[-*]\\s+\\*\\*(\\d{1,3}):([0-5]\\d)\\*\\*\\s+(.*)");
    private static final Pattern NOTE = Pattern.compile("(.*?)\\s*\\*([^*]+)\\*\\s*");
    private static final String TITLE = "Title card:";

    private Storyboard() {}

    /// @param at in milliseconds
    /// @param text what is seen; of a title card, its title
    /// @param note what its author adds for whoever films it; never the words said, which are in
    ///   the captions
    /// @param line in the file, from 1
    public record Shot(long at, String text, String note, boolean title, int line) {}

    public static List<Shot> read(String markdown) {
        var out = new ArrayList<Shot>();
        var lines = markdown.split("\\R", -1);
        for (var i = 0; i < lines.length; i++) {
            var shot = SHOT.matcher(lines[i]);
            if (shot.matches()) {
                var at =
                        (Long.parseLong(shot.group(1)) * 60 + Long.parseLong(shot.group(2))) * 1000;
                out.add(one(at, shot.group(3).strip(), i + 1));
            }
        }
        return List.copyOf(out);
    }

    private static Shot one(long at, String all, int line) {
        var noted = NOTE.matcher(all);
        var text = noted.matches() ? noted.group(1) : all;
        var note = noted.matches() ? noted.group(2).strip() : "";
        var title = text.startsWith(TITLE);
        return new Shot(
                at,
                title ? withoutStop(text.substring(TITLE.length()).strip()) : text,
                title || note.startsWith("Words:") ? "" : note,
                title,
                line);
    }

    private static String withoutStop(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
