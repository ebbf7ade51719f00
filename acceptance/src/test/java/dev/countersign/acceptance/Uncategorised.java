package dev.countersign.acceptance;

import java.util.concurrent.TimeUnit;

/// Exceptions of which nobody told the category.
final class Uncategorised {
    private Uncategorised() {}

    /// @return the case
    static String raise(World world, String id, String more) {
        var body =
                "{\"id\":\"%s\",\"severity\":\"P1\",\"service\":\"payments\",%s}"
                        .formatted(id, more);
        return world.post("pam", "/v1/exceptions", body).body().at("/results/0/case").asText();
    }

    /// Raises one until the machine has learnt enough to say something of it.
    ///
    /// @return the case of which it did
    static String raiseUntilJudged(World world, String id, String more) {
        var giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        for (var i = 0; System.nanoTime() < giveUp; i++) {
            var found = raise(world, id + "-" + i, more);
            if (world.get("max", "/v1/cases/" + found).body().at("/because/1").isObject()) {
                return found;
            }
        }
        throw new AssertionError("nothing was said of the category of " + id + " in a minute");
    }
}
