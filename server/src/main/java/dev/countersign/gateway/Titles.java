package dev.countersign.gateway;

/// A case's title: the first telling words of its request.
final class Titles {
    private static final int MAX_CHARACTERS = 90;

    private Titles() {}

    static String of(String text) {
        var flat = text.replaceAll("\\s+", " ").strip();
        if (flat.length() <= MAX_CHARACTERS) {
            return flat.isEmpty() ? "(empty request)" : flat;
        }
        var cut = flat.lastIndexOf(' ', MAX_CHARACTERS);
        var end = cut > MAX_CHARACTERS / 2 ? cut : MAX_CHARACTERS;
        return flat.substring(0, end) + "…";
    }
}
