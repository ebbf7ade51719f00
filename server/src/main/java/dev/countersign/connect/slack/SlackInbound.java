package dev.countersign.connect.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.connect.ChatDesk;
import dev.countersign.connect.ChatPractice;
import dev.countersign.people.Identity;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What Slack asks of us, over HTTP or through a socket: the same handlers. Slack waits three
/// seconds for an answer; whatever may take longer is done after it.
public final class SlackInbound {
    private static final Logger LOG = LoggerFactory.getLogger(SlackInbound.class);
    private static final long ANSWER_WITHIN_MILLIS = 2_300;

    private static final Set<String> FORMS = Set.of(SlackModal.DECIDE, SlackModal.PRACTISE);

    private final SlackApi api;
    private final SlackPeople people;
    private final ChatDesk desk;
    private final ChatPractice practice;
    private final InstantSource clock;
    private final ExecutorService threads;
    private final Once once;

    public SlackInbound(
            SlackApi api,
            SlackPeople people,
            ChatDesk desk,
            ChatPractice practice,
            InstantSource clock,
            ExecutorService threads) {
        this.api = api;
        this.people = people;
        this.desk = desk;
        this.practice = practice;
        this.clock = clock;
        this.threads = threads;
        this.once = new Once(threads, clock);
    }

    /// A button or a form. The answer is empty where Slack only wants to know that it arrived.
    Optional<JsonNode> interactive(JsonNode payload) {
        var member = payload.path("user").path("id").asText();
        var trigger = payload.path("trigger_id").asText();
        return switch (payload.path("type").asText()) {
            case "block_actions" -> {
                var action = payload.path("actions").path(0);
                var name = action.path("action_id").asText();
                var value = action.path("value").asText();
                switch (name) {
                    case "review", "again" -> opening(payload, who -> form(who, value));
                    case SlackModal.NEXT -> opening(payload, this::mock);
                    default -> {}
                }
                yield Optional.empty();
            }
            case "view_submission" -> {
                var view = payload.path("view");
                if (!FORMS.contains(view.path("callback_id").asText())) {
                    yield Optional.empty();
                }
                yield inTime(
                        view,
                        once.of(
                                trigger.isEmpty() ? "" : "form " + trigger,
                                () -> Optional.of(submitted(payload, member))));
            }
            default -> Optional.empty();
        };
    }

    private void opening(JsonNode payload, Function<Identity, ObjectNode> form) {
        var trigger = payload.path("trigger_id").asText();
        once.of("action " + trigger, () -> open(payload, trigger, form));
    }

    /// Opens a form, or puts it into the window in which the button was pressed.
    private Optional<JsonNode> open(
            JsonNode payload, String trigger, Function<Identity, ObjectNode> form) {
        var view = forMember(payload, payload.path("user").path("id").asText(), form);
        var before = payload.path("view").path("id").asText();
        var answered =
                payload.path("view").path("type").asText().equals("modal") && !before.isEmpty()
                        ? api.ask(m ->
                                        m.viewsUpdate(r ->
                                                r.viewId(before).viewAsString(view.toString())))
                                .otherwise()
                        : api.ask(m ->
                                        m.viewsOpen(r ->
                                                r.triggerId(trigger).viewAsString(view.toString())))
                                .otherwise();
        answered.ifPresent(why -> LOG.warn("slack-form-not-shown why={}", why));
        return Optional.empty();
    }

    private JsonNode submitted(JsonNode payload, String member) {
        var known = knownIn(payload, member);
        if (known.identity().isEmpty()) {
            return SlackModal.instead(SlackModal.message("Who are you?", known.why(), "", ""));
        }
        var view = payload.path("view");
        var filled = SlackModal.filled(view);
        var who = known.identity().get();
        var mock = view.path("callback_id").asText().equals(SlackModal.PRACTISE);
        var at = mock ? practice.desk() : desk;
        return switch (at.decide(who, filled)) {
            case ChatDesk.Outcome.Recorded(var sentence) -> {
                threads.execute(() -> publish(member));
                var recorded = SlackModal.message("Recorded", sentence, "", "");
                yield SlackModal.instead(mock ? answered(who, filled, recorded) : recorded);
            }
            case ChatDesk.Outcome.Wrong(var fields) -> SlackModal.errors(view, fields);
            case ChatDesk.Outcome.Nothing(var title, var text, var caseId) ->
                    SlackModal.instead(SlackModal.message(title, text, caseId, at.link(caseId)));
        };
    }

    private ObjectNode answered(Identity who, ChatDesk.Filled filled, ObjectNode otherwise) {
        return practice.answered(who, filled.caseId())
                .map(a -> SlackModal.answered(a, practice.desk().link(filled.caseId())))
                .orElse(otherwise);
    }

    /// The learner's mock case, or why there is none now.
    private ObjectNode mock(Identity who) {
        return switch (practice.next(who)) {
            case ChatPractice.Next.Case(var id) -> form(who, id);
            case ChatPractice.Next.None(var title, var why) ->
                    SlackModal.message(title, why, "", "");
        };
    }

    private ObjectNode form(Identity who, String caseId) {
        return desk.shown(who, caseId)
                .map(SlackModal::view)
                .or(() -> practice.shown(who, caseId).map(SlackModal::practice))
                .orElseGet(() ->
                        SlackModal.message(
                                "No such case",
                                "There is no case " + caseId + " that you may see.",
                                "",
                                ""));
    }

    private ObjectNode forMember(
            JsonNode payload, String member, Function<Identity, ObjectNode> view) {
        var known = knownIn(payload, member);
        return known.identity()
                .map(view)
                .orElseGet(() -> SlackModal.message("Who are you?", known.why(), "", ""));
    }

    /// Somebody of another workspace is nobody here, whatever their address is there.
    private SlackPeople.Known knownIn(JsonNode payload, String member) {
        var from = payload.path("user").path("team_id").asText();
        var ours = people.team();
        if (!from.isEmpty() && ours.isPresent() && !ours.get().equals(from)) {
            return new SlackPeople.Known(
                    Optional.empty(),
                    "This is for members of another workspace. Ask somebody there to decide it.");
        }
        return people.known(member);
    }

    /// The decision is being taken however long that takes; the form says so meanwhile.
    private Optional<JsonNode> inTime(JsonNode view, CompletableFuture<Optional<JsonNode>> answer) {
        try {
            return answer.get(ANSWER_WITHIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            answer.thenAcceptAsync(
                    a -> a.ifPresent(node -> later(view.path("id").asText(), node)), threads);
            return Optional.of(
                    SlackModal.instead(
                            SlackModal.message(
                                    "One moment",
                                    "Your decision is being recorded. This window shows how it ended.",
                                    "",
                                    "")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (java.util.concurrent.ExecutionException e) {
            LOG.error("slack-form-failed", e.getCause());
            return Optional.of(
                    SlackModal.instead(
                            SlackModal.message(
                                    "Not recorded",
                                    "Nothing can be recorded right now, so nothing was decided. Try"
                                            + " again in a moment; the operator's log names the cause.",
                                    "",
                                    "")));
        }
    }

    private void later(String viewId, JsonNode answer) {
        var view =
                answer.path("view").isObject()
                        ? answer.path("view")
                        : SlackModal.message(
                                "Not decided",
                                String.join(
                                        "\n",
                                        answer.path("errors").properties().stream()
                                                .map(e -> e.getValue().asText())
                                                .toList()),
                                "",
                                "");
        api.ask(m -> m.viewsUpdate(r -> r.viewId(viewId).viewAsString(view.toString())));
    }

    /// An event of the Events API, acknowledged before anything is done about it.
    Optional<JsonNode> event(JsonNode body) {
        if (body.path("type").asText().equals("url_verification")) {
            return Optional.of(
                    SlackJson.object().put("challenge", body.path("challenge").asText()));
        }
        var event = body.path("event");
        if (event.path("type").asText().equals("app_home_opened")
                && event.path("tab").asText("home").equals("home")) {
            once.of(
                    "event " + body.path("event_id").asText(),
                    () -> {
                        publish(event.path("user").asText());
                        return Optional.empty();
                    });
        }
        return Optional.empty();
    }

    private void publish(String member) {
        var known = people.known(member);
        var view =
                known.identity()
                        .map(who ->
                                SlackHome.view(
                                        desk.queue(who, SlackHome.MOST),
                                        desk.waiting(who),
                                        desk.queueLink(),
                                        clock.instant()))
                        .orElseGet(() -> SlackHome.message(known.why()));
        api.ask(m -> m.viewsPublish(r -> r.userId(member).viewAsString(view.toString())))
                .otherwise()
                .ifPresent(why -> LOG.warn("slack-home-not-shown why={}", why));
    }

    /// `/countersign`: my queue; `/countersign case-…`: decide that one; `/countersign practice`: a
    /// mock exception.
    Optional<JsonNode> command(Map<String, String> form) {
        var member = form.getOrDefault("user_id", "");
        var text = form.getOrDefault("text", "").strip();
        var payload = SlackJson.object();
        payload.putObject("user")
                .put("id", member)
                .put("team_id", form.getOrDefault("team_id", ""));
        payload.put("trigger_id", form.getOrDefault("trigger_id", ""));
        if (text.matches("case-[0-9a-z]{26}")) {
            opening(payload, who -> form(who, text));
            return Optional.empty();
        }
        if (text.equals("practice")) {
            opening(payload, this::mock);
            return Optional.empty();
        }
        var known = knownIn(payload, member);
        var out = SlackJson.object().put("response_type", "ephemeral");
        if (known.identity().isEmpty()) {
            return Optional.of(out.put("text", SlackJson.escaped(known.why())));
        }
        var who = known.identity().get();
        out.put("text", desk.waiting(who) + " wait for you");
        out.set(
                "blocks",
                SlackHome.blocks(
                        desk.queue(who, SlackHome.MOST),
                        desk.waiting(who),
                        desk.queueLink(),
                        clock.instant()));
        return Optional.of(out);
    }
}
