package dev.countersign.material.press;

import dev.countersign.course.Pack.Kind;
import dev.countersign.course.Pack.Tree;
import dev.countersign.kernel.Digests;
import dev.countersign.material.Ingredient;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// All that goes into one material, ready for the press.
///
/// @param course its title and version, for the foot of pages
/// @param ingredients what it is made of, each with its digest
/// @param captions WebVTT by file name, that goes with it
public record Manuscript(
        String id,
        Kind kind,
        String title,
        String course,
        boolean forMentors,
        List<Ingredient> ingredients,
        Body body,
        Map<String, String> captions) {
    /// Raised when the press prints the same content differently, so that all is made anew.
    private static final String PRESS = "2";

    public Manuscript {
        ingredients = List.copyOf(ingredients);
        captions = Map.copyOf(captions);
    }

    public sealed interface Body {
        record Deck(List<Slide> slides, Map<String, Tree> trees) implements Body {
            public Deck {
                slides = List.copyOf(slides);
                trees = Map.copyOf(trees);
            }
        }

        /// Chapters over as many pages as it takes.
        record Book(List<Chapter> chapters) implements Body {
            public Book {
                chapters = List.copyOf(chapters);
            }
        }

        /// One page of XHTML.
        record Page(String html) implements Body {}
    }

    /// @param html below its heading, with headings from the third level
    public record Chapter(String title, String html) {}

    /// Of what it is made of: the same content has the same digest.
    public String digest() {
        return Digests.hex(
                "press "
                        + PRESS
                        + "\n"
                        + kind
                        + "\n"
                        + ingredients.stream()
                                .map(i -> i.name() + " " + i.digest())
                                .collect(Collectors.joining("\n")));
    }
}
