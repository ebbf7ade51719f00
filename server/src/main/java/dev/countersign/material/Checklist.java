package dev.countersign.material;

import dev.countersign.course.Pack;
import dev.countersign.course.Pack.Kind;
import dev.countersign.material.Lifecycle.Word;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The seven things that must hold before a course's materials are good enough. Six follow from
/// records; that mentors are trained is said by a person. Pure.
final class Checklist {
    private final Pack pack;
    private final Map<String, Version> newest;
    private final Optional<Word> mentors;

    Checklist(Pack pack, Map<String, Version> newest, Optional<Word> mentors) {
        this.pack = pack;
        this.newest = newest;
        this.mentors = mentors;
    }

    /// @param missing what is not there yet, in words; empty where it holds
    record Item(String text, List<String> missing) implements Materials.Check {
        Item {
            missing = List.copyOf(missing);
        }
    }

    List<Materials.Check> items() {
        return List.of(
                new Item(
                        "Slides are reviewed by an expert and an ops lead",
                        lacking(m -> m.kind() == Kind.DECK, Step.EXPERT, Step.OPS_LEAD)),
                new Item("Every video has captions", uncaptioned()),
                new Item(
                        "Workbooks are field-tested with two pilot mentors",
                        lacking(m -> m.kind() == Kind.WORKBOOK, Step.FIELD_TEST)),
                new Item(
                        "One-pagers are reviewed",
                        lacking(
                                m -> m.kind() == Kind.CARD || m.kind() == Kind.POSTER,
                                Step.EXPERT)),
                new Item("Every lab has a key, and there is a mentor’s guide", keyless()),
                new Item(
                        "All materials are offered on the course’s page",
                        lacking(_ -> true, Step.DELIVERED)),
                new Item(
                        "The mentors are trained",
                        mentors.isPresent() ? List.of() : List.of("nobody has said so yet")));
    }

    private List<String> lacking(Predicate<Pack.Material> which, Step... steps) {
        return pack.materials().stream()
                .filter(which)
                .filter(m -> {
                    var version = newest.get(m.id());
                    return version == null
                            || !List.of(steps).stream().allMatch(version.lifecycle()::has);
                })
                .map(Pack.Material::title)
                .toList();
    }

    private List<String> uncaptioned() {
        return pack.videos().values().stream()
                .filter(v ->
                        pack.texts().keySet().stream()
                                .noneMatch(f ->
                                        f.startsWith("videos/" + v.id() + "/")
                                                && f.endsWith(".vtt")))
                .map(Pack.Video::title)
                .toList();
    }

    private List<String> keyless() {
        var out =
                new java.util.ArrayList<>(
                        pack.labs().values().stream()
                                .filter(l -> l.key().isEmpty())
                                .map(l -> "lab " + l.id())
                                .toList());
        if (pack.materials().stream().noneMatch(m -> m.forMentors() && m.kind() == Kind.GUIDE)) {
            out.add("the mentor’s guide");
        }
        return out;
    }
}
