package dev.countersign.desk;

import dev.countersign.kernel.Problem;

/// A list that somebody keeps under a name: the filters of its address.
///
/// @param query as in a URL, without the question mark
public record SavedView(String name, String query) {
    private static final int MAX_NAME = 40;
    private static final int MAX_QUERY = 1_000;

    public SavedView {
        name = name.strip();
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw refused(
                    "the name has " + name.length() + " characters; it needs 1 to " + MAX_NAME,
                    "choose a short name, for example `overdue refunds`");
        }
        if (query.length() > MAX_QUERY || query.contains("\n")) {
            throw refused(
                    "the filters are longer than " + MAX_QUERY + " characters",
                    "search for fewer words");
        }
    }

    static dev.countersign.kernel.ProblemException refused(String detail, String remedy) {
        return new Problem(422, "saved-view", "The view was not saved", detail, remedy)
                .asException();
    }
}
