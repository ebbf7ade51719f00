package dev.countersign.course.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Packs on disk: a folder that is one, or a folder of such folders.
public final class PackFolder {
    private static final List<String> READ = List.of(".yaml", ".md", ".vtt");

    /// The folder cannot be read; the message says which and why.
    public static final class Bad extends Exception {
        private static final long serialVersionUID = 1L;

        Bad(String message) {
            super(message);
        }
    }

    private PackFolder() {}

    /// @return text by path inside the pack, by the pack's folder; "" where the folder is the pack
    public static SortedMap<String, SortedMap<String, String>> read(Path folder) throws Bad {
        var out = new TreeMap<String, SortedMap<String, String>>();
        if (!Files.isDirectory(folder)) {
            throw new Bad("`" + folder + "` is no folder; name the folder of a pack");
        }
        if (Files.exists(folder.resolve("pack.yaml"))) {
            out.put("", files(folder));
            return out;
        }
        try (var inner = Files.list(folder)) {
            for (var each : inner.sorted().toList()) {
                if (Files.exists(each.resolve("pack.yaml"))) {
                    out.put(each.getFileName().toString(), files(each));
                }
            }
        } catch (IOException e) {
            throw new Bad("cannot read `" + folder + "`: " + e.getMessage());
        }
        if (out.isEmpty()) {
            throw new Bad("`" + folder + "` holds no `pack.yaml`; name the folder of a pack");
        }
        return out;
    }

    private static SortedMap<String, String> files(Path pack) throws Bad {
        var out = new TreeMap<String, String>();
        try (var all = Files.walk(pack)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                var name = pack.relativize(file).toString().replace('\\', '/');
                if (READ.stream().anyMatch(name::endsWith)) {
                    out.put(name, text(file));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new Bad("cannot read `" + pack + "`: " + e.getMessage());
        }
        return out;
    }

    private static String text(Path file) throws Bad {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new Bad("`" + file + "` is not UTF-8 text; save it as UTF-8");
        } catch (IOException e) {
            throw new Bad("cannot read `" + file + "`: " + e.getMessage());
        }
    }
}
