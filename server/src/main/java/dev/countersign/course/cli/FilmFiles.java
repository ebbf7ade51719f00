package dev.countersign.course.cli;

import dev.countersign.course.FilmKind;
import dev.countersign.course.Pack;
import dev.countersign.course.Pack.Video;
import dev.countersign.kernel.Finding;
import dev.countersign.kernel.Finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Films of a pack on disk: `film.mp4` or `film.webm` beside the video's script. They are too large
/// for the texts of a pack and never go with them to a server.
public final class FilmFiles {
    private static final List<String> NAMES = List.of("film.mp4", "film.webm");

    private FilmFiles() {}

    /// A film as it lies there.
    public record Found(Path file, FilmKind kind) {}

    /// @param folder of the pack
    /// @return empty where there is none, or none that is a film by its content
    public static Optional<Found> find(Path folder, Video video) {
        for (var file : files(folder, video)) {
            var kind = kind(file);
            if (kind.isPresent()) {
                return Optional.of(new Found(file, kind.get()));
            }
        }
        return Optional.empty();
    }

    private static List<Path> files(Path folder, Video video) {
        return NAMES.stream()
                .map(n -> folder.resolve(video.folder()).resolve(n))
                .filter(Files::isRegularFile)
                .toList();
    }

    private static Optional<FilmKind> kind(Path file) {
        try (var in = Files.newInputStream(file)) {
            return FilmKind.of(in);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// What the pack says of its films, and what is there.
    ///
    /// @param folder of the pack
    /// @param name of that folder in front of its files; empty where the folder is the pack
    public static List<Finding> check(Path folder, String name, Pack pack) {
        var out = new ArrayList<Finding>();
        for (var video : pack.videos().values()) {
            var prefix = name.isEmpty() ? "" : name + "/";
            var file = prefix + video.folder() + "video.yaml";
            var there = files(folder, video);
            var film = find(folder, video);
            if (video.film() && there.isEmpty()) {
                out.add(
                        new Finding(
                                file,
                                1,
                                1,
                                Severity.ERROR,
                                "no-film",
                                "`film: true`, and there is no `film.mp4` or `film.webm` beside it",
                                "put the film there, or write `film: false`"));
            } else if (!there.isEmpty() && film.isEmpty()) {
                out.add(
                        new Finding(
                                prefix + video.folder() + there.getFirst().getFileName(),
                                0,
                                0,
                                Severity.ERROR,
                                "film-kind",
                                "it is neither MP4 nor WebM, whatever its name says",
                                "export it as MP4 (H.264, AAC) or as WebM"));
            } else if (film.isPresent() && !video.film()) {
                out.add(
                        new Finding(
                                file,
                                1,
                                1,
                                Severity.WARNING,
                                "film",
                                "there is a film, and `film` is not `true`",
                                "write `film: true`"));
            }
        }
        return out;
    }
}
