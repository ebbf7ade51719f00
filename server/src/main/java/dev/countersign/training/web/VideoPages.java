package dev.countersign.training.web;

import dev.countersign.course.Pack;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.training.Film;
import dev.countersign.training.Films;
import dev.countersign.training.Spans;
import dev.countersign.training.Training;
import dev.countersign.training.Watch.Verb;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a player reads and says: film, captions, chapters, and where somebody is. And the page
/// where a programme manager brings films.
public final class VideoPages {
    private static final String VTT = "text/vtt; charset=utf-8";

    private final Training training;
    private final People people;
    private final Frames frames;

    public VideoPages(Training training, People people, Frames frames) {
        this.training = training;
        this.people = people;
        this.frames = frames;
    }

    /// Before the course's own pages: `videos` is no module.
    public void mount(Web web) {
        web.get("/learn/:pack/videos", e -> list(e, "", 200));
        web.get("/learn/:pack/videos/:video/film", this::film);
        web.get("/learn/:pack/videos/:video/captions.vtt", e -> e.text(200, VTT, captions(e)));
        web.get(
                "/learn/:pack/videos/:video/chapters.vtt",
                e -> e.text(200, VTT, lesson(e).chaptersTrack()));
        web.post("/learn/:pack/videos/:video/place", this::place);
        web.upload("/learn/:pack/videos/:video/film", Films.LARGEST, this::keep);
        web.post("/learn/:pack/videos/:video/film/remove", this::remove);
    }

    /// @param by name of who brought it
    public record Row(Pack.Video video, Optional<Film> film, String by) {}

    private dev.countersign.course.Lesson lesson(Exchange e) {
        return training.watching().lesson(e.pathParam("pack"), e.pathParam("video"));
    }

    private String captions(Exchange e) {
        var video = lesson(e).video();
        var texts = training.courses().find(e.pathParam("pack")).orElseThrow().pack().texts();
        return texts.getOrDefault(video.folder() + "captions.vtt", "WEBVTT\n");
    }

    private void film(Exchange e) {
        var film =
                training.films()
                        .find(e.pathParam("pack"), e.pathParam("video"))
                        .orElseThrow(() -> noFilm(e));
        e.part(
                film.kind().type(),
                film.digest().substring(0, 32),
                film.bytes(),
                (from, to, out) -> training.films().read(film, from, to, out));
    }

    private static ProblemException noFilm(Exchange e) {
        return new Problem(
                        404,
                        "no-film",
                        "There is no film",
                        "nobody has brought a film for `" + e.pathParam("video") + "`",
                        "play its storyboard on the section's page")
                .asException();
    }

    /// What a browser says while it plays.
    private void place(Exchange e) {
        Spans seen;
        try {
            seen = Spans.of(e.param("seen"));
        } catch (IllegalArgumentException wrong) {
            throw malformed(String.valueOf(wrong.getMessage()));
        }
        var at = Math.max(0, e.intParam("at", 0));
        var watch =
                training.watching()
                        .keep(
                                e.identity(),
                                e.pathParam("pack"),
                                e.pathParam("video"),
                                verb(e.param("verb")),
                                Math.max(0, e.intParam("from", at)),
                                at,
                                seen);
        e.json(200, Map.of("at", watch.at(), "percent", watch.percent(lesson(e).length())));
    }

    private static Optional<Verb> verb(String word) {
        return switch (word) {
            case "" -> Optional.empty();
            case "played" -> Optional.of(Verb.PLAYED);
            case "paused" -> Optional.of(Verb.PAUSED);
            case "seeked" -> Optional.of(Verb.SEEKED);
            default -> throw malformed("`" + word + "` is nothing that a player does");
        };
    }

    private static ProblemException malformed(String detail) {
        return new Problem(
                        400,
                        "malformed-place",
                        "Your place in the video is as it was",
                        detail,
                        "reload the page")
                .asException();
    }

    private void list(Exchange e, String error, int status) {
        Films.require(e.identity());
        var pack = training.learning().of(e.identity(), e.pathParam("pack")).taught().pack();
        var films =
                training.films().of(pack.id()).stream()
                        .collect(Collectors.toMap(Film::video, f -> f));
        List<Row> rows =
                pack.videos().values().stream()
                        .map(v -> row(v, Optional.ofNullable(films.get(v.id()))))
                        .toList();
        e.html(
                status,
                e.rendered(
                        "page/videos.jte",
                        Map.of(
                                "frame", frames.frame(e, "learn", "Videos"),
                                "pack", pack,
                                "rows", rows,
                                "error", error)));
    }

    private Row row(Pack.Video video, Optional<Film> film) {
        return new Row(
                video, film, film.flatMap(f -> people.person(f.by())).map(Person::name).orElse(""));
    }

    private void keep(Exchange e, Web.Arrived arrived) {
        try {
            if (!arrived.isThere() || arrived.name().isBlank()) {
                throw new Problem(
                                422, "no-file", "No file", "no file was chosen", "choose one first")
                        .asException();
            }
            training.films()
                    .keep(e.identity(), e.pathParam("pack"), e.pathParam("video"), arrived.file());
            e.redirect("/learn/" + e.pathParam("pack") + "/videos");
        } catch (ProblemException refused) {
            var p = refused.problem();
            if (p.status() == 403) {
                throw refused;
            }
            list(e, Words.sentences(p.detail(), p.remedy()), p.status());
        }
    }

    private void remove(Exchange e) {
        training.films().remove(e.identity(), e.pathParam("pack"), e.pathParam("video"));
        e.redirect("/learn/" + e.pathParam("pack") + "/videos");
    }
}
