package dev.countersign.lrs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.training.LearningAct;
import dev.countersign.training.Watch.Verb;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.stream.Collectors;

/// What is said of watching, in the words of the xAPI video profile: times in seconds, and the
/// parts that were seen. Pure.
final class VideoWords {
    static final String TYPE = "https://w3id.org/xapi/video/activity-type/video";
    private static final String PROFILE = "https://w3id.org/xapi/video";
    private static final String SAID = PROFILE + "/verbs/";
    private static final String MORE = PROFILE + "/extensions/";
    private static final String COMPLETED = "http://adlnet.gov/expapi/verbs/completed";

    static final Map<String, String> VERBS =
            Map.of(
                    SAID + "played", "played",
                    SAID + "paused", "paused",
                    SAID + "seeked", "seeked");

    private VideoWords() {}

    static String verb(Verb verb) {
        return switch (verb) {
            case PLAYED -> SAID + "played";
            case PAUSED -> SAID + "paused";
            case SEEKED -> SAID + "seeked";
            case COMPLETED -> COMPLETED;
        };
    }

    /// Adds to a statement about a video what the profile asks for.
    static void say(ObjectNode out, LearningAct.Watched act) {
        var context = out.withObject("/context");
        context.withObject("/contextActivities")
                .putArray("category")
                .addObject()
                .put("objectType", "Activity")
                .put("id", PROFILE);
        context.withObject("/extensions").put(MORE + "length", seconds(act.length()));
        var result = out.withObject("/result");
        var more = result.putObject("extensions");
        if (act.verb() == Verb.SEEKED) {
            more.put(MORE + "time-from", seconds(act.from()));
            more.put(MORE + "time-to", seconds(act.at()));
        } else {
            more.put(MORE + "time", seconds(act.at()));
        }
        if (act.verb() == Verb.PAUSED || act.verb() == Verb.COMPLETED) {
            more.put(MORE + "progress", share(act));
            more.put(MORE + "played-segments", segments(act));
        }
        if (act.verb() == Verb.COMPLETED) {
            result.put("completion", true);
        }
    }

    private static BigDecimal seconds(long millis) {
        return plain(BigDecimal.valueOf(millis, 3));
    }

    private static BigDecimal share(LearningAct.Watched act) {
        return act.length() == 0
                ? BigDecimal.ZERO
                : plain(
                        BigDecimal.valueOf(Math.min(act.seen().total(), act.length()))
                                .divide(BigDecimal.valueOf(act.length()), 3, RoundingMode.DOWN));
    }

    private static BigDecimal plain(BigDecimal number) {
        var shortest = number.stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }

    /// `0[.]12.5[,]30[.]45`, as the profile writes them.
    private static String segments(LearningAct.Watched act) {
        return act.seen().list().stream()
                .map(s ->
                        seconds(s.from()).toPlainString() + "[.]" + seconds(s.to()).toPlainString())
                .collect(Collectors.joining("[,]"));
    }
}
