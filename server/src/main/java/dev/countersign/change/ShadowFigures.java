package dev.countersign.change;

/// What a shadow has seen so far.
///
/// @param differed how many of those watched would come out differently
public record ShadowFigures(int watched, int differed) {
    static final ShadowFigures NONE = new ShadowFigures(0, 0);

    String inWords() {
        return differed
                + " of the "
                + watched
                + (watched == 1 ? " watched case" : " watched cases")
                + " came out differently";
    }
}
