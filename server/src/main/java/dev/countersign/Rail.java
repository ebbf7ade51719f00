package dev.countersign;

import dev.countersign.api.OnCallResources;
import dev.countersign.cohort.Cohorts;
import dev.countersign.lrs.LearningRecords;
import dev.countersign.measure.Kpis;
import dev.countersign.people.Identity;
import dev.countersign.policy.Rulebook;
import dev.countersign.ui.Frame.NavGroup;
import dev.countersign.ui.Frame.NavItem;
import dev.countersign.ui.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The areas that a person's roles lead to, by job. What a role cannot do is not here; a tool whose
/// gate is still shut is, with what opens it. The rail grants nothing: every page checks for
/// itself.
final class Rail implements Function<Identity, List<NavGroup>> {
    private static final int LOCKED_SHOWN = 3;
    private static final List<String> SEES_PEOPLE =
            List.of("ops_manager", "compliance_liaison", "programme_manager", "administrator");
    private static final List<String> SEES_WAIVERS =
            List.of("ops_manager", "mentor", "compliance_liaison", "programme_manager");

    private final Function<Identity, List<Offer>> offers;
    private final Supplier<Optional<Rulebook>> rulebook;
    private final Predicate<Identity> oversees;
    private final Predicate<Identity> readsLedger;
    private final Predicate<Identity> readsLaunches;

    /// @param oversees whether somebody answers for how calls end
    Rail(
            Function<Identity, List<Offer>> offers,
            Supplier<Optional<Rulebook>> rulebook,
            Predicate<Identity> oversees,
            Predicate<Identity> readsLedger,
            Predicate<Identity> readsLaunches) {
        this.oversees = oversees;
        this.readsLedger = readsLedger;
        this.readsLaunches = readsLaunches;
        this.offers = offers;
        this.rulebook = rulebook;
    }

    @Override
    public List<NavGroup> apply(Identity who) {
        var out = new ArrayList<NavGroup>();
        out.add(new NavGroup("", mine(who)));
        add(out, "Learn", learn(who));
        add(out, "Policies", policies(who));
        add(out, "Insight", insight(who));
        add(out, "Records", records(who));
        return out;
    }

    private static void add(List<NavGroup> out, String label, List<NavItem> items) {
        if (!items.isEmpty()) {
            out.add(new NavGroup(label, items));
        }
    }

    private List<NavItem> mine(Identity who) {
        var items = new ArrayList<NavItem>();
        items.add(NavItem.open("Home", "/home", "home"));
        // Any role but the administrator's may get a case by escalation, or raise one.
        if (who.person().roles().stream().anyMatch(r -> !r.equals("administrator"))) {
            items.add(NavItem.open("My work", "/work", "inbox"));
        }
        if (who.has("mentor")) {
            items.add(NavItem.open("Co-sign", "/cosign", "check"));
        }
        var tools = offers.apply(who);
        if (tools.stream().anyMatch(t -> t.missing().isEmpty())) {
            items.add(NavItem.open("Ask", "/ask", "ask"));
        }
        if (rulebook.get().filter(r -> r.mayAskForActions(who.person().roles())).isPresent()) {
            items.add(NavItem.open("Actions", "/actions", "key"));
        }
        tools.stream()
                .filter(t -> !t.missing().isEmpty())
                .limit(LOCKED_SHOWN)
                .forEach(t ->
                        items.add(
                                new NavItem(t.name(), "/home#tools", "lock", t.missing(), false)));
        return items;
    }

    private static List<NavItem> learn(Identity who) {
        var items = new ArrayList<NavItem>();
        if (who.person().roles().stream().anyMatch(r -> !r.equals("administrator"))) {
            items.add(NavItem.open("My courses", "/learn", "book"));
            items.add(NavItem.open("Calendar", "/learn/calendar", "clock"));
            if (Cohorts.plans(who)) {
                items.add(NavItem.open("Cohorts", "/learn/cohorts", "people"));
            }
            items.add(NavItem.open("Practice", "/practice", "star"));
            items.add(NavItem.open("Shadow work", "/shadow", "hold"));
            items.add(NavItem.open("Surveys", "/surveys", "chart"));
            items.add(NavItem.open("Concerns", "/concerns", "ask"));
            items.add(NavItem.open("Skills", "/skills", "people"));
        }
        if (LearningRecords.mayRead(who)) {
            items.add(NavItem.open("Learning records", "/learn/records", "record"));
        }
        return items;
    }

    private List<NavItem> policies(Identity who) {
        var items = new ArrayList<NavItem>();
        if (!who.person().roles().isEmpty()) {
            items.add(NavItem.open("Playbook", "/playbook", "book"));
            items.add(NavItem.open("Prompts", "/prompts", "stack"));
            items.add(NavItem.open("Policies", "/policies", "record"));
            items.add(NavItem.open("Categories", "/taxonomies", "stack"));
            items.add(NavItem.open("Changes", "/changes", "check"));
        }
        if (who.hasAny(SEES_WAIVERS)) {
            items.add(NavItem.open("Waivers", "/waivers", "key"));
        }
        return items;
    }

    private List<NavItem> insight(Identity who) {
        var items = new ArrayList<NavItem>();
        if (oversees.test(who)) {
            items.add(NavItem.open("Daily brief", "/brief", "chart"));
        }
        if (Kpis.reads(who)) {
            items.add(NavItem.open("KPIs", "/kpis", "chart"));
        }
        if (readsLaunches.test(who)) {
            items.add(NavItem.open("Launch", "/launch", "seal"));
        }
        if (who.person().roles().stream().anyMatch(r -> !r.equals("administrator"))) {
            items.add(NavItem.open("Exceptions", "/exceptions", "hold"));
            items.add(NavItem.open("Quality", "/quality", "check"));
        }
        return items;
    }

    private List<NavItem> records(Identity who) {
        var items = new ArrayList<NavItem>();
        if (oversees.test(who) || !offers.apply(who).isEmpty() || mayExport(who)) {
            items.add(NavItem.open("Prompt log", "/calls", "record"));
        }
        if (readsLedger.test(who)) {
            items.add(NavItem.open("Ledger", "/ledger", "chain"));
        }
        if (who.has("compliance_liaison")) {
            items.add(NavItem.open("Erasures", "/erasures", "block"));
        }
        if (who.hasAny(OnCallResources.PLANS)) {
            items.add(NavItem.open("On call", "/team/on-call", "clock"));
        }
        if (who.hasAny(SEES_PEOPLE)) {
            items.add(NavItem.open("People", "/people", "people"));
        }
        return items;
    }

    private boolean mayExport(Identity who) {
        return rulebook.get()
                .filter(r -> r.roleFor(who.person().roles(), "prompt_log_export").isPresent())
                .isPresent();
    }
}
