package dev.countersign.preview;

import dev.countersign.course.Lesson;
import dev.countersign.course.Pack;
import dev.countersign.course.cli.FilmFiles;
import dev.countersign.preview.Reading.Shown;
import dev.countersign.training.web.Place;
import dev.countersign.training.web.Player;
import dev.countersign.ui.EventStream;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Web;
import io.vertx.core.http.HttpMethod;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Contents, sections and videos by the pages that learners get; the findings; and the stream that
/// tells a page of a change.
final class PackPages {
    private static final int PIECE = 256 * 1024;
    private static final String VTT = "text/vtt; charset=utf-8";

    private final Stage stage;
    private final Following following;

    PackPages(Stage stage, Following following) {
        this.stage = stage;
        this.following = following;
    }

    void mount(Web web) {
        web.open(HttpMethod.GET, "/", this::home);
        web.open(HttpMethod.GET, "/home", this::home);
        web.open(HttpMethod.GET, "/learn", this::home);
        web.open(HttpMethod.GET, "/preview/events", this::events);
        web.open(HttpMethod.GET, "/preview/findings", this::findings);
        web.open(HttpMethod.GET, "/learn/:pack/videos/:video/film", this::film);
        web.open(
                HttpMethod.GET,
                "/learn/:pack/videos/:video/captions.vtt",
                e -> e.text(200, VTT, captions(e)));
        web.open(
                HttpMethod.GET,
                "/learn/:pack/videos/:video/chapters.vtt",
                e -> e.text(200, VTT, lesson(e).chaptersTrack()));
        web.open(HttpMethod.GET, "/preview/:pack/videos/:video", this::video);
        web.open(HttpMethod.GET, "/learn/:pack", this::contents);
    }

    /// After everything else: its address fits what has a page of its own, too.
    void mountSections(Web web) {
        web.open(HttpMethod.GET, "/learn/:pack/:module/:section", this::section);
        web.open(HttpMethod.POST, "/learn/:pack/:module/:section", PackPages::next);
    }

    private void home(Exchange e) {
        var packs = stage.reading().packs();
        if (packs.isEmpty()) {
            findings(e);
        } else if (packs.size() == 1) {
            e.redirect("/learn/" + packs.getFirst().pack().id());
        } else {
            stage.render(
                    e,
                    "page/preview-packs.jte",
                    "Packs",
                    Map.of(),
                    Map.of("packs", packs.stream().map(Shown::pack).toList()));
        }
    }

    private void findings(Exchange e) {
        stage.render(
                e,
                "page/preview-findings.jte",
                "Findings",
                Map.of(),
                Map.of("findings", stage.reading().findings()));
    }

    private void contents(Exchange e) {
        var shown = stage.shown(e);
        stage.render(
                e,
                "page/course.jte",
                shown.pack().title(),
                Map.of(),
                Map.of(
                        "p",
                        stage.progress(shown),
                        "asks",
                        false,
                        "shared",
                        Map.of(),
                        "films",
                        false,
                        "names",
                        Map.of()));
    }

    private void section(Exchange e) {
        var shown = stage.shown(e);
        var place =
                Place.of(stage.progress(shown), e.pathParam("module"), e.pathParam("section"))
                        .orElseThrow(() -> Stage.nothing(e.path()));
        var player = place.section().video().flatMap(v -> player(shown, v));
        stage.render(
                e,
                "page/section.jte",
                place.section().title(),
                Map.of(),
                Map.of("place", player.map(place::with).orElse(place)));
    }

    /// A section is never done here; one goes on to the next.
    private static void next(Exchange e) {
        e.redirect(e.param("next").startsWith("/learn/") ? e.param("next") : "/");
    }

    private void video(Exchange e) {
        var shown = stage.shown(e);
        var player = player(shown, e.pathParam("video")).orElseThrow(() -> Stage.nothing(e.path()));
        stage.render(
                e,
                "page/preview-video.jte",
                player.lesson().video().title(),
                Map.of(),
                Map.of("pack", shown.pack(), "player", player));
    }

    private static Optional<Player> player(Shown shown, String id) {
        return Optional.ofNullable(shown.pack().videos().get(id))
                .map(video ->
                        new Player(
                                Lesson.of(video, shown.pack().texts()),
                                "/learn/" + shown.pack().id() + "/videos/" + id,
                                FilmFiles.find(shown.folder(), video).map(FilmFiles.Found::kind),
                                false,
                                0,
                                0));
    }

    private Pack.Video named(Exchange e, Shown shown) {
        return Optional.ofNullable(shown.pack().videos().get(e.pathParam("video")))
                .orElseThrow(() -> Stage.nothing(e.path()));
    }

    private Lesson lesson(Exchange e) {
        var shown = stage.shown(e);
        return Lesson.of(named(e, shown), shown.pack().texts());
    }

    private String captions(Exchange e) {
        var shown = stage.shown(e);
        return shown.pack()
                .texts()
                .getOrDefault(named(e, shown).folder() + "captions.vtt", "WEBVTT\n");
    }

    private void film(Exchange e) throws Exception {
        var shown = stage.shown(e);
        var film =
                FilmFiles.find(shown.folder(), named(e, shown))
                        .orElseThrow(() -> Stage.nothing(e.path()));
        var length = Files.size(film.file());
        var tag = length + "-" + Files.getLastModifiedTime(film.file()).toMillis();
        e.part(
                film.kind().type(),
                tag,
                length,
                (from, to, out) -> stretch(film.file(), from, to, out));
    }

    private static void stretch(Path file, long from, long to, Consumer<byte[]> out)
            throws Exception {
        try (var channel = FileChannel.open(file)) {
            channel.position(from);
            for (var left = to - from; left > 0; ) {
                var piece = ByteBuffer.allocate((int) Math.min(PIECE, left));
                if (channel.read(piece) < 0) {
                    return;
                }
                var bytes = new byte[piece.flip().remaining()];
                piece.get(bytes);
                out.accept(bytes);
                left -= bytes.length;
            }
        }
    }

    /// The first thing told is what there is, so that a page that was drawn before knows.
    private void events(Exchange e) {
        EventStream stream = e.events();
        Consumer<Reading> tell =
                reading -> stream.send("revision", String.valueOf(reading.revision()));
        following.listen(tell);
        stream.whenClosed(() -> following.forget(tell));
        tell.accept(stage.reading());
    }
}
