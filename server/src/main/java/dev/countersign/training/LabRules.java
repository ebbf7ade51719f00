package dev.countersign.training;

import dev.countersign.course.Lab;
import dev.countersign.course.Pack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a lab asks for, and whether it is there. Pure.
public final class LabRules {
    private LabRules() {}

    /// When a rule must hold.
    public enum When {
        /// To hand in.
        WORK,
        /// By the key, as soon as it is handed in.
        KEY,
        /// By those who were named.
        GROUP,
        /// By a mentor's word.
        MENTOR
    }

    /// @param asks in words
    /// @param now what there is of it
    public record Rule(When when, String asks, boolean met, String now) {}

    /// What is known about somebody's work.
    ///
    /// @param best right answers of the best try; below 0 without one
    /// @param members of the group, with whoever hands in
    /// @param observed how often a mentor watched
    /// @param practised at the practice desk
    /// @param signed whether a mentor has signed the last hand-in
    public record Facts(
            Map<String, String> texts,
            int best,
            int files,
            int members,
            int confirmed,
            int observed,
            Practised.Seen practised,
            boolean signed) {}

    public static boolean allMet(List<Rule> rules) {
        return rules.stream().allMatch(Rule::met);
    }

    static boolean met(List<Rule> rules, When when) {
        return rules.stream().filter(r -> r.when() == when).allMatch(Rule::met);
    }

    static List<String> missing(List<Rule> rules, When when) {
        return rules.stream()
                .filter(r -> r.when() == when && !r.met())
                .map(r -> r.asks() + ": " + r.now())
                .toList();
    }

    /// Every rule of the lab; it is passed where all are met.
    public static List<Rule> of(Lab lab, Pack pack, Facts f) {
        var out = new ArrayList<Rule>();
        var pass = lab.pass();
        if (pass.allSteps()) {
            var done =
                    lab.steps().stream()
                            .filter(s -> f.texts().containsKey(LabParts.step(s.id())))
                            .count();
            out.add(
                    work(
                            "every step",
                            done == lab.steps().size(),
                            done + " of " + lab.steps().size() + " ticked"));
        }
        score(out, lab, pack, f);
        written(out, lab, pack, f);
        if (lab.kind() == Lab.Kind.UPLOAD) {
            out.add(
                    work(
                            "a file",
                            f.files() > 0,
                            f.files() == 0 ? "none yet" : f.files() + " there"));
        }
        mocksAsked(lab).ifPresent(n -> out.add(mocks(lab, n, f.practised())));
        pass.observed()
                .ifPresent(n ->
                        out.add(
                                work(
                                        "the first " + n + " observed by a mentor",
                                        f.observed() >= n,
                                        f.observed() + " observed")));
        group(out, lab, f);
        if (pass.mentor() || onlyMentorScores(lab)) {
            out.add(
                    new Rule(
                            When.MENTOR,
                            "signed by a mentor",
                            f.signed(),
                            f.signed() ? "signed" : "not signed yet"));
        }
        return List.copyOf(out);
    }

    private static void score(List<Rule> out, Lab lab, Pack pack, Facts f) {
        var score = lab.pass().score();
        if (score.isEmpty()) {
            return;
        }
        var asks = "at least %d of %d right".formatted(score.get().least(), score.get().of());
        if (lab.bank().isPresent()) {
            out.add(
                    work(
                            asks,
                            f.best() >= score.get().least(),
                            f.best() < 0 ? "no try yet" : "best try: " + f.best()));
        } else if (lab.scenarios().isPresent()) {
            var agree =
                    LabParts.scenarios(lab, pack).stream()
                            .filter(s -> LabParts.agrees(s, f.texts()))
                            .count();
            out.add(
                    new Rule(
                            When.KEY,
                            asks,
                            agree >= score.get().least(),
                            "told when it is handed in"));
        }
    }

    private static void written(List<Rule> out, Lab lab, Pack pack, Facts f) {
        var scenarios = LabParts.scenarios(lab, pack);
        if (!scenarios.isEmpty()) {
            var settled = scenarios.stream().filter(s -> LabParts.isSettled(s, f.texts())).count();
            out.add(
                    work(
                            "every one of " + scenarios.size() + " settled",
                            settled == scenarios.size(),
                            settled + " settled"));
        }
        for (var i = 1; i <= LabParts.entries(lab); i++) {
            var n = LabParts.words(f.texts().getOrDefault(LabParts.entry(i), ""));
            var limit = lab.pass().words().orElse(new Lab.Words(0, 0, 1));
            var least = Math.max(1, limit.least());
            var most = limit.most() > 0 ? limit.most() : Integer.MAX_VALUE;
            out.add(
                    work(
                            (LabParts.entries(lab) > 1 ? "text " + i + " of " : "a text of ")
                                    + range(least, limit.most()),
                            n >= least && n <= most,
                            n == 1 ? "1 word" : n + " words"));
        }
        if (LabParts.needsNote(lab)) {
            var there = !f.texts().getOrDefault(LabParts.NOTE, "").isBlank();
            out.add(work("a short note of what you did", there, there ? "there" : "none yet"));
        }
    }

    private static String range(int least, int most) {
        if (most == 0) {
            return least == 1 ? "your own words" : "at least " + least + " words";
        }
        return least == 1 ? "at most " + most + " words" : least + " to " + most + " words";
    }

    private static void group(List<Rule> out, Lab lab, Facts f) {
        if (!LabParts.isGroup(lab)) {
            return;
        }
        var least = lab.pass().group().orElse(2);
        var lines = 0;
        for (var i = 1; i <= LabParts.lines(lab); i++) {
            lines += f.texts().getOrDefault(LabParts.settled(i), "").isBlank() ? 0 : 1;
        }
        out.add(work("a group of at least " + least, f.members() >= least, f.members() + " named"));
        out.add(work("at least " + least + " settled", lines >= least, lines + " written"));
        out.add(
                new Rule(
                        When.GROUP,
                        "confirmed by at least " + least + " of the group",
                        f.confirmed() >= least,
                        f.confirmed() + " confirmed"));
    }

    /// How many mock exceptions must be decided, where the lab runs on them.
    static java.util.Optional<Integer> mocksAsked(Lab lab) {
        return lab.runsOn().getOrDefault("mocks", List.of()).stream()
                .filter(n -> n.matches("[0-9]{1,3}"))
                .map(Integer::parseInt)
                .findFirst();
    }

    /// Where practice is not connected to a chat, what was decided on its pages counts as well.
    private static Rule mocks(Lab lab, int asked, Practised.Seen seen) {
        var inChat = lab.runsOn().getOrDefault("in", List.of()).contains("chat");
        return inChat && seen.inChat().isPresent()
                ? work(
                        asked + " mock exceptions opened in chat and decided",
                        seen.inChat().getAsInt() >= asked,
                        seen.inChat().getAsInt() + " decided")
                : work(
                        asked + " mock exceptions decided at the practice desk",
                        seen.decided() >= asked,
                        seen.decided() + " decided");
    }

    /// A score of nothing that we can count: the mentor counts.
    private static boolean onlyMentorScores(Lab lab) {
        return lab.pass().score().isPresent()
                && lab.bank().isEmpty()
                && lab.scenarios().isEmpty()
                && mocksAsked(lab).isEmpty();
    }

    private static Rule work(String asks, boolean met, String now) {
        return new Rule(When.WORK, asks, met, now);
    }
}
