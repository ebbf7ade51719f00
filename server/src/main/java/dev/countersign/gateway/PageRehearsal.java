package dev.countersign.gateway;

import dev.countersign.people.Identity;
import io.vertx.core.Promise;
import java.util.concurrent.CompletionException;

/// Rehearsals for a virtual thread: they run on a loop of their own, and the thread waits.
final class PageRehearsal implements Rehearsal {
    private final GatewayParts parts;
    private final GovernedCall call;

    PageRehearsal(GatewayParts parts, GovernedCall call) {
        this.parts = parts;
        this.call = call;
    }

    @Override
    public Unshown ask(Identity worker, String prompt, String text) {
        var arrival = PageAsk.arrival(parts, worker, prompt, text);
        Promise<Unshown> done = Promise.promise();
        call.context().runOnContext(_ -> call.rehearse(arrival, text.length()).onComplete(done));
        try {
            return done.future().toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw Failures.problem(e).asException();
        }
    }
}
