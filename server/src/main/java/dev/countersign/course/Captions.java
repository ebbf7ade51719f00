package dev.countersign.course;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Captions as WebVTT has them: what is said from when to when. Pure; never throws for any text.
public final class Captions {
    private static final String TIME = "(?:(\\d{2,4}):)?([0-5]\\d):([0-5]\\d)\\.(\\d{3})";
    private static final Pattern TIMES =
            Pattern.compile("\\s*" + TIME + "\\s+-->\\s+" + TIME + "(?:\\s.*)?");

    private Captions() {}

    /// @param from in milliseconds, as `to` is
    /// @param text without marks, on one line
    /// @param line in the file, from 1
    public record Cue(long from, long to, String text, int line) {}

    /// @param line from 1
    public record Fault(int line, String sentence, String remedy) {}

    public record Read(List<Cue> cues, List<Fault> faults) {
        public Read {
            cues = List.copyOf(cues);
            faults = List.copyOf(faults);
        }

        /// When the last word has been said; 0 where there is none.
        public long end() {
            return cues.stream().mapToLong(Cue::to).max().orElse(0);
        }
    }

    public static Read read(String vtt) {
        var lines = vtt.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1);
        var cues = new ArrayList<Cue>();
        var faults = new ArrayList<Fault>();
        if (!lines[0].replace("\uFEFF", "").matches("WEBVTT(?:[ \\t].*)?")) {
            faults.add(new Fault(1, "it is no WebVTT", "begin it with `WEBVTT` and an empty line"));
        }
        for (var i = 0; i < lines.length; i++) {
            if (!lines[i].contains("-->")) {
                continue;
            }
            var times = TIMES.matcher(lines[i]);
            if (!times.matches()) {
                faults.add(
                        new Fault(
                                i + 1,
                                "`" + lines[i].strip() + "` is no pair of times",
                                "write it as `00:01.000 --> 00:04.000`"));
                continue;
            }
            var text = new StringBuilder();
            var at = i + 1;
            while (i + 1 < lines.length && !lines[i + 1].isBlank() && !isTimes(lines[i + 1])) {
                text.append(lines[++i]).append(' ');
            }
            cues.add(new Cue(millis(times, 1), millis(times, 5), plain(text.toString()), at));
        }
        order(cues, faults);
        if (cues.isEmpty()) {
            faults.add(
                    new Fault(1, "nothing is said in it", "write what is heard, with its times"));
        }
        return new Read(cues, faults);
    }

    private static boolean isTimes(String line) {
        return line.contains("-->");
    }

    private static void order(List<Cue> cues, List<Fault> faults) {
        var before = 0L;
        var start = 0L;
        for (var cue : cues) {
            if (cue.to() <= cue.from()) {
                faults.add(
                        new Fault(
                                cue.line(),
                                "a caption ends at "
                                        + words(cue.to())
                                        + ", and it begins at "
                                        + words(cue.from()),
                                "let it end after it begins"));
            } else if (cue.from() < start) {
                faults.add(
                        new Fault(
                                cue.line(),
                                "the captions go back in time at " + words(cue.from()),
                                "put them in the order in which they are heard"));
            } else if (cue.from() < before) {
                faults.add(
                        new Fault(
                                cue.line(),
                                "two captions are shown at once at " + words(cue.from()),
                                "let the one before end by then"));
            }
            if (cue.text().isEmpty()) {
                faults.add(
                        new Fault(
                                cue.line(),
                                "a caption without words",
                                "write what is heard, or take it away"));
            }
            start = Math.max(start, cue.from());
            before = Math.max(before, cue.to());
        }
    }

    private static long millis(Matcher m, int group) {
        return ((number(m.group(group)) * 60 + number(m.group(group + 1))) * 60
                                + number(m.group(group + 2)))
                        * 1000
                + number(m.group(group + 3));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /// Without `<v Name>` and the like.
    private static String plain(String text) {
        return text.replaceAll("<[^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .strip();
    }

    /// `1:02:03` or `2:03`.
    public static String words(long millis) {
        var s = millis / 1000;
        return s >= 3600
                ? "%d:%02d:%02d".formatted(s / 3600, s / 60 % 60, s % 60)
                : "%d:%02d".formatted(s / 60, s % 60);
    }
}
