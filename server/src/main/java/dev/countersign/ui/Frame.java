package dev.countersign.ui;

import dev.countersign.kernel.Finding;
import dev.countersign.people.Identity;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What every page has around it.
///
/// @param base what the addresses of this desk's pages begin with: empty, or `/practice`
/// @param area the rail's entry this page belongs to
/// @param theme `light`, `dark`, or empty to follow the system
/// @param waiting how many cases wait for this person
/// @param preview where an author looks at a pack that nobody learns
public record Frame(
        String base,
        String title,
        String area,
        Identity identity,
        String csrf,
        String theme,
        List<NavGroup> nav,
        int waiting,
        Format format,
        Optional<Preview> preview) {
    public Frame {
        nav = List.copyOf(nav);
    }

    /// Whether nothing on the page is real.
    public boolean practice() {
        return !base.isEmpty();
    }

    /// What stands around a pack that its author looks at: nothing of it is kept.
    ///
    /// @param folder that is read
    /// @param revision rises with every change of it
    /// @param lasting whether what is shown is older than the folder, because that has errors
    /// @param errors with their places and what to do
    /// @param tools further looks at this page: address by name
    public record Preview(
            String folder,
            long revision,
            boolean lasting,
            List<Finding> errors,
            Map<String, String> tools) {
        public Preview {
            errors = List.copyOf(errors);
            tools = Collections.unmodifiableMap(new LinkedHashMap<>(tools));
        }
    }

    /// Entries of one job.
    ///
    /// @param label empty for the first group, which needs none
    public record NavGroup(String label, List<NavItem> items) {
        public NavGroup {
            items = List.copyOf(items);
        }
    }

    /// An entry of the rail.
    ///
    /// @param opens what still opens it; empty where it is open
    /// @param current whether the page belongs to it
    public record NavItem(
            String label, String href, String icon, List<String> opens, boolean current) {
        public NavItem {
            opens = List.copyOf(opens);
        }

        public static NavItem open(String label, String href, String icon) {
            return new NavItem(label, href, icon, List.of(), false);
        }

        NavItem on(String path) {
            var here = path.equals(href) || path.startsWith(href + "/");
            return here && opens.isEmpty() ? new NavItem(label, href, icon, opens, true) : this;
        }
    }

    /// What a narrow screen has room for: the first entries; the rest is behind `More`.
    public List<NavItem> first() {
        return nav.stream()
                .flatMap(g -> g.items().stream())
                .filter(i -> i.opens().isEmpty())
                .limit(4)
                .toList();
    }

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
        var roles = identity.person().roles();
        return roles.isEmpty() ? "none yet" : String.join(", ", roles.stream().sorted().toList());
    }
}
