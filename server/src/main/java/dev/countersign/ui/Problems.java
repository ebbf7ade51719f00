package dev.countersign.ui;

import dev.countersign.kernel.Problem;
import dev.countersign.kernel.ProblemException;
import dev.countersign.storage.StorageException;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a sender is told when their request goes wrong at the door.
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Web.class);

    private Problems() {}

    /// What may be said of this; the rest is for the operator's log.
    static Problem of(Throwable cause, RoutingContext context) {
        return switch (cause) {
            case ProblemException e -> e.problem();
            case CompletionException e when e.getCause() != null -> of(e.getCause(), context);
            case StorageException e ->
                    new Problem(
                            503,
                            "record-unavailable",
                            "Nothing can be recorded right now",
                            String.valueOf(e.getMessage()),
                            "your text is still in the form: try again in a moment");
            default -> {
                LOG.error("page-failed path={}", context.normalizedPath(), cause);
                yield broken();
            }
        };
    }

    static Problem notFound(RoutingContext context) {
        return new Problem(
                404,
                "not-found",
                "Nothing here",
                "there is no page `" + context.normalizedPath() + "`",
                "go to your home page, or search with Ctrl K");
    }

    static Problem brokenOff() {
        return new Problem(
                400,
                "broken-off",
                "The request broke off",
                "its connection ended before all of it was here; nothing was done",
                "send it again");
    }

    static Problem tooLarge() {
        return new Problem(
                413,
                "too-large",
                "Too large",
                "the upload has more than "
                        + Bodies.MOST
                        + " bytes, or "
                        + Bodies.MOST_OF_STRANGERS
                        + " from somebody who is not signed in",
                "send it in parts; sign in first");
    }

    static Problem tooLarge(long most) {
        return new Problem(
                413,
                "too-large",
                "Too large",
                "a file here has at most " + most / (1024 * 1024) + " MiB; nothing was kept",
                "make it smaller, or send it in parts");
    }

    /// A form that its decoder would not take.
    static Problem unreadable(Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            // The decoder's exceptions are named `TooLong…` and `TooMany…`, or are plain ones.
            if (at.getClass().getSimpleName().startsWith("Too")
                    || String.valueOf(at.getMessage()).contains("Size exceed allowed maximum")) {
                return new Problem(
                        413,
                        "too-large",
                        "Too large",
                        "a field of the form is too long, or it has too many; nothing was kept",
                        "send files as files, and texts of at most 2 MiB");
            }
        }
        return new Problem(
                400,
                "unreadable-form",
                "Not a form",
                "the body breaks off being `multipart/form-data`; nothing was kept",
                "send it again; a program should let its library write the form");
    }

    /// A door for files that got something else.
    static Problem noForm() {
        return new Problem(
                415,
                "no-form",
                "Not a form",
                "a file comes here in a form, as `multipart/form-data` with a boundary",
                "send `content-type: multipart/form-data; boundary=…` with one part `file`");
    }

    static Problem broken() {
        return new Problem(
                500,
                "internal",
                "Something broke here",
                "the page could not be made",
                "the operator's log names the cause");
    }
}
