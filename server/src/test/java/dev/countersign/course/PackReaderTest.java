package dev.countersign.course;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.kernel.Finding;
import dev.countersign.testing.Requirement;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackReaderTest {
    @Test
    void whatAddsUpIsRead() {
        var read = PackReader.read(SmallPack.files());
        assertThat(read.findings()).isEmpty();
        var pack = read.pack().orElseThrow();
        assertThat(pack.outcomes()).containsKey("M1.1");
        assertThat(pack.lab("1.1").orElseThrow().pass().score()).contains(new Lab.Score(2, 3));
        assertThat(PackReport.of(pack))
                .contains(
                        "  M1 One: 0:20 h + 0:40 h = 1 h",
                        "outcomes verified 1 of 1",
                        "  1.1 Drill, 30 min: at least 2 of 3; signed by a mentor");
    }

    /// Each break is told at its file and line with what to do.
    @ParameterizedTest
    @Requirement({"P28", "P29", "P30", "P31", "P41"})
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "pack.yaml|minutes: 60|minutes: 90|pack.yaml:6|its modules sum to 60",
                "pack.yaml|reading: 40|reading: 30|pack.yaml:7|the shares sum to 90",
                "pack.yaml|modules: [one]|modules: [two]|pack.yaml:8|there is no `modules/two/module.yaml`",
                "pack.yaml|assessment: end|assessment: no|pack.yaml:9|there is no quiz `no`; known are end",
                "pack.yaml|title: Small|titel: Small|pack.yaml:3|unknown key `titel`",
                "modules/one/module.yaml|minutes: 20|minutes: 25|modules/one/module.yaml:3|its sections sum to 65",
                "modules/one/module.yaml|text: read.md|text: gone.md|modules/one/module.yaml:8|there is no `modules/one/gone.md`",
                "modules/one/module.yaml|labs: ['1.1']|labs: ['1.2']|modules/one/module.yaml:9|there is no lab `1.2`",
                "modules/one/module.yaml|M1.1, text|M1.2, text|modules/one/module.yaml:6|verified by no lab and no question",
                "labs/one.yaml|minutes: 30|minutes: 50|modules/one/module.yaml:9|its labs need 50",
                "labs/one.yaml|of: 3|of: 4|labs/one.yaml:8|2 of 4 cannot be reached: there are 3",
                "labs/one.yaml|pass: {score: {least: 2, of: 3}, mentor: true}|pass: {}|labs/one.yaml:1|nothing says when lab `1.1` is passed",
                "labs/one.yaml|text: one.md|text: two.md|labs/one.yaml:7|there is no `labs/two.md`",
                "banks/numbers.yaml|right: true, why|why|banks/numbers.yaml:4|0 options are right",
                "banks/numbers.yaml|id: n2|id: n1|banks/numbers.yaml:13|`n1` is there twice",
                "banks/numbers.yaml|answer: false|pairs: []|banks/numbers.yaml:17|unknown key `pairs`",
                "quizzes/end.yaml|items: 3|items: 4|quizzes/end.yaml:4|draws 4 of 3 questions",
                "quizzes/end.yaml|easy: 33, medium: 33, hard: 34|easy: 70, medium: 0, hard: 30|quizzes/end.yaml:5|needs 2 easy questions, its banks have 1",
                "quizzes/end.yaml|pass: 0.85|pass: 85|quizzes/end.yaml:7|a share above 0, up to 1",
                "videos/clip/video.yaml|minutes: 1|minutes: 0|videos/clip/captions.vtt:3|the captions end at 0:04, the video at 0:00",
            })
    void whatDoesNotIsToldAtItsPlace(
            String file, String was, String is, String place, String sentence) {
        var files = SmallPack.files();
        assertThat(files.get(file)).contains(was);
        files.put(file, files.get(file).replace(was, is));
        var read = PackReader.read(files);
        assertThat(read.pack()).isEmpty();
        assertThat(read.findings().stream().map(Finding::asLine))
                .anySatisfy(l -> assertThat(l).startsWith(place + ":").contains(sentence, "; "));
    }

    @Test
    @Requirement("P41")
    void aVideoWithoutCaptionsDoesNotPass() {
        var files = SmallPack.files();
        files.remove("videos/clip/captions.vtt");
        assertThat(PackReader.read(files).findings().stream().map(Finding::code))
                .containsExactly("no-captions");
    }

    @Test
    @Requirement({"T1", "C24"})
    void packsThatNeedEachOtherAreTold() {
        var folders = new TreeMap<String, java.util.SortedMap<String, String>>();
        for (var name : List.of("a", "b", "c")) {
            var files = SmallPack.files();
            var next = name.equals("a") ? "b" : name.equals("b") ? "c" : "a";
            files.put(
                    "pack.yaml",
                    files.get("pack.yaml").replace("pack: small", "pack: " + name)
                            + "prerequisites: ["
                            + next
                            + "]\n");
            folders.put(name, files);
        }
        var read = Packs.read(folders);
        assertThat(read.hasErrors()).isTrue();
        assertThat(read.findings().stream().map(Finding::asLine).filter(l -> l.contains("itself")))
                .hasSize(3)
                .anySatisfy(l -> assertThat(l).startsWith("a/pack.yaml:10:"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{a: {ask: x, answers: {Yes: b, No: a}}, b: {say: y}}|leads back to itself",
                "{a: {ask: x, answers: {Yes: b, No: d}}, b: {say: y}}|there is no node `d`",
                "{a: {ask: x, answers: {Yes: b, No: b}}, b: {say: y}, c: {say: z}}|`c` is reached by no answer",
            })
    @Requirement("P38")
    void aTreeAlwaysComesToAnEnd(String nodes, String sentence) {
        var files = SmallPack.files();
        files.put("trees/t.yaml", "tree: t\ntitle: T\nstart: a\nnodes: " + nodes + "\n");
        assertThat(PackReader.read(files).findings().stream().map(Finding::sentence))
                .anySatisfy(s -> assertThat(s).contains(sentence));
    }

    @Test
    void noTextBreaksTheReader() {
        for (var text :
                List.of("", "\u0000", "[", "- a", "pack: {", "&a [*a]", "a: ".repeat(5_000))) {
            for (var file : SmallPack.files().keySet()) {
                var files = SmallPack.files();
                files.put(file, text);
                assertThat(PackReader.read(files)).isNotNull();
            }
        }
    }
}
