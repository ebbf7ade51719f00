package dev.countersign.gateway;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.kernel.Problem;
import dev.countersign.people.Identity;
import dev.countersign.prompt.Prompt;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/// The governed call for a virtual thread: runs on a loop of its own and waits.
final class PageAsk implements Ask {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final GatewayParts parts;
    private final GovernedCall call;
    private final CallStore store;

    PageAsk(GatewayParts parts, GovernedCall call, CallStore store) {
        this.parts = parts;
        this.call = call;
        this.store = store;
    }

    @Override
    public CallRecord ask(Identity identity, String prompt, String text) {
        var arrival = arrival(parts, identity, prompt, text);
        Promise<Outcome> done = Promise.promise();
        call.context()
                .runOnContext(_ -> {
                    Future<Outcome> governed = call.govern(arrival, text.length(), new Caller());
                    governed.onComplete(done);
                });
        Outcome outcome;
        try {
            outcome = done.future().toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw Failures.problem(e).asException();
        }
        var id =
                switch (outcome) {
                    case Outcome.Released r -> r.callId();
                    case Outcome.Held h -> h.callId();
                    case Outcome.Blocked b -> b.callId();
                    case Outcome.Refused(var problem) -> throw problem.asException();
                    case Outcome.Failed(_, var problem) -> throw problem.asException();
                    case Outcome.Abandoned a -> a.callId();
                };
        return parts.storage()
                .read(tx -> store.find(tx, id))
                .orElseThrow(() ->
                        new Problem(
                                        500,
                                        "internal",
                                        "Something broke here",
                                        "the call's record is missing",
                                        "")
                                .asException());
    }

    /// A text for a prompt, as if it had come by the API.
    static Arrival arrival(GatewayParts parts, Identity identity, String prompt, String text) {
        var microtool =
                parts.library()
                        .live(prompt)
                        .filter(p -> p.kind() == Prompt.Kind.MICROTOOL)
                        .isPresent();
        var body = JSON.createObjectNode();
        if (microtool) {
            body.put("input", text);
        } else {
            body.putArray("messages").addObject().put("role", "user").put("content", text);
        }
        return new Arrival(
                microtool ? Route.MICROTOOL : Route.CHAT,
                identity,
                prompt,
                body,
                false,
                false,
                Optional.empty());
    }
}
