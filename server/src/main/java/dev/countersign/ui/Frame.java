package dev.countersign.ui;

import dev.countersign.people.Identity;
import java.util.List;

/// What every page has around it.
///
/// @param area the rail's entry this page belongs to
/// @param theme `light`, `dark`, or empty to follow the system
/// @param waiting how many cases wait for this person
public record Frame(
        String title,
        String area,
        Identity identity,
        String csrf,
        String theme,
        List<NavItem> nav,
        int waiting,
        Format format) {
    public Frame {
        nav = List.copyOf(nav);
    }

    /// An entry of the rail.
    public record NavItem(String area, String label, String href, String icon) {}

    public String initials() {
        var out = new StringBuilder();
        for (var word : identity.person().name().split("\\s+")) {
            if (!word.isEmpty() && out.length() < 2) {
                out.append(word.charAt(0));
            }
        }
        return out.toString();
    }

    public String roles() {
        return String.join(", ", identity.person().roles().stream().sorted().toList());
    }
}
