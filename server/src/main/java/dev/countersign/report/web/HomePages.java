package dev.countersign.report.web;

import dev.countersign.desk.CaseQuery;
import dev.countersign.desk.Desk;
import dev.countersign.desk.ExceptionCase;
import dev.countersign.gateway.Gateway;
import dev.countersign.people.Identity;
import dev.countersign.report.Days;
import dev.countersign.report.HomeFigures;
import dev.countersign.report.HomeView;
import dev.countersign.report.Window;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Offer;
import dev.countersign.ui.Web;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The page that everybody starts from: what waits, what is open or locked, how the day goes.
public final class HomePages {
    private static final int CHART_DAYS = 14;
    private static final int WAITING_SHOWN = 8;

    private final HomeFigures figures;
    private final Gateway gateway;
    private final Desk desk;
    private final Frames frames;
    private final Function<Identity, List<Offer>> offers;
    private final InstantSource clock;

    public HomePages(
            HomeFigures figures,
            Gateway gateway,
            Desk desk,
            Frames frames,
            Function<Identity, List<Offer>> offers,
            InstantSource clock) {
        this.figures = figures;
        this.gateway = gateway;
        this.desk = desk;
        this.frames = frames;
        this.offers = offers;
        this.clock = clock;
    }

    public void mount(Web web) {
        web.get("/home", this::home);
    }

    private void home(Exchange e) {
        var who = e.identity();
        var zone = who.person().zone();
        var now = clock.instant();
        var today = now.atZone(zone).toLocalDate();
        var day =
                new Window(
                        today.atStartOfDay(zone).toInstant(),
                        today.plusDays(1).atStartOfDay(zone).toInstant());
        var waits = desk.waitingFor(who);
        var waiting = waits == 0 ? List.<ExceptionCase>of() : waiting(who);
        var own = waiting.isEmpty() ? own(who) : List.<ExceptionCase>of();
        var may = offers.apply(who);
        var open = may.stream().anyMatch(o -> o.missing().isEmpty());
        e.render(
                "page/home.jte",
                Map.of(
                        "frame",
                        frames.frame(e, "home", "Home"),
                        "view",
                        new HomeView(
                                "Good "
                                        + partOfDay(now, who)
                                        + ", "
                                        + who.person().name().split(" ", 2)[0],
                                lead(waits, who),
                                waiting.isEmpty()
                                        ? open ? "/ask" : ""
                                        : "/cases/" + waiting.getFirst().id(),
                                waiting.isEmpty() ? "Ask something" : "Open the most urgent",
                                figures.of(who, day, now),
                                waiting.isEmpty() && !own.isEmpty()
                                        ? "Your own held and blocked answers"
                                        : "Waits for you",
                                waiting.isEmpty() ? own : waiting,
                                empty(who),
                                figures.tasks(who, now),
                                may,
                                gateway.mayList(who)
                                        ? Optional.of(
                                                Days.last(CHART_DAYS, now, zone, gateway::outcomes))
                                        : Optional.empty())));
    }

    private static String lead(int waiting, Identity who) {
        if (who.person().roles().isEmpty()) {
            return "You have no role yet, so there is nothing you may do here.";
        }
        return switch (waiting) {
            case 0 -> "Nothing waits for your decision.";
            case 1 -> "One case waits for your decision.";
            default -> waiting + " cases wait for your decision, the most urgent first.";
        };
    }

    private static String empty(Identity who) {
        return who.person().roles().isEmpty()
                ? "An administrator gives roles; your queues and tools appear here then."
                : "When an answer stops for one of your roles, it appears here and in the rail, at"
                        + " once.";
    }

    private static String partOfDay(Instant now, Identity who) {
        var hour = now.atZone(who.person().zone()).getHour();
        return hour < 12 ? "morning" : hour < 18 ? "afternoon" : "evening";
    }

    private List<ExceptionCase> waiting(Identity who) {
        return desk.query(
                CaseQuery.where()
                        .state(ExceptionCase.State.OPEN)
                        .queues(desk.reader(who).roles())
                        .notRaisedBy(who.id())
                        .sort(CaseQuery.Sort.DUE)
                        .limit(WAITING_SHOWN));
    }

    private List<ExceptionCase> own(Identity who) {
        return desk.query(CaseQuery.where().raisedBy(who.id()).limit(WAITING_SHOWN));
    }
}
