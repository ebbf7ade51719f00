package dev.countersign.intake.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/// GitHub's `workflow_run` and `workflow_job` events. Completed ones that did not succeed count;
/// the id is the run's or job's own with its attempt.
final class GitHub implements Adapter {
    private static final Set<String> WRONG = Set.of("failure", "timed_out", "startup_failure");

    @Override
    public List<ObjectNode> read(JsonNode document) throws Unreadable {
        var job = document.has("workflow_job");
        var run = document.path(job ? "workflow_job" : "workflow_run");
        if (!run.isObject()) {
            throw new Unreadable("this is neither a `workflow_run` nor a `workflow_job` event");
        }
        if (!document.path("action").asText().equals("completed")
                || !WRONG.contains(run.path("conclusion").asText())) {
            return List.of();
        }
        var workflow = run.path(job ? "workflow_name" : "name").asText("workflow");
        var name = job ? workflow + " / " + run.path("name").asText() : workflow;
        var repository = document.path("repository");
        var evidence = ((ObjectNode) document).objectNode();
        for (var field : List.of("id", "html_url", "conclusion", "head_branch", "head_sha")) {
            evidence.set(field, run.path(field));
        }
        evidence.put("repository", repository.path("full_name").asText(""));
        evidence.put("run_attempt", run.path("run_attempt").asInt(1));
        return List.of(
                Native.of(
                                (job ? "job/" : "run/")
                                        + run.path("id").asText()
                                        + "/"
                                        + run.path("run_attempt").asInt(1))
                        .put(
                                "title",
                                name
                                        + " ended with "
                                        + run.path("conclusion").asText().replace('_', ' '))
                        .severity(isDefault(repository, run) ? "error" : "warning")
                        .put("service", repository.path("name").asText(""))
                        .put("environment", run.path("head_branch").asText(""))
                        .put("rule", name)
                        .evidence(evidence)
                        .build());
    }

    private static boolean isDefault(JsonNode repository, JsonNode run) {
        return run.path("head_branch")
                .asText("")
                .equals(repository.path("default_branch").asText("main"));
    }
}
