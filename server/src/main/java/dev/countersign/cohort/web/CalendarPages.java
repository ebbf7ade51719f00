package dev.countersign.cohort.web;

import dev.countersign.cohort.Cohorts;
import dev.countersign.cohort.DailyMessages;
import dev.countersign.cohort.Notices.Notice;
import dev.countersign.cohort.QuietHours;
import dev.countersign.cohort.Typed;
import dev.countersign.cohort.web.Month.Day;
import dev.countersign.cohort.web.Month.View;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.ui.Exchange;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import dev.countersign.ui.Words;
import dev.countersign.ui.Zones;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One's own calendar, the address at which other programs read it, and quiet hours.
public final class CalendarPages {
    private static final String PAGE = "/learn/calendar";
    private static final String TYPE = "text/calendar; charset=utf-8";

    private final Cohorts cohorts;
    private final Frames frames;
    private final InstantSource clock;

    public CalendarPages(Cohorts cohorts, Frames frames, InstantSource clock) {
        this.cohorts = cohorts;
        this.frames = frames;
        this.clock = clock;
    }

    public void mount(Web web) {
        web.get(PAGE, e -> page(e, "", "", 200));
        web.post(PAGE + "/address", this::address);
        web.post(PAGE + "/quiet", this::quiet);
        web.post(PAGE + "/seen", this::seen);
        web.post(
                PAGE + "/chat",
                e -> {
                    cohorts.daily().turn(e.identity(), e.param("do").equals("on"));
                    e.redirect(PAGE + "#chat");
                });
        web.get("/learn/sessions/:id/ics", this::session);
        // The address is the secret: calendars cannot sign in.
        web.open(HttpMethod.GET, "/calendar/:token", this::feed);
    }

    /// @param address a new one, shown once; empty otherwise
    /// @param since when the address that works was made; empty where none does
    /// @param daily messages in chat; empty where none is connected
    public record CalendarView(
            Month month,
            List<Day> days,
            ZoneId zone,
            List<Cohorts.Mine> mine,
            List<Notice> notices,
            QuietHours quiet,
            List<String> zones,
            String address,
            Optional<java.time.Instant> since,
            Optional<DailyMessages.Mine> daily,
            String error) {
        /// Weeks of a month.
        public List<List<Day>> weeks() {
            var out = new ArrayList<List<Day>>();
            for (var at = 0; at < days.size(); at += 7) {
                out.add(days.subList(at, Math.min(at + 7, days.size())));
            }
            return out;
        }
    }

    private void page(Exchange e, String address, String error, int status) {
        var who = e.identity();
        var zone = who.person().zone();
        var today = clock.instant().atZone(zone).toLocalDate();
        var on = e.param("on").isEmpty() ? today : Typed.date(e.param("on"));
        var month = Month.of(View.of(e.param("view")), on);
        var items =
                cohorts.agenda()
                        .between(
                                who,
                                month.from().atStartOfDay(zone).toInstant(),
                                month.to().atStartOfDay(zone).toInstant());
        e.html(
                status,
                e.rendered(
                        "page/calendar.jte",
                        Map.of(
                                "frame",
                                frames.frame(e, "learn", "Calendar"),
                                "v",
                                new CalendarView(
                                        month,
                                        month.days(items, zone, today),
                                        zone,
                                        cohorts.mine(who),
                                        cohorts.notices().of(who),
                                        cohorts.notices().quiet(who),
                                        Zones.all(),
                                        address,
                                        cohorts.feeds().since(who),
                                        cohorts.daily().of(who),
                                        error))));
    }

    private void address(Exchange e) {
        if (e.param("do").equals("end")) {
            cohorts.feeds().end(e.identity());
            e.redirect(PAGE + "#address");
        } else {
            page(e, cohorts.feeds().rotate(e.identity()), "", 200);
        }
    }

    private void quiet(Exchange e) {
        try {
            cohorts.notices()
                    .beQuiet(
                            e.identity(),
                            Typed.quiet(
                                    e.param("zone"),
                                    e.param("from"),
                                    e.param("to"),
                                    e.params("off")));
            e.redirect(PAGE + "#quiet");
        } catch (ProblemException refused) {
            var p = refused.problem();
            page(e, "", Words.sentences(p.detail(), p.remedy()), p.status());
        }
    }

    private void seen(Exchange e) {
        cohorts.notices().seen(e.identity(), e.param("id"));
        e.redirect(PAGE);
    }

    private void session(Exchange e) {
        var id = e.pathParam("id");
        var text =
                cohorts.feeds()
                        .session(e.identity(), id)
                        .orElseThrow(() ->
                                new Problem(
                                                404,
                                                "unknown-session",
                                                "There is no such session",
                                                "`" + id + "` is not in your calendar",
                                                "take one from " + PAGE)
                                        .asException());
        e.download("session.ics", TYPE, text.getBytes(StandardCharsets.UTF_8));
    }

    /// The same answer for an address that was never made and one that was ended.
    private void feed(Exchange e) {
        var token = e.pathParam("token").replaceFirst("\\.ics$", "");
        var text =
                cohorts.feeds()
                        .read(token)
                        .orElseThrow(() ->
                                new Problem(
                                                404,
                                                "unknown-calendar",
                                                "There is no such calendar",
                                                "this address was never made, or its person ended it",
                                                "sign in and make a new one at " + PAGE)
                                        .asException());
        e.file(TYPE, text.getBytes(StandardCharsets.UTF_8));
    }
}
