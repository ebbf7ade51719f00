package dev.countersign.playbook;

import dev.countersign.kernel.Finding;
import dev.countersign.playbook.Marks.Place;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Comments that say what a field should (C7): surfaced as proposed settings, never taken silently.
final class Comments {
    private static final Pattern WINDOW = Pattern.compile("(?i)\\bwithin (\\d{1,4}) days?\\b");
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d+)?) ?%");
    private static final Pattern OF =
            Pattern.compile("(?i)% of (?:all |the )?([a-z]+ [a-z]+|[a-z]+)\\b");

    private final Playbook playbook;
    private final Marks marks;
    private final Remarks remarks;

    private Comments(String file, Playbook playbook, Marks marks) {
        this.playbook = playbook;
        this.marks = marks;
        this.remarks = new Remarks(file);
    }

    static List<Finding> read(String file, String text, Playbook playbook, Marks marks) {
        var comments = new Comments(file, playbook, marks);
        var trainingWindow = false;
        var adoptionWindow = false;
        var denominator = false;
        var lines = text.lines().toList();
        for (var i = 0; i < lines.size(); i++) {
            var at = FlatLine.comment(lines.get(i));
            var key = marks.keyOn(i + 1).orElse("");
            if (at < 0 || key.isEmpty()) {
                continue;
            }
            var comment = lines.get(i).substring(at);
            var place = new Place(i + 1, at + 1);
            switch (key) {
                case "slo.training_completion" -> {
                    trainingWindow = comments.window(place, comment, "training_window_days");
                    comments.share(place, comment, key, playbook.slo().trainingCompletion());
                }
                case "slo.adoption_rate" -> {
                    adoptionWindow = comments.window(place, comment, "adoption_window_days");
                    denominator = comments.denominator(place, comment);
                    comments.share(place, comment, key, playbook.slo().adoptionRate());
                }
                default -> comments.window(place, comment, "");
            }
        }
        comments.defaults(trainingWindow, adoptionWindow, denominator);
        return comments.remarks.all();
    }

    private boolean window(Place place, String comment, String setting) {
        var days = WINDOW.matcher(comment);
        if (!days.find()) {
            return false;
        }
        remarks.decide(
                place,
                "c7-comment-window",
                "only the comment `" + comment + "` says the window of " + days.group(1) + " days",
                setting.isEmpty()
                        ? "no setting takes it; write it where people read it"
                        : "proposed: `settings." + setting + ": " + days.group(1) + "`");
        return true;
    }

    private boolean denominator(Place place, String comment) {
        var of = OF.matcher(comment);
        if (!of.find()) {
            return false;
        }
        var what = of.group(1).toLowerCase(Locale.ROOT).replace(' ', '_');
        remarks.decide(
                place,
                "c7-comment-denominator",
                "only the comment `" + comment + "` says what the rate is a share of",
                "proposed: `settings.adoption_denominator: " + what + "`");
        return true;
    }

    private void share(Place place, String comment, String key, BigDecimal value) {
        var share = SHARE.matcher(comment);
        if (!share.find()) {
            return;
        }
        var said = new BigDecimal(share.group(1)).movePointLeft(2);
        if (said.compareTo(value) != 0) {
            remarks.decide(
                    place,
                    "c7-comment-differs",
                    "`"
                            + key
                            + "` is "
                            + value.toPlainString()
                            + ", its comment says "
                            + share.group(),
                    "by default the value holds; mend the one that is wrong");
        }
    }

    private void defaults(boolean trainingWindow, boolean adoptionWindow, boolean denominator) {
        if (!trainingWindow) {
            missing(
                    "slo.training_completion",
                    "c7-training-window",
                    "within how many days training is to be completed",
                    "training_window_days",
                    String.valueOf(Settings.DEFAULT.trainingWindowDays()));
        }
        if (!adoptionWindow) {
            missing(
                    "slo.adoption_rate",
                    "c7-adoption-window",
                    "within how many days adoption is measured",
                    "adoption_window_days",
                    String.valueOf(Settings.DEFAULT.adoptionWindowDays()));
        }
        if (!denominator) {
            missing(
                    "slo.adoption_rate",
                    "c7-adoption-denominator",
                    "what adoption is a share of",
                    "adoption_denominator",
                    Settings.DEFAULT.adoptionDenominator());
        }
    }

    private void missing(String path, String code, String what, String setting, String standard) {
        remarks.warn(
                marks.at(path),
                code,
                "nothing in the file says " + what,
                "by default `settings."
                        + setting
                        + ": "
                        + standard
                        + "`, which is ours and not the file's");
    }
}
