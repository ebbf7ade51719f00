package dev.countersign.training.web;

import dev.countersign.course.Pack;
import dev.countersign.training.Learning.Progress;
import dev.countersign.ui.Markdown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A section in its place, as its page shows it.
///
/// @param html of its text
/// @param before and `after`: addresses; empty at the ends
/// @param player where the section has a video
public record Place(
        Progress progress,
        Pack.Module module,
        Pack.Section section,
        String html,
        String before,
        String after,
        boolean done,
        Optional<Player> player) {
    /// @param folder of the module
    /// @return empty where the pack has no such section
    public static Optional<Place> of(Progress progress, String folder, String id) {
        var pack = progress.taught().pack();
        var all = new ArrayList<String>();
        pack.modules().forEach(m -> m.sections().forEach(s -> all.add(m.folder() + "/" + s.id())));
        var here = all.indexOf(folder + "/" + id);
        return pack.modules().stream()
                .filter(m -> m.folder().equals(folder))
                .flatMap(m ->
                        m.sections().stream()
                                .filter(s -> s.id().equals(id))
                                .map(s ->
                                        new Place(
                                                progress,
                                                m,
                                                s,
                                                html(pack, s),
                                                address(pack, all, here - 1),
                                                address(pack, all, here + 1),
                                                progress.isDone(m, s),
                                                Optional.empty())))
                .findFirst();
    }

    public Place with(Player shown) {
        return new Place(progress, module, section, html, before, after, done, Optional.of(shown));
    }

    /// The page has the title already.
    private static String html(Pack pack, Pack.Section section) {
        var text = pack.texts().getOrDefault(section.text(), "");
        var head = "# " + section.title();
        return Markdown.below(
                text.stripLeading().startsWith(head + "\n")
                        ? text.stripLeading().substring(head.length())
                        : text);
    }

    private static String address(Pack pack, List<String> all, int at) {
        return at < 0 || at >= all.size() ? "" : "/learn/" + pack.id() + "/" + all.get(at);
    }
}
