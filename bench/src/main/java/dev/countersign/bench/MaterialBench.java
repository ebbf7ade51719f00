package dev.countersign.bench;

import dev.countersign.course.Packs;
import dev.countersign.course.cli.PackFolder;
import dev.countersign.material.Live;
import dev.countersign.material.press.Manuscripts;
import dev.countersign.material.press.Press;
import java.nio.file.Path;
import java.time.Instant;

/// The sixteen materials that the programme lists, made one after another in a process that has
/// just started. Prints one line of JSON. Argument: the folder of the pack.
public final class MaterialBench {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final int LISTED = 16;

    private MaterialBench() {}

    public static void main(String[] args) throws Exception {
        var folder = Path.of(args.length > 0 ? args[0] : "playbooks/courses/ops-engineer-2");
        var began = System.nanoTime();
        var pack = Packs.read(PackFolder.read(folder)).packs().getFirst();
        var files = 0;
        var bytes = 0L;
        var pages = 0;
        for (var material : pack.materials().subList(0, LISTED)) {
            for (var file : Press.make(Manuscripts.of(pack, material, Live.NONE), NOON)) {
                files++;
                bytes += file.bytes().length;
                pages += file.pages();
            }
        }
        System.out.printf(
                "{\"bench\":\"materials\",\"materials\":%d,\"files\":%d,\"pages\":%d,\"bytes\":%d,\"ms\":%d}%n",
                LISTED, files, pages, bytes, (System.nanoTime() - began) / 1_000_000);
    }
}
