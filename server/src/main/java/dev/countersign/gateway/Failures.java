package dev.countersign.gateway;

import dev.countersign.egress.UpstreamFailure;
import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.storage.StorageException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which failure becomes which problem.
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static Problem problem(Throwable cause) {
        return switch (cause) {
            case CompletionException e when e.getCause() != null -> problem(e.getCause());
            case ExecutionException e when e.getCause() != null -> problem(e.getCause());
            case ProblemException e -> e.problem();
            case UpstreamFailure e -> upstream(e);
            case StorageException e -> storage(e);
            default -> {
                LOG.error("call-failed", cause);
                yield new Problem(
                        500,
                        "internal",
                        "Something broke here",
                        "the call could not be finished",
                        "the operator's log names the cause");
            }
        };
    }

    private static Problem upstream(UpstreamFailure e) {
        var status =
                switch (e.code()) {
                    case "late" -> 504;
                    case "unreachable" -> 503;
                    case "status-429" -> 429;
                    case "status-503", "status-529" -> 503;
                    case "status-408", "status-504" -> 504;
                    // What the caller sent does not suit the model: nobody else can mend that.
                    case "status-400" -> 400;
                    case "status-413" -> 413;
                    case "status-422" -> 422;
                    // A 401, 403 or 404 is about our key and our model, not about the caller's.
                    default -> 502;
                };
        return new Problem(
                status,
                "upstream-" + e.code(),
                "The upstream gave no usable answer",
                String.valueOf(e.getMessage()),
                remedy(e.code(), status));
    }

    private static String remedy(String code, int status) {
        return switch (code) {
            case "status-401", "status-403" ->
                    "the administrator checks the key of this upstream; the call is in the log with"
                            + " this ending";
            case "status-404" ->
                    "the prompt's owner checks its model and the upstream's address; the call is in"
                            + " the log with this ending";
            default ->
                    status == 400 || status == 413 || status == 422
                            ? "change the request as the upstream asks; the call is in the log with"
                                    + " this ending"
                            : "try again later; the call is in the log with this ending";
        };
    }

    private static Problem storage(StorageException e) {
        return switch (e.kind()) {
            case FULL ->
                    new Problem(
                            503,
                            "disk-full",
                            "Nothing can be recorded",
                            "the disk is full, and what cannot be recorded is not sent",
                            "free some space on the server");
            case BUSY ->
                    new Problem(
                            503,
                            "busy",
                            "Too much at once",
                            "the record is being written as fast as the disk allows",
                            "send the request again in a moment");
            case BROKEN ->
                    new Problem(
                            503,
                            "record-broken",
                            "Nothing can be recorded",
                            "the disk failed while recording, so nothing was released",
                            "the operator's log names the device's error");
            case CLOSED ->
                    new Problem(
                            503,
                            "closing",
                            "The server is stopping",
                            "the server is stopping",
                            "send the request again in a moment");
        };
    }
}
