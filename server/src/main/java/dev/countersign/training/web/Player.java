package dev.countersign.training.web;

import dev.countersign.course.Captions;
import dev.countersign.course.FilmKind;
import dev.countersign.course.Lesson;
import java.util.Optional;

/// A video on a page: as film where there is one, else as its storyboard on the captions' clock.
///
/// @param at what its addresses begin with
/// @param film what is played; empty where there is none
/// @param keeps whether the reader's place is kept
/// @param place where the reader was, in milliseconds
/// @param percent of it that they have watched
public record Player(
        Lesson lesson, String at, Optional<FilmKind> film, boolean keeps, long place, int percent) {
    /// Whether the pack speaks of a film that nobody has brought here.
    public boolean awaited() {
        return lesson.video().film() && film.isEmpty();
    }

    public static String time(long millis) {
        return Captions.words(millis);
    }
}
