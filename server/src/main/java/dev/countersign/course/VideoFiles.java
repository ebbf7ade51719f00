package dev.countersign.course;

import dev.countersign.course.Pack.Video;
import dev.countersign.yaml.YamlPlace;
import java.util.Map;

/// The files beside a video: script, storyboard and captions. Without captions a pack does not
/// pass, nor with such as nobody could read along.
record VideoFiles(Map<String, String> files, Findings findings) {
    void check(YamlPlace at, Video video) {
        for (var name : new String[] {"script.md", "storyboard.md", "captions.vtt"}) {
            if (files.getOrDefault(video.folder() + name, "").isBlank()) {
                at.wrong(
                        name.startsWith("captions") ? "no-captions" : "missing-file",
                        "there is no `" + video.folder() + name + "`",
                        "write it: people read along, or cannot hear");
            }
        }
        captions(video);
        storyboard(video);
        chapters(at, video);
    }

    private static long end(Video video) {
        return video.minutes() * 60_000L;
    }

    private void captions(Video video) {
        var file = video.folder() + "captions.vtt";
        var text = files.getOrDefault(file, "");
        if (text.isBlank()) {
            return;
        }
        var read = Captions.read(text);
        read.faults()
                .forEach(f ->
                        findings.error(file, f.line(), 1, "captions", f.sentence(), f.remedy()));
        read.cues().stream()
                .filter(c -> c.to() > end(video))
                .findFirst()
                .ifPresent(c ->
                        findings.error(
                                file,
                                c.line(),
                                1,
                                "captions",
                                "the captions end at %s, the video at %s"
                                        .formatted(
                                                Captions.words(read.end()),
                                                Captions.words(end(video))),
                                "make both end together: here, or `minutes` in `video.yaml`"));
    }

    private void storyboard(Video video) {
        var file = video.folder() + "storyboard.md";
        var last = 0L;
        for (var shot : Storyboard.read(files.getOrDefault(file, ""))) {
            if (shot.at() < last || shot.at() >= end(video)) {
                findings.error(
                        file,
                        shot.line(),
                        1,
                        "storyboard",
                        shot.at() < last
                                ? "the storyboard goes back in time at " + Captions.words(shot.at())
                                : "a shot at %s, and the video ends at %s"
                                        .formatted(
                                                Captions.words(shot.at()),
                                                Captions.words(end(video))),
                        "put what is seen in its order, inside the video");
                return;
            }
            last = shot.at();
        }
    }

    private static void chapters(YamlPlace at, Video video) {
        if (video.chapters().isEmpty()) {
            at.wrong(
                    "chapters",
                    "a video without chapters",
                    "name at least one, such as `- {at: '00:00', title: …}`");
        }
        var places = at.get("chapters").elements();
        var last = -1L;
        for (var i = 0; i < video.chapters().size() && i < places.size(); i++) {
            var chapter = video.chapters().get(i);
            var place = places.get(i).get("at").isThere() ? places.get(i).get("at") : places.get(i);
            if (!Lesson.isTime(chapter)) {
                place.wrong(
                        "chapters",
                        "`" + chapter.at() + "` is no time",
                        "write minutes and seconds in quotes, such as `'01:30'`");
                continue;
            }
            var wrong =
                    i == 0 && chapter.millis() > 0
                            ? "the first chapter begins at " + chapter.at() + ", not at 00:00"
                            : chapter.millis() <= last
                                    ? "`" + chapter.title() + "` is no later than the one before"
                                    : chapter.millis() >= end(video)
                                            ? "`%s` begins at %s, and the video ends at %s"
                                                    .formatted(
                                                            chapter.title(),
                                                            chapter.at(),
                                                            Captions.words(end(video)))
                                            : "";
            if (!wrong.isEmpty()) {
                place.wrong("chapters", wrong, "put the chapters in order, inside the video");
            }
            last = Math.max(last, chapter.millis());
        }
    }
}
