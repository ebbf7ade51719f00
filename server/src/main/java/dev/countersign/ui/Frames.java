package dev.countersign.ui;

import dev.countersign.people.Identity;
import dev.countersign.people.Person;
import dev.countersign.people.Session;
import dev.countersign.ui.Frame.NavGroup;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/// Draws the frame for whoever is asking.
public final class Frames {
    public static final String PRACTICE = "/practice";

    private final String base;
    private final InstantSource clock;
    private final ToIntFunction<Identity> waiting;
    private final Function<Identity, List<NavGroup>> rail;

    /// @param waiting how many cases wait for a person
    /// @param rail the areas that a person's roles lead to
    public Frames(
            InstantSource clock,
            ToIntFunction<Identity> waiting,
            Function<Identity, List<NavGroup>> rail) {
        this("", clock, waiting, rail);
    }

    private Frames(
            String base,
            InstantSource clock,
            ToIntFunction<Identity> waiting,
            Function<Identity, List<NavGroup>> rail) {
        this.base = base;
        this.clock = clock;
        this.waiting = waiting;
        this.rail = rail;
    }

    /// Around a pack that its author looks at, alone with it.
    public static Frame preview(
            Exchange exchange,
            String title,
            List<NavGroup> rail,
            Frame.Preview preview,
            InstantSource clock) {
        var zone = ZoneId.systemDefault();
        var author = new Person("author", "Author", "author@localhost", zone, true, Set.of());
        return new Frame(
                "",
                title,
                "",
                new Identity(author, 0, Optional.empty()),
                "",
                exchange.theme(),
                marked(rail, exchange.path()),
                0,
                new Format(zone, clock.instant()),
                Optional.of(preview));
    }

    /// The same around pages of practice: marked, and without a figure of the real desk.
    public Frames forPractice() {
        return new Frames(PRACTICE, clock, _ -> 0, rail);
    }

    /// What the addresses of the desk's pages begin with.
    public String base() {
        return base;
    }

    public Frame frame(Exchange exchange, String area, String title) {
        var identity = exchange.identity();
        return new Frame(
                base,
                title,
                area,
                identity,
                exchange.session().map(Session::csrf).orElse(""),
                exchange.theme(),
                marked(rail.apply(identity), home(exchange.path())),
                waiting.applyAsInt(identity),
                format(identity),
                Optional.empty());
    }

    /// Of entries below each other's address, the one that fits best is where one is.
    private static List<NavGroup> marked(List<NavGroup> groups, String path) {
        var best =
                groups.stream()
                        .flatMap(g -> g.items().stream())
                        .filter(i -> i.on(path).current())
                        .mapToInt(i -> i.href().length())
                        .max()
                        .orElse(0);
        return groups.stream()
                .map(g ->
                        new NavGroup(
                                g.label(),
                                g.items().stream()
                                        .map(i -> i.href().length() == best ? i.on(path) : i)
                                        .toList()))
                .toList();
    }

    /// The areas that this person's roles lead to.
    public List<NavGroup> rail(Identity identity) {
        return rail.apply(identity);
    }

    public Format format(Identity identity) {
        return new Format(identity.person().zone(), clock.instant());
    }

    /// A case belongs to the queue it was found in, a version to its playbook.
    private static String home(String path) {
        return path.startsWith("/cases/")
                ? "/work"
                : path.startsWith("/playbooks") ? "/playbook" : path;
    }
}
