package dev.countersign.desk.web;

/// One line of the list from which a person chooses a category, with its subtype where it has one.
///
/// @param subtype empty for the category as a whole
/// @param label for people
public record CategoryChoice(String category, String subtype, String label) {
    // One list needs no script to show the subtypes of what is chosen in another.
    private static final char BETWEEN = '/';

    public String value() {
        return subtype.isEmpty() ? category : category + BETWEEN + subtype;
    }

    /// Reads what [#value] wrote.
    static CategoryChoice of(String value) {
        var at = value.indexOf(BETWEEN);
        return at < 0
                ? new CategoryChoice(value, "", value)
                : new CategoryChoice(value.substring(0, at), value.substring(at + 1), value);
    }
}
