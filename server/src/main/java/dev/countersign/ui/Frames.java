package dev.countersign.ui;

import dev.countersign.people.Identity;
import dev.countersign.people.Session;
import dev.countersign.ui.Frame.NavItem;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// Draws the frame for whoever is asking.
public final class Frames {
    private final InstantSource clock;
    private final ToIntFunction<Identity> waiting;

    /// @param waiting how many cases wait for a person
    public Frames(InstantSource clock, ToIntFunction<Identity> waiting) {
        this.clock = clock;
        this.waiting = waiting;
    }

    public Frame frame(Exchange exchange, String area, String title) {
        var identity = exchange.identity();
        return new Frame(
                title,
                area,
                identity,
                exchange.session().map(Session::csrf).orElse(""),
                exchange.theme(),
                nav(identity),
                waiting.applyAsInt(identity),
                format(identity));
    }

    public Format format(Identity identity) {
        return new Format(identity.person().zone(), clock.instant());
    }

    private static List<NavItem> nav(Identity identity) {
        var items = new ArrayList<NavItem>();
        items.add(new NavItem("home", "Home", "/home", "home"));
        items.add(new NavItem("work", "My work", "/work", "inbox"));
        items.add(new NavItem("ask", "Ask", "/ask", "ask"));
        items.add(new NavItem("policies", "Policies", "/playbook", "book"));
        items.add(new NavItem("programme", "Programme", "/prompts", "stack"));
        items.add(new NavItem("insight", "Insight", "/brief", "chart"));
        items.add(new NavItem("records", "Records", "/calls", "record"));
        return items;
    }
}
