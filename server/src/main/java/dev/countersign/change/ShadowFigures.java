package dev.countersign.change;

/// What a shadow has seen so far.
///
/// @param differed how many of those watched would come out differently
public record ShadowFigures(int watched, int differed) {
    static final ShadowFigures NONE = new ShadowFigures(0, 0);

    String inWords() {
        return watched == 1
                ? "the one watched case came out " + (differed == 1 ? "differently" : "the same")
                : differed + " of the " + watched + " watched cases came out differently";
    }
}
