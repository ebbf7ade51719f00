package dev.countersign;

import dev.countersign.desk.ExceptionCase;
import dev.countersign.desk.web.CategoryChoice;
import dev.countersign.desk.web.DeskPages;
import dev.countersign.intake.Intake;
import dev.countersign.people.Identity;
import java.util.List;
import java.util.stream.Stream;

/// Lends the taxonomy of what comes in to the desk's pages, which know of cases only.
record ExceptionCategories(Intake intake) implements DeskPages.Categories {
    @Override
    public List<CategoryChoice> choices(ExceptionCase c) {
        return intake.taxonomy(c).categories().stream()
                .flatMap(k -> {
                    var name = k.title();
                    return Stream.concat(
                            Stream.of(new CategoryChoice(k.name(), "", name)),
                            k.subtypes().stream()
                                    .map(s ->
                                            new CategoryChoice(
                                                    k.name(),
                                                    s.name(),
                                                    name + " " + s.name() + ": " + s.title())));
                })
                .toList();
    }

    @Override
    public void put(Identity by, String caseId, String category, String subtype) {
        intake.categorise(by, caseId, category, subtype);
    }
}
