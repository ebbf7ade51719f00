package dev.countersign.course;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.kernel.Finding;
import dev.countersign.testing.Requirement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A video that nobody could read along does not pass, and is told at its place.
class VideoFilesTest {
    private static final String CAPTIONS = "videos/clip/captions.vtt";
    private static final String VIDEO = "videos/clip/video.yaml";

    private static List<String> told(String file, String text) {
        var files = SmallPack.files();
        files.put(file, text);
        var read = PackReader.read(files);
        assertThat(read.pack().isEmpty()).isEqualTo(!read.findings().isEmpty());
        return read.findings().stream().map(Finding::asLine).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00:01.000 --> 00:03.000/One./00:02.500 --> 00:04.000/Two.|6|two captions are shown at once at 0:02",
                "00:05.000 --> 00:06.000/One./00:01.000 --> 00:02.000/Two.|6|the captions go back in time at 0:01",
                "00:05.000 --> 00:04.000/One.|3|a caption ends at 0:04, and it begins at 0:05",
                "00:58.000 --> 01:01.000/One.|3|the captions end at 1:01, the video at 1:00",
                "0:58 --> 0:59/One.|3|`0:58 --> 0:59` is no pair of times",
                "00:01.000 --> 00:03.000/<i></i>|3|a caption without words",
            })
    @Requirement("P41")
    void captionsThatCannotBeFollowedDoNotPass(String cues, int line, String sentence) {
        var vtt =
                "WEBVTT\n\n"
                        + cues.replace("./", ".\n\n")
                                .replace("000/", "000\n")
                                .replace("59/", "59\n");
        assertThat(told(CAPTIONS, vtt.replace("\n\n\n", "\n\n")))
                .anySatisfy(l ->
                        assertThat(l)
                                .startsWith(CAPTIONS + ":" + line + ":1: ")
                                .contains(sentence));
    }

    @Test
    @Requirement("P41")
    void aTextThatIsNoWebVttOrSaysNothingDoesNotPass() {
        assertThat(told(CAPTIONS, "1\n00:00:01,000 --> 00:00:02,000\nOne.\n"))
                .anySatisfy(l -> assertThat(l).contains("it is no WebVTT"));
        assertThat(told(CAPTIONS, "WEBVTT\n\nNOTE to be written\n"))
                .containsExactly(
                        CAPTIONS
                                + ":1:1: nothing is said in it; write what is heard, with its"
                                + " times");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{at: '00:00', title: A}, {at: '01:00', title: B}]|`B` begins at 01:00, and the video ends at 1:00",
                "[{at: '00:00', title: A}, {at: '00:20', title: B}, {at: '00:10', title: C}]|`C` is no later than the one before",
                "[{at: '00:05', title: A}]|the first chapter begins at 00:05, not at 00:00",
                "[{at: soon, title: A}]|`soon` is no time",
                "[]|a video without chapters",
            })
    @Requirement("P41")
    void chaptersOutsideTheVideoDoNotPass(String chapters, String sentence) {
        var yaml = "video: clip\ntitle: Clip\nminutes: 1\nchapters: " + chapters + "\n";
        assertThat(told(VIDEO, yaml))
                .anySatisfy(l -> assertThat(l).startsWith(VIDEO + ":").contains(sentence));
    }

    @Test
    void aStoryboardKeepsToTheClock() {
        assertThat(told("videos/clip/storyboard.md", "- **00:10** A door.\n- **00:05** A key.\n"))
                .anySatisfy(l ->
                        assertThat(l)
                                .startsWith("videos/clip/storyboard.md:2:1: ")
                                .contains("goes back in time at 0:05"));
        assertThat(told("videos/clip/storyboard.md", "- **01:00** A door.\n"))
                .anySatisfy(l -> assertThat(l).contains("a shot at 1:00"));
    }

    @Test
    void aPackThatWasFitOnceIsReadThoughMoreIsAskedSince() {
        var files = SmallPack.files();
        files.put(CAPTIONS, "WEBVTT\n\n00:09.000 --> 00:08.000\nOne.\n");
        assertThat(PackReader.read(files).pack()).isEmpty();
        assertThat(PackReader.asKept(files))
                .hasValueSatisfying(p -> assertThat(p.id()).isEqualTo("small"));
    }

    @Test
    void aLessonPutsWordsAndShotsInTheirChapters() {
        var files = SmallPack.files();
        files.put(
                VIDEO,
                "video: clip\ntitle: Clip\nminutes: 1\nchapters: [{at: '00:00', title: A & B}, {at:"
                        + " '00:10', title: C}]\n");
        files.put(
                CAPTIONS,
                "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>One &amp;\ntwo.\n\n00:02.000 --> 00:03.000\nThree.\n\n"
                        + "00:04.000 --> 00:05.000\nFour.\n\n00:11.000 --> 00:12.500\nFive.\n");
        files.put(
                "videos/clip/storyboard.md",
                "- **00:00** Title card: A and B. *Four seconds.*\n- **00:04** A door. *Words: “Four …”*\n"
                        + "- **00:08** The question stays. *8 seconds, no words.*\n");
        var pack = PackReader.read(files).pack().orElseThrow();
        var lesson = Lesson.of(pack.videos().get("clip"), pack.texts());

        assertThat(lesson.length()).isEqualTo(13_000);
        assertThat(lesson.parts().getFirst().paragraphs()).hasSize(2);
        assertThat(lesson.parts().getFirst().paragraphs().getFirst().getFirst().text())
                .isEqualTo("One & two.");
        assertThat(lesson.parts().getLast().paragraphs()).hasSize(1);
        assertThat(lesson.shots())
                .extracting(Storyboard.Shot::text, Storyboard.Shot::note, Storyboard.Shot::title)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("A and B", "", true),
                        org.assertj.core.groups.Tuple.tuple("A door.", "", false),
                        org.assertj.core.groups.Tuple.tuple(
                                "The question stays.", "8 seconds, no words.", false));
        assertThat(lesson.chaptersTrack())
                .startsWith("WEBVTT\n\n00:00:00.000 --> 00:00:10.000\nA &amp; B\n")
                .endsWith("00:00:10.000 --> 00:00:13.000\nC\n");
    }

    private static Optional<FilmKind> kind(String bytes) throws IOException {
        return FilmKind.of(new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void aFilmIsKnownByWhatIsInIt() throws IOException {
        assertThat(kind("\0\0\0\u0018ftypmp42\0\0\0\0isom")).contains(FilmKind.MP4);
        assertThat(kind("\u001aE\u00df\u00a3\u009fB\u0086\u0081\u0001B\u0082\u0084webm"))
                .contains(FilmKind.WEBM);
        assertThat(kind("\u001aE\u00df\u00a3\u009fB\u0082\u0088matroska")).isEmpty();
        assertThat(kind("\0\0\0\u0014ftypqt  \0\0\0\0")).isEmpty();
        assertThat(kind("%PDF-1.7")).isEmpty();
        assertThat(kind("")).isEmpty();
    }
}
