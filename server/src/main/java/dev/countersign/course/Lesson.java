package dev.countersign.course;

import dev.countersign.course.Captions.Cue;
import dev.countersign.course.Pack.Chapter;
import dev.countersign.course.Pack.Video;
import dev.countersign.course.Storyboard.Shot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A video as it is played and read: chapters, what is said and what is seen, on one clock of
/// milliseconds. Pure.
///
/// @param shots what is seen, the first at 0; one for each chapter where the storyboard has none
/// @param length until the last word is said: what counts as the whole of it
public record Lesson(Video video, List<Part> parts, List<Shot> shots, long length) {
    /// Silence after which a new paragraph begins.
    private static final long PAUSE = 500;

    public Lesson {
        parts = List.copyOf(parts);
        shots = List.copyOf(shots);
    }

    /// A chapter with its words in paragraphs.
    ///
    /// @param number from 1
    public record Part(int number, long at, String title, List<List<Cue>> paragraphs) {
        public Part {
            paragraphs = List.copyOf(paragraphs);
        }
    }

    /// @param texts of the pack, by file
    public static Lesson of(Video video, Map<String, String> texts) {
        var captions = Captions.read(texts.getOrDefault(video.folder() + "captions.vtt", ""));
        var length = (captions.end() + 999) / 1000 * 1000;
        var parts = new ArrayList<Part>();
        var chapters = video.chapters();
        for (var i = 0; i < chapters.size(); i++) {
            var from = i == 0 ? 0 : chapters.get(i).millis();
            var to = i + 1 < chapters.size() ? chapters.get(i + 1).millis() : Long.MAX_VALUE;
            parts.add(
                    new Part(
                            i + 1,
                            chapters.get(i).millis(),
                            chapters.get(i).title(),
                            paragraphs(
                                    captions.cues().stream()
                                            .filter(c -> c.from() >= from && c.from() < to)
                                            .toList())));
        }
        return new Lesson(video, parts, shots(video, texts), length);
    }

    private static List<List<Cue>> paragraphs(List<Cue> cues) {
        var out = new ArrayList<List<Cue>>();
        var now = new ArrayList<Cue>();
        for (var cue : cues) {
            if (!now.isEmpty() && cue.from() - now.getLast().to() > PAUSE) {
                out.add(List.copyOf(now));
                now.clear();
            }
            now.add(cue);
        }
        if (!now.isEmpty()) {
            out.add(List.copyOf(now));
        }
        return out;
    }

    private static List<Shot> shots(Video video, Map<String, String> texts) {
        var drawn = Storyboard.read(texts.getOrDefault(video.folder() + "storyboard.md", ""));
        return drawn.isEmpty()
                ? video.chapters().stream()
                        .map(c -> new Shot(c.millis(), c.title(), "", true, 0))
                        .toList()
                : drawn;
    }

    /// The chapter in which a moment lies.
    public String chapterAt(long millis) {
        return parts.stream()
                .filter(p -> p.at() <= millis)
                .reduce((_, later) -> later)
                .map(Part::title)
                .orElse("");
    }

    /// The chapters as a track of WebVTT.
    public String chaptersTrack() {
        var out = new StringBuilder("WEBVTT\n");
        for (var i = 0; i < parts.size(); i++) {
            var end = i + 1 < parts.size() ? parts.get(i + 1).at() : Math.max(length, 1000);
            out.append(
                    "\n%s --> %s\n%s\n"
                            .formatted(
                                    time(parts.get(i).at()),
                                    time(Math.max(end, parts.get(i).at() + 1)),
                                    escaped(parts.get(i).title())));
        }
        return out.toString();
    }

    private static String time(long millis) {
        return "%02d:%02d:%02d.%03d"
                .formatted(
                        millis / 3_600_000,
                        millis / 60_000 % 60,
                        millis / 1000 % 60,
                        millis % 1000);
    }

    private static String escaped(String title) {
        return title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    static boolean isTime(Chapter chapter) {
        return chapter.millis() >= 0;
    }
}
