package dev.countersign.course;

import dev.countersign.yaml.YamlPlace;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Where each part of a pack was written, by its name.
final class Places {
    private final Map<String, YamlPlace> places = new HashMap<>();

    void put(String name, YamlPlace at) {
        places.put(name, at);
    }

    boolean has(String name) {
        return places.containsKey(name);
    }

    /// Tells an error at the part; at the first of the names that has a place.
    void wrong(String name, String otherwise, String code, String sentence, String remedy) {
        at(name, otherwise).ifPresent(p -> p.wrong(code, sentence, remedy));
    }

    Optional<YamlPlace> at(String name, String otherwise) {
        var place = places.get(name);
        return Optional.ofNullable(
                place != null && place.line() > 0 ? place : places.get(otherwise));
    }
}
