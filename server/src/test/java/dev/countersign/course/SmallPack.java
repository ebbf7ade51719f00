package dev.countersign.course;

import java.util.SortedMap;
import java.util.TreeMap;

/// The least pack that adds up, to be broken in one place at a time.
public final class SmallPack {
    private SmallPack() {}

    public static SortedMap<String, String> files() {
        var out = new TreeMap<String, String>();
        out.put(
                "pack.yaml",
                """
                pack: small
                version: '1'
                title: Small
                summary: A pack for tests.
                roles: [frontline_ops]
                minutes: 60
                mix: {lab: 60, reading: 40}
                modules: [one]
                assessment: end
                """);
        out.put(
                "modules/one/module.yaml",
                """
                module: M1
                title: One
                minutes: 60
                you_will: You can tell one from two.
                outcomes:
                  - {id: M1.1, text: Tell one from two}
                sections:
                  - {id: read, title: Read, minutes: 20, format: reading, text: read.md, video: clip}
                  - {id: do, title: Do, minutes: 40, format: lab, text: do.md, labs: ['1.1'], quiz: end}
                """);
        out.put("modules/one/read.md", "# Read\nOne is not two.\n");
        out.put("modules/one/do.md", "# Do\n");
        out.put(
                "labs/one.yaml",
                """
                lab: '1.1'
                title: Drill
                module: M1
                minutes: 30
                kind: drill
                outcomes: [M1.1]
                text: one.md
                pass: {score: {least: 2, of: 3}, mentor: true}
                bank: numbers
                """);
        out.put("labs/one.md", "Tell them apart.\n");
        out.put(
                "banks/numbers.yaml",
                """
                bank: numbers
                title: Numbers
                items:
                  - id: n1
                    kind: single
                    difficulty: easy
                    outcomes: [M1.1]
                    ask: Which is one?
                    options:
                      - {id: a, text: '1', right: true, why: It is.}
                      - {id: b, text: '2', why: That is two.}
                    explain: One comes first.
                  - id: n2
                    kind: true_false
                    difficulty: medium
                    ask: One is two.
                    answer: false
                    explain: It is not.
                  - id: n3
                    kind: numeric
                    difficulty: hard
                    ask: How much is one and one?
                    number: {value: 2, within: 0.1}
                    explain: Two.
                """);
        out.put(
                "quizzes/end.yaml",
                """
                quiz: end
                title: The end
                banks: [numbers]
                items: 3
                mix: {easy: 33, medium: 33, hard: 34}
                attempts: 2
                pass: 0.85
                """);
        out.put(
                "videos/clip/video.yaml",
                """
                video: clip
                title: Clip
                minutes: 1
                chapters: [{at: '00:00', title: All}]
                """);
        out.put("videos/clip/script.md", "One.\n");
        out.put("videos/clip/storyboard.md", "A one.\n");
        out.put("videos/clip/captions.vtt", "WEBVTT\n\n00:00.000 --> 00:04.000\nOne.\n");
        return out;
    }
}
