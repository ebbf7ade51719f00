package dev.countersign.model.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Lists of parts by section, from a resource beside this class; `#` starts a comment line.
final class Parts {
    private final Map<String, List<String>> sections;
    private final SplittableRandom random;

    Parts(SplittableRandom random) {
        this.random = random;
        this.sections = new HashMap<>();
        var section = new ArrayList<String>();
        for (var line : lines("parts.txt")) {
            if (line.startsWith("[")) {
                section = new ArrayList<>();
                sections.put(line.substring(1, line.length() - 1), section);
            } else {
                // Split keeps the blank in front of " Falls" and behind "San ".
                section.addAll(List.of(line.split("\\|")));
            }
        }
    }

    static List<String> lines(String resource) {
        try (var in = Parts.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the resource `" + resource + "` is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read `" + resource + "`", e);
        }
    }

    String any(String section) {
        return any(sections.getOrDefault(section, List.of()));
    }

    <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    int number(int from, int to) {
        return random.nextInt(from, to);
    }
}
