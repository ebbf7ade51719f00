package dev.countersign;

import dev.countersign.api.CalendarResources;
import dev.countersign.api.CohortResources;
import dev.countersign.cohort.Cohorts;
import dev.countersign.cohort.Completions;
import dev.countersign.cohort.Messenger;
import dev.countersign.cohort.web.CalendarPages;
import dev.countersign.cohort.web.CohortPages;
import dev.countersign.cohort.web.CompletionPages;
import dev.countersign.cohort.web.SessionPages;
import dev.countersign.connect.Directs;
import dev.countersign.connect.Message;
import dev.countersign.course.Quiz;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import dev.countersign.people.Person;
import dev.countersign.playbook.Playbooks;
import dev.countersign.playbook.Settings;
import dev.countersign.report.Line;
import dev.countersign.storage.Tx;
import dev.countersign.training.Training;
import dev.countersign.ui.Frames;
import dev.countersign.ui.Web;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Cohorts, their calendar and what people are told about it, put together.
final class StaffRoom {
    private final Cohorts cohorts;

    StaffRoom(Cohorts.Parts parts) {
        cohorts = new Cohorts(parts);
    }

    /// Before the pages of courses, whose addresses begin with any name.
    void mount(Web web, People people, Training training, Frames frames, InstantSource clock) {
        new CohortResources(cohorts).mount(web);
        new CalendarResources(cohorts).mount(web);
        new CalendarPages(cohorts, frames, clock).mount(web);
        new CompletionPages(cohorts.completions(), frames).mount(web);
        new CohortPages(cohorts, training.courses(), people, frames).mount(web);
        new SessionPages(cohorts, people, frames, clock).mount(web);
    }

    /// When the first one in a role completed a course for it.
    Optional<Instant> firstCompleted(String role) {
        return cohorts.completions().firstCompleted(role);
    }

    /// What the playbook in force asks of training; before there is one, what it usually says.
    static Completions.Target target(Playbooks playbooks) {
        return playbooks
                .active()
                .map(p ->
                        new Completions.Target(
                                p.playbook().slo().trainingCompletion(),
                                p.organisation().settings().trainingWindowDays()))
                .orElseGet(() -> new Completions.Target(new BigDecimal("0.92"), 14));
    }

    /// Which attempt counts at quizzes that do not say it.
    static Quiz.Counts counts(Playbooks playbooks) {
        return switch (playbooks
                .active()
                .map(p -> p.organisation().settings())
                .orElse(Settings.DEFAULT)
                .quizAttempts()) {
            case BEST -> Quiz.Counts.BEST;
            case LAST -> Quiz.Counts.LAST;
        };
    }

    /// Which role each training track trains.
    static Map<String, String> trackRoles(Playbooks playbooks) {
        return playbooks
                .active()
                .map(p -> p.organisation().settings().trackRoles())
                .orElse(Map.of());
    }

    /// Whoever the playbook names; where it names nobody, the programme managers.
    static List<String> owners(Playbooks playbooks, People people) {
        return playbooks
                .active()
                .map(p -> p.organisation().owners().get("program_manager"))
                .map(List::of)
                .orElseGet(() ->
                        people.holding("programme_manager").stream().map(Person::id).toList());
    }

    /// Tells whoever answers for the programme.
    void tellOwners(
            Tx tx,
            Playbooks playbooks,
            People people,
            String key,
            String sentence,
            String href,
            Instant until) {
        for (var owner : owners(playbooks, people)) {
            cohorts.notices().tell(tx, key, owner, sentence, href, until);
        }
    }

    Cohorts cohorts() {
        return cohorts;
    }

    /// From now on people get the daily message in chat.
    void sendBy(Directs directs, Supplier<String> address) {
        cohorts.daily().sendBy(new ByChat(directs, address));
    }

    private record ByChat(Directs directs, Supplier<String> address) implements Messenger {
        private static final DateTimeFormatter DAY =
                DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.ENGLISH);

        @Override
        public void tell(Tx tx, Daily daily) {
            directs.tell(
                    tx,
                    daily.person(),
                    daily.day().toString(),
                    new Message.Daily(
                            "What is near on " + DAY.format(daily.day()),
                            lines(daily.due()),
                            lines(daily.told()),
                            address.get() + "/learn/calendar"));
        }

        private List<Message.Line> lines(List<Said> said) {
            return said.stream()
                    .map(s -> new Message.Line(s.sentence(), address.get() + s.href()))
                    .toList();
        }

        @Override
        public Optional<String> standing(String person) {
            return directs.standing(person);
        }
    }

    /// What somebody was told and has not seen, for their home page.
    List<Line> told(Identity who) {
        return cohorts.notices().of(who).stream()
                .map(n -> new Line(n.sentence(), n.href()))
                .toList();
    }
}
