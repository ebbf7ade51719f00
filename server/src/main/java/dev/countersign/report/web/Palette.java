package dev.countersign.report.web;

import dev.countersign.desk.CaseQuery;
import dev.countersign.desk.Desk;
import dev.countersign.gateway.CallQuery;
import dev.countersign.gateway.CallRecord;
import dev.countersign.gateway.Gateway;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.prompt.PromptLibrary;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Offer;
import dev.countersign.ui.Web;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// What Ctrl K finds: pages and tools at once; cases, calls, people and prompts by words or id.
///
/// It finds only what the reader's own pages would show them.
public final class Palette {
    private static final int EACH = 6;
    private static final int SHORTEST = 2;

    private final Gateway gateway;
    private final Desk desk;
    private final People people;
    private final PromptLibrary library;
    private final Frames frames;
    private final Function<Identity, List<Offer>> offers;

    /// One place to go.
    private record Item(String label, String kind, String href) {}

    public Palette(
            Gateway gateway,
            Desk desk,
            People people,
            PromptLibrary library,
            Frames frames,
            Function<Identity, List<Offer>> offers) {
        this.gateway = gateway;
        this.desk = desk;
        this.people = people;
        this.library = library;
        this.frames = frames;
        this.offers = offers;
    }

    public void mount(Web web) {
        web.get("/palette.json", e -> e.json(200, Map.of("items", items(e))));
    }

    private List<Item> items(Exchange e) {
        var words = e.param("q");
        if (words.isEmpty()) {
            return places(e.identity());
        }
        return words.length() < SHORTEST ? List.of() : found(words, e.identity());
    }

    private List<Item> places(Identity who) {
        var items = new ArrayList<Item>();
        frames.rail(who)
                .forEach(g ->
                        g.items().stream()
                                .filter(i -> i.opens().isEmpty())
                                .forEach(i -> items.add(new Item(i.label(), "page", i.href()))));
        items.add(new Item("Profile and keys", "page", "/me"));
        offers.apply(who).stream()
                .filter(o -> o.missing().isEmpty())
                .forEach(o ->
                        items.add(new Item("Ask " + o.name(), "tool", "/ask?prompt=" + o.name())));
        desk.query(
                        CaseQuery.where()
                                .state(dev.countersign.desk.ExceptionCase.State.OPEN)
                                .queues(desk.reader(who).roles())
                                .notRaisedBy(who.id())
                                .sort(CaseQuery.Sort.DUE)
                                .limit(EACH))
                .forEach(c ->
                        items.add(
                                new Item(c.opened().title(), "waits for you", "/cases/" + c.id())));
        return items;
    }

    private List<Item> found(String words, Identity who) {
        var items = new ArrayList<Item>();
        desk.query(CaseQuery.where().readableBy(desk.reader(who)).text(words).limit(EACH))
                .forEach(c -> items.add(new Item(c.opened().title(), "case", "/cases/" + c.id())));
        calls(words, who)
                .forEach(c -> items.add(new Item(label(c, who), "call", "/calls/" + c.id())));
        var lower = words.toLowerCase(Locale.ROOT);
        if (shows(who, "/people")) {
            people.everyone().stream()
                    .filter(p -> matches(p, lower))
                    .limit(EACH)
                    .forEach(p -> items.add(new Item(p.name(), "person", "/people/" + p.id())));
        }
        if (shows(who, "/prompts")) {
            library.names().stream()
                    .filter(n -> n.toLowerCase(Locale.ROOT).contains(lower))
                    .limit(EACH)
                    .forEach(n -> items.add(new Item(n, "prompt", "/prompts/" + n)));
        }
        return items;
    }

    /// Others' calls are found by their id alone: what they say is not for everybody.
    private List<CallRecord> calls(String words, Identity who) {
        var own = gateway.query(CallQuery.where().person(who.id()).text(words).limit(EACH));
        if (!gateway.mayList(who)) {
            return own;
        }
        var all = new ArrayList<>(own);
        gateway.query(CallQuery.where().text(words).inIdAlone().limit(EACH)).stream()
                .filter(c -> own.stream().noneMatch(o -> o.id().equals(c.id())))
                .forEach(all::add);
        return all;
    }

    private static String label(CallRecord c, Identity who) {
        var text = c.requestText();
        return !c.personId().equals(who.id())
                ? c.id()
                : text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }

    private static boolean matches(Person p, String lower) {
        return p.name().toLowerCase(Locale.ROOT).contains(lower)
                || p.id().toLowerCase(Locale.ROOT).contains(lower);
    }

    private boolean shows(Identity who, String href) {
        return frames.rail(who).stream()
                .flatMap(g -> g.items().stream())
                .anyMatch(i -> i.href().equals(href));
    }
}
