package dev.countersign.connect.slack;

import dev.countersign.connect.DirectRoom;
import dev.countersign.connect.Message.Addressee;
import dev.countersign.escalation.Contact;
import dev.countersign.escalation.Routing;
import dev.countersign.people.Identity;
import dev.countersign.people.People;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Who somebody in Slack is here, and the other way round.
///
/// A member of our own workspace is the person with the same, confirmed e-mail address, or the one
/// whose contact in the organisation file holds their member id (`U…`). A handle alone names
/// nobody: anybody may call themselves by it. What is remembered here grants nothing; the desk asks
/// again.
public final class SlackPeople {
    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final int MOST_REMEMBERED = 5_000;

    private final SlackApi api;
    private final People people;
    private final Supplier<Routing> routing;
    private final InstantSource clock;
    private final Remembered<Optional<String>> personOf = new Remembered<>();
    private final Remembered<Optional<String>> memberOf = new Remembered<>();
    private volatile Optional<String> team = Optional.empty();

    public SlackPeople(
            SlackApi api, People people, Supplier<Routing> routing, InstantSource clock) {
        this.api = api;
        this.people = people;
        this.routing = routing;
        this.clock = clock;
    }

    /// @param why nobody, in a sentence with what to do; empty where there is somebody
    record Known(Optional<Identity> identity, String why) {}

    /// Our workspace; empty while Slack does not tell.
    Optional<String> team() {
        if (team.isEmpty()) {
            team = api.ask(m -> m.authTest(r -> r)).answer().map(a -> a.getTeamId());
        }
        return team;
    }

    Known known(String member) {
        Optional<String> person;
        try {
            person = personOf.get(member, this::lookUp);
        } catch (Unreachable e) {
            return new Known(
                    Optional.empty(),
                    "Slack did not say who you are just now. Try again in a moment.");
        }
        var identity = person.flatMap(people::identity);
        return new Known(
                identity,
                identity.isPresent()
                        ? ""
                        : "Countersign does not know you by your Slack account ("
                                + member
                                + "). An"
                                + " administrator links it: give your person here the e-mail address"
                                + " that you use in Slack, or put this member id into your contact's"
                                + " `chat` in the organisation file.");
    }

    private static final class Unreachable extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Optional<String> lookUp(String member) {
        var linked =
                routing.get().contacts().values().stream()
                        .filter(c -> member.equals(memberId(c.chat())))
                        .findFirst()
                        .flatMap(Contact::person);
        if (linked.isPresent()) {
            return linked;
        }
        var ours = team().orElseThrow(Unreachable::new);
        var answered = api.ask(m -> m.usersInfo(r -> r.user(member)));
        if (answered.answer().isEmpty()) {
            if (answered.otherwise().orElseThrow() instanceof dev.countersign.connect.Sent.Not not
                    && not.why().equals("user_not_found")) {
                return Optional.empty();
            }
            throw new Unreachable();
        }
        var user = answered.answer().get().getUser();
        var ownMember =
                ours.equals(user.getTeamId())
                        && !user.isStranger()
                        && !user.isDeleted()
                        && !user.isBot()
                        && !user.isRestricted()
                        && !user.isUltraRestricted()
                        && user.isEmailConfirmed();
        var email = user.getProfile() == null ? null : user.getProfile().getEmail();
        return ownMember && email != null
                ? people.byEmail(email).map(p -> p.id())
                : Optional.empty();
    }

    /// Slack's way to mention somebody; their name where Slack does not know them.
    String mention(Addressee who) {
        var direct = memberId(who.handle());
        if (!direct.isEmpty()) {
            return direct.startsWith("S") ? "<!subteam^" + direct + ">" : "<@" + direct + ">";
        }
        try {
            return memberOf.get(who.email(), this::byEmail)
                    .map(id -> "<@" + id + ">")
                    .orElseGet(() ->
                            SlackJson.escaped(who.handle().isBlank() ? who.name() : who.handle()));
        } catch (Unreachable e) {
            return SlackJson.escaped(who.name());
        }
    }

    /// Who somebody of ours is in the workspace: the member that the organisation's contacts name,
    /// else the one with the same address, held to what lets a member decide.
    DirectRoom.Member memberFor(String personId, String email) {
        var linked =
                routing.get().contacts().values().stream()
                        .filter(c -> c.person().equals(Optional.of(personId)))
                        .map(c -> memberId(c.chat()))
                        .filter(id -> !id.isEmpty() && !id.startsWith("S"))
                        .findFirst();
        if (linked.isPresent()) {
            return new DirectRoom.Member(linked, Optional.empty());
        }
        try {
            var found = memberOf.get(email, this::byEmail);
            return new DirectRoom.Member(
                    found.filter(id ->
                            personOf.get(id, this::lookUp).filter(personId::equals).isPresent()),
                    Optional.empty());
        } catch (Unreachable e) {
            return new DirectRoom.Member(Optional.empty(), Optional.of("it is away"));
        }
    }

    private Optional<String> byEmail(String email) {
        if (email.isBlank()) {
            return Optional.empty();
        }
        var answered = api.ask(m -> m.usersLookupByEmail(r -> r.email(email)));
        if (answered.answer().isEmpty()
                && !(answered.otherwise().orElseThrow()
                                instanceof dev.countersign.connect.Sent.Not not
                        && not.why().equals("users_not_found"))) {
            throw new Unreachable();
        }
        return answered.answer().map(a -> a.getUser().getId());
    }

    /// `U…`, `W…` or (a group) `S…`, bare or as Slack writes mentions; else empty.
    private static String memberId(String handle) {
        var bare = handle.strip().replaceAll("^<[@!](?:subteam\\^)?|>$", "");
        return bare.matches("[UWS][A-Z0-9]{6,}") ? bare : "";
    }

    /// For a while, and not too many.
    private final class Remembered<T> {
        private record Kept<V>(V value, Instant until) {}

        private final Map<String, Kept<T>> kept = new LinkedHashMap<>();

        T get(String key, Function<String, T> lookUp) {
            var now = clock.instant();
            synchronized (kept) {
                var known = kept.get(key);
                if (known != null && now.isBefore(known.until())) {
                    return known.value();
                }
            }
            var fresh = lookUp.apply(key);
            synchronized (kept) {
                if (kept.size() >= MOST_REMEMBERED) {
                    kept.remove(kept.keySet().iterator().next());
                }
                kept.put(key, new Kept<>(fresh, now.plus(REMEMBERED)));
            }
            return fresh;
        }
    }
}
