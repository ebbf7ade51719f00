package dev.countersign.course;

import dev.countersign.course.Pack.Video;
import dev.countersign.yaml.YamlPlace;
import java.util.Map;
import java.util.regex.Pattern;

/// The files beside a video: script, storyboard and captions. Without captions a pack does not
/// pass.
record VideoFiles(Map<String, String> files, String folder) {
    private static final Pattern CUE =
            Pattern.compile(
                    "(?m)^(?:(\\d{2,}):)?(\\d{2}):(\\d{2})\\.\\d{3} --> (?:(\\d{2,}):)?(\\d{2}):(\\d{2})\\.\\d{3}");

    void check(YamlPlace at, Video video) {
        for (var name : new String[] {"script.md", "storyboard.md", "captions.vtt"}) {
            if (files.getOrDefault(folder + name, "").isBlank()) {
                at.wrong(
                        name.startsWith("captions") ? "no-captions" : "missing-file",
                        "there is no `" + folder + name + "`",
                        "write it: people read along, or cannot hear");
            }
        }
        var captions = files.getOrDefault(folder + "captions.vtt", "");
        if (captions.isBlank()) {
            return;
        }
        if (!captions.startsWith("WEBVTT")) {
            at.wrong(
                    "captions",
                    "`" + folder + "captions.vtt` is no WebVTT",
                    "begin it with `WEBVTT`");
        }
        var cues = CUE.matcher(captions);
        var last = 0;
        while (cues.find()) {
            var start = seconds(cues.group(1), cues.group(2), cues.group(3));
            var end = seconds(cues.group(4), cues.group(5), cues.group(6));
            if (start < last || end < start) {
                at.wrong(
                        "captions", "the captions go back in time at second " + start, "mend them");
                return;
            }
            last = end;
        }
        if (last == 0 || last > video.minutes() * 60) {
            at.wrong(
                    "captions",
                    "the captions end at second " + last + ", the video at " + video.minutes() * 60,
                    "make both end together");
        }
    }

    private static int seconds(@org.jspecify.annotations.Nullable String h, String m, String s) {
        return (h == null ? 0 : Integer.parseInt(h) * 3600)
                + Integer.parseInt(m) * 60
                + Integer.parseInt(s);
    }
}
